import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { keyActor } from '../../../../tests/support/deps.ts'
import { aUser } from '../../../../tests/support/stores.ts'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireOwnAccess } from './own-access.ts'

const user = aUser()
const RULE = { id: 'r1', service: 'identity', method: 'GET', path: '/v3/users/*' }

function actingBy(accessRules: readonly (typeof RULE)[] | null): UserActor {
  const made = { name: 'c', description: null, digest: 'd', createdAtMs: 1, expiresAtMs: null }
  const credential = {
    ...{ id: 'c1', userId: user.id, accountId: user.accountId, roles: [], unrestricted: true },
    ...{ ...made, accessRules, state: 'active' as const },
  }
  return { ...keyActor(user), proof: { kind: 'delegation', delegation: { credential, roles: [] } } }
}

function passes(actor: UserActor, url: string, method = 'GET'): boolean {
  try {
    requireOwnAccess(actor, { method, url })
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'actor.forbidden') return false
    throw error
  }
}

describe('access rules hold for this service too', () => {
  for (const [url, method, expected] of [
    ['/v3/users/1', 'GET', true],
    ['/v3/users/1?x=/v3/roles', 'GET', true],
    ['/v3/users/1?a?b', 'GET', true],
    ['/v3/users/1', 'DELETE', false],
    ['/v3/users/1/roles', 'GET', false],
    ['/v3/roles?path=/v3/users/1', 'GET', false],
    ['/v3/users', 'GET', false],
    ['?/v3/users/1', 'GET', false],
  ] as const) {
    test(`${method} ${url}: ${expected ? 'let through' : 'stopped'}`, () => {
      assert.equal(passes(actingBy([RULE]), url, method), expected)
    })
  }

  test('a rule for another service lets nothing through here', () => {
    assert.equal(passes(actingBy([{ ...RULE, service: 'object-store' }]), '/v3/users/1'), false)
  })

  test('without a list there is no limit, with an empty one there is nothing', () => {
    assert.deepEqual(
      [passes(actingBy(null), '/v3/roles'), passes(actingBy([]), '/v3/users/1')],
      [true, false],
    )
  })

  test('whoever acts by something of their own has none', () => {
    assert.equal(passes(keyActor(user), '/v3/roles', 'DELETE'), true)
  })
})
