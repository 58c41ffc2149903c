import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decide } from './decide-request.ts'
import { Protection } from './protection.ts'
import type { ServiceRule } from './service-rule.ts'

const rule = (given: Partial<ServiceRule>): ServiceRule => {
  return { id: 'a', service: 'files', methods: [], path: '/**', role: 'reader', ...given }
}
const READ = rule({ id: 'read', methods: ['GET', 'HEAD'], path: '/v1/**' })
const WRITE = rule({ id: 'write', path: '/v1/*/own', role: 'writer' })
const RULES = [READ, WRITE]

describe('a request that somebody imagines', () => {
  for (const [what, rules, request, expected] of [
    ['without rules', [], { method: 'GET', path: '/', role: null }, [true, 'open', null, []]],
    [
      'with the role',
      RULES,
      { method: 'GET', path: '/v1/x', role: 'reader' },
      [true, 'rule', READ, ['reader']],
    ],
    [
      'in small letters',
      RULES,
      { method: 'get', path: '/v1/x', role: 'reader' },
      [true, 'rule', READ, ['reader']],
    ],
    [
      'where two rules are about it',
      RULES,
      { method: 'GET', path: '/v1/x/own', role: 'writer' },
      [true, 'rule', WRITE, ['reader', 'writer']],
    ],
    [
      'with another role',
      RULES,
      { method: 'GET', path: '/v1/x', role: 'writer' },
      [false, 'role', null, ['reader']],
    ],
    ['with no role', RULES, { method: 'GET', path: '/v1/x', role: null }, [false, 'role', null, ['reader']]],
    ['by another method', RULES, { method: 'PUT', path: '/v1/x', role: 'reader' }, [false, 'none', null, []]],
    ['elsewhere', RULES, { method: 'GET', path: '/v2/x', role: 'reader' }, [false, 'none', null, []]],
  ] as const) {
    test(`${what}: ${expected[1]}`, () => {
      const { allowed, reason, rule: found, roles } = decide(rules, request)
      assert.deepEqual([allowed, reason, found, roles], expected)
    })
  }

  test('is judged as forward-auth judges it, whatever the rules', () => {
    const segment = fc.constantFrom('a', 'b', '*', '**', '{id}')
    const path = fc.array(segment, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
    const rules = fc.array(
      fc.record({
        methods: fc.subarray(['GET', 'PUT']),
        path,
        role: fc.constantFrom('reader', 'writer'),
      }),
      { maxLength: 4 },
    )
    const asked = fc.record({
      method: fc.constantFrom('GET', 'PUT', 'DELETE'),
      path: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
      role: fc.constantFrom('reader', 'writer'),
    })
    const endpoint = { id: 1, name: 'files', type: 'x', region: null, internalUrl: null }
    fc.assert(
      fc.property(rules, asked, (given, request) => {
        const stored = given.map((one, at) => rule({ ...one, id: String(at) }))
        const gate = new Protection([{ ...endpoint, publicUrl: 'https://files.example' }], stored)
        const { allowed, roles, rule: found } = decide(stored, request)
        const { method, path: where, role } = request
        const asGate = (one: string) => gate.allows({ method, host: 'files.example', path: where }, [one])
        assert.equal(allowed, asGate(role))
        for (const one of stored.length === 0 ? [] : ['reader', 'writer']) {
          assert.equal(roles.includes(one), asGate(one))
        }
        if (found) assert.equal(found.role, role)
      }),
    )
  })
})
