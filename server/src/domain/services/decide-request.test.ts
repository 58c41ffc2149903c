import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { createRole } from '../roles/create-role.ts'
import { changeRoles } from '../users/change-roles.ts'
import { addServiceRule } from './add-rule.ts'
import { decideRequest } from './decide-request.ts'
import { Protection } from './protection.ts'
import type { ServiceRule } from './service-rule.ts'

const rule = (given: Partial<ServiceRule>): ServiceRule => {
  return { id: 'a', service: 'files', methods: [], path: '/**', role: 'reader', ...given }
}
const READ = rule({ id: 'read', methods: ['GET', 'HEAD'], path: '/v1/**' })
const WRITE = rule({ id: 'write', path: '/v1/*/own', role: 'writer' })
const RULES = [READ, WRITE]
const at = (name: string, publicUrl: string) => {
  return { id: 1, name, type: 'x', region: null, internalUrl: null, publicUrl }
}

describe('a request that somebody imagines', () => {
  for (const [what, rules, [method, path], role, expected] of [
    ['without rules', [], ['GET', '/'], null, [true, 'open', null, []]],
    ['with the role', RULES, ['GET', '/v1/x'], 'reader', [true, 'rule', READ, ['reader']]],
    [
      'where two are about it',
      RULES,
      ['GET', '/v1/x/own'],
      'writer',
      [true, 'rule', WRITE, ['reader', 'writer']],
    ],
    ['with another role', RULES, ['GET', '/v1/x'], 'writer', [false, 'role', null, ['reader']]],
    ['with no role', RULES, ['GET', '/v1/x'], null, [false, 'role', null, ['reader']]],
    ['by another method', RULES, ['PUT', '/v1/x'], 'reader', [false, 'none', null, []]],
    ['elsewhere', RULES, ['GET', '/v2/x'], 'reader', [false, 'none', null, []]],
    ['with parameters', RULES, ['GET', '/v1/x;y'], 'reader', [false, 'malformed', null, []]],
  ] as const) {
    test(`${what}: ${expected[1]}`, () => {
      const gate = new Protection([at('files', 'https://files.example')], rules)
      const decision = gate.decide({ method, host: 'files.example', path }, role)
      assert.deepEqual([decision.allowed, decision.reason, decision.rule, decision.roles], expected)
    })
  }

  test('is judged as forward-auth judges it, whatever the services of the host and their rules', () => {
    const names = ['files', 'web', 'deep']
    const pathOf = (...parts: readonly string[]) =>
      fc.array(fc.constantFrom(...parts), { maxLength: 3 }).map((some) => `/${some.join('/')}`)
    const bases = fc.tuple(pathOf('a', 'b'), pathOf('a', 'b'), pathOf('a', 'b'))
    const rules = fc.array(
      fc.record({
        service: fc.constantFrom(...names),
        methods: fc.subarray(['GET', 'PUT']),
        path: pathOf('a', 'b', '*', '**', '{id}'),
        role: fc.constantFrom('reader', 'writer'),
      }),
      { maxLength: 4 },
    )
    const asked = fc.record({
      service: fc.constantFrom(...names),
      method: fc.constantFrom('GET', 'PUT', 'DELETE'),
      path: pathOf('a', 'b', 'c', 'a;b'),
      role: fc.constantFrom('reader', 'writer', null),
    })
    fc.assert(
      fc.property(bases, rules, asked, (bases, given, { service, method, path, role }) => {
        const gate = new Protection(
          names.map((name, index) => at(name, `https://files.example${bases[index] ?? ''}`)),
          given.map((one, index) => rule({ ...one, id: String(index) })),
        )
        const host = gate.hostOf(service, path)
        assert.equal(host, 'files.example')
        const request = { method, host, path }
        const { allowed, reason, roles, rule: found } = gate.decide(request, role)
        assert.equal(allowed, gate.allows(request, role === null ? [] : [role]))
        for (const one of reason === 'open' ? [] : ['reader', 'writer']) {
          assert.equal(roles.includes(one), gate.allows(request, [one]))
        }
        assert.equal(found?.role ?? role, role)
      }),
    )
  })

  test('is answered as /auth/verify answers it, malformed ones included', async () => {
    const app = await openTestApp()
    const { apiKey, userId } = await app.addUser('joe')
    await app.addService('reports', 'reports', null, 'https://reports.example/api')
    await app.addService('open', 'open', null, 'https://open.example')
    const role = 'reports:reader'
    await createRole(app.deps, TESTER, { name: role, description: '', givenByAccounts: true })
    const given = { service: 'reports', methods: ['GET'], path: '/api/v1/**', role }
    await addServiceRule(app.deps, TESTER, given)
    const verify = async (method: string, name: string, path: string) => {
      const headers = {
        authorization: `Bearer ${apiKey}`,
        'x-forwarded-method': method,
        'x-forwarded-host': `${name}.example`,
        'x-forwarded-uri': path,
      }
      const { statusCode, headers: told } = await app.http.inject({ url: '/auth/verify', headers })
      return [statusCode === 204, told['x-keyward-reason'] === 'malformed'] as const
    }
    const part = fc.constantFrom('api', 'v1', 'x', '', '.', '..', '..;', 'a;b', '%2e%2e', '%252e', '%2F', '%')
    const odd = fc.constantFrom('a%20b', 'a?b=..', '#', '\\', '%00', '%ff', 'x?;', 'API', '%3b')
    const path = fc
      .tuple(fc.constantFrom('/', '/api/v1/', ''), fc.array(fc.oneof(part, odd), { maxLength: 4 }))
      .map(([begin, parts]) => begin + parts.join('/'))
    const asked = fc.record({
      method: fc.constantFrom('GET', 'PUT'),
      name: fc.constantFrom('reports', 'open'),
      path,
    })
    const seen = new Set<string>()
    for (const tried of [null, role]) {
      if (tried !== null) await changeRoles(app.deps, TESTER, userId, { add: [tried], remove: [] })
      await fc.assert(
        fc.asyncProperty(
          asked.filter((one) => one.path !== ''),
          async ({ method, name, path }) => {
            const request = { method, path, role: tried }
            const { allowed, reason } = await decideRequest(app.deps, TESTER, name, request)
            assert.deepEqual([allowed, reason === 'malformed'], await verify(method, name, path))
            seen.add(reason)
          },
        ),
        // One of each kind for sure.
        {
          examples: [
            [{ method: 'GET', name: 'reports', path: '/api/v1/x' }],
            [{ method: 'PUT', name: 'reports', path: '/api/v1/x' }],
            [{ method: 'GET', name: 'reports', path: '/api/v1/..' }],
            [{ method: 'GET', name: 'open', path: '/x' }],
          ],
        },
      )
    }
    assert.deepEqual([...seen].sort(), ['malformed', 'none', 'open', 'role', 'rule'])
  })
})
