import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { type Core, openCore } from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { UserActor } from '../actor.ts'
import { effectiveRoles } from '../roles/effective-roles.ts'
import { DEFAULT_ROLE, READER, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { deleteAccessRule, listAccessRules, readAccessRule } from './access-rules.ts'
import type { ApplicationCredential } from './application-credential.ts'
import type { AskedCredential } from './create-credential.ts'
import { delegatedBy } from './delegation.ts'
import { deleteApplicationCredential } from './delete-credential.ts'
import { requireDelegable } from './managing.ts'
import { listApplicationCredentials, readApplicationCredential } from './read-credentials.ts'

let core: Core
let user: User
before(async () => {
  core = await openCore()
})
after(() => core.close())
beforeEach(async () => {
  user = (await core.person([DEFAULT_ROLE, READER])).user
})

const READ = { service: 'object-store', method: 'GET', path: '/v1/**' }
const WRITE = { ...READ, method: 'PUT' }

/** Whoever acts by a credential of the user. */
function actingBy(credential: ApplicationCredential): UserActor {
  const roles = effectiveRoles(user.roles).filter(({ name }) => credential.roles.includes(name))
  return { ...keyActor(user), proof: { kind: 'delegation', delegation: { credential, roles } } }
}

const make = async (asked: Partial<AskedCredential> = {}, actor?: UserActor) =>
  (await makeFor(core.deps, user, asked, actor)).credential
const parentWith = async (asked: Partial<AskedCredential>) =>
  actingBy(await make({ unrestricted: true, ...asked }))
const credentials = () => core.deps.store.applicationCredentials.ofUser(user.id)
const rules = () => listAccessRules(core.deps, keyActor(user), user.id)

describe('what an application credential hands on', () => {
  it('is all that it has, unless asked for less', async () => {
    const expiresAtMs = core.clock.now() + HOUR_MS
    const actor = await parentWith({ roles: [{ name: READER }], accessRules: [READ], expiresAtMs })
    const child = await make({}, actor)
    assert.deepEqual(child.roles, [READER])
    assert.deepEqual(
      child.accessRules?.map(({ method }) => method),
      ['GET'],
    )
    assert.equal(child.expiresAtMs, expiresAtMs)
  })

  for (const [what, asked, code] of [
    ['a role that its user has and it has not', { roles: [{ name: DEFAULT_ROLE }] }, 'input.invalid'],
    ['a rule beyond its own', { accessRules: [READ, WRITE] }, 'actor.forbidden'],
    ['a life longer than its own', { expiresAtMs: 9e15 }, 'actor.forbidden'],
  ] as const) {
    it(`is never ${what}; nothing is left of the try`, async () => {
      const expiresAtMs = core.clock.now() + HOUR_MS
      const actor = await parentWith({ roles: [{ name: READER }], accessRules: [READ], expiresAtMs })
      await refusedWith(code, make(asked, actor))
      assert.equal((await credentials()).length, 1)
      assert.deepEqual(
        (await rules()).map(({ method }) => method),
        ['GET'],
      )
    })
  }

  it('is nothing to do when it may do nothing: an empty list stays empty', async () => {
    const actor = await parentWith({ accessRules: [] })
    assert.deepEqual((await make({}, actor)).accessRules, [])
    assert.deepEqual((await make({ accessRules: [] }, actor)).accessRules, [])
    await refusedWith('actor.forbidden', make({ accessRules: [READ] }, actor))
  })

  it('is nothing at all when it is restricted', async () => {
    const actor = actingBy(await make())
    await refusedWith('actor.forbidden', make({}, actor))
    const [own] = await credentials()
    const deleting = deleteApplicationCredential(core.deps, actor, user.id, own?.id ?? '')
    await refusedWith('actor.forbidden', deleting)
    assert.equal((await credentials()).length, 1)
  })

  it('has no more roles and no longer life than it, whatever is asked for', async () => {
    const name = fc.constantFrom(DEFAULT_ROLE, READER, 'member', 'object-store:default', USER_MANAGE)
    const asked = fc.record({
      roles: fc.option(fc.array(fc.record({ name }), { maxLength: 3 })),
      expiresAtMs: fc.option(
        fc.integer({ min: -2, max: 3 }).map((hours) => core.clock.now() + hours * HOUR_MS),
      ),
    })
    const property = fc.asyncProperty(asked, asked, async (first, second) => {
      user = (await core.person([DEFAULT_ROLE, READER])).user
      const parent = await make({ ...first, unrestricted: true }).catch(() => null)
      if (!parent) return
      const child = await make(second, actingBy(parent)).catch(() => null)
      if (!child) return
      for (const role of child.roles) assert.ok(parent.roles.includes(role), role)
      const [latest, end] = [parent.expiresAtMs, child.expiresAtMs]
      assert.ok(latest === null || (end !== null && end <= latest))
    })
    await fc.assert(property, { numRuns: 40 })
  })
})

describe('the roles of a new application credential', () => {
  it('are told by id or name, each once', async () => {
    const id = effectiveRoles([READER]).find(({ name }) => name === READER)?.id ?? ''
    assert.deepEqual((await make({ roles: [{ id }, { name: READER }] })).roles, [READER])
  })

  it('are the maker’s own: others are refused, unknown ones not found', async () => {
    await refusedWith('input.invalid', make({ roles: [{ name: USER_ADMIN }] }))
    await refusedWith('role.not_found', make({ roles: [{ name: READER }, { name: 'nothing' }] }))
    await refusedWith('role.not_found', make({ roles: [{ id: READER }] }))
    assert.deepEqual(await credentials(), [])
  })
})

describe('access rules of a user', () => {
  it('are kept once for all credentials that have them, and taken again by id', async () => {
    await make({ accessRules: [READ, WRITE, READ] })
    const [first, ...others] = await rules()
    assert.ok(first && others.length === 1)
    const second = await make({ accessRules: [{ id: first.id }, READ] })
    assert.ok((second.accessRules?.length ?? 0) >= 1)
    assert.equal((await rules()).length, 2)
  })

  it('of somebody else are not found by their id', async () => {
    await make({ accessRules: [READ] })
    const [rule] = await rules()
    assert.ok(rule)
    const { user: other } = await core.person()
    const taking = makeFor(core.deps, other, { accessRules: [{ id: rule.id }] })
    await refusedWith('access_rule.not_found', taking)
    await refusedWith('access_rule.not_found', readAccessRule(core.deps, keyActor(other), other.id, rule.id))
    await refusedWith(
      'access_rule.not_found',
      deleteAccessRule(core.deps, keyActor(other), other.id, rule.id),
    )
    await refusedWith('actor.forbidden', readAccessRule(core.deps, keyActor(other), user.id, rule.id))
    assert.deepEqual(await readAccessRule(core.deps, keyActor(user), user.id, rule.id), rule)
  })

  it('are a hundred at most', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...READ, path: `/v1/${at}` }))
    await refusedWith('input.invalid', make({ accessRules: many(101) }))
    assert.deepEqual(await rules(), [])
    assert.equal((await make({ accessRules: many(100) })).accessRules?.length, 100)
  })

  it('are forgotten when no credential has them any more, and not before', async () => {
    const { id } = await make({ accessRules: [READ] })
    const [rule] = await rules()
    assert.ok(rule)
    const forget = () => deleteAccessRule(core.deps, keyActor(user), user.id, rule.id)
    await refusedWith('actor.forbidden', forget())
    await deleteApplicationCredential(core.deps, keyActor(user), user.id, id)
    await forget()
    assert.deepEqual(await rules(), [])
    await refusedWith('access_rule.not_found', forget())
  })
})

describe('an application credential of somebody', () => {
  it('is out of reach by an id under one’s own name, and in another account nobody’s', async () => {
    const { id } = await make()
    const { user: other } = await core.person([USER_ADMIN])
    const { user: stranger } = await core.person([USER_ADMIN], await core.account())
    for (const act of [readApplicationCredential, deleteApplicationCredential]) {
      await refusedWith('application_credential.not_found', act(core.deps, keyActor(other), other.id, id))
      await refusedWith('user.not_found', act(core.deps, keyActor(stranger), user.id, id))
    }
    const { user: colleague } = await core.person()
    await refusedWith('actor.forbidden', listApplicationCredentials(core.deps, keyActor(colleague), user.id))
    assert.equal((await readApplicationCredential(core.deps, keyActor(user), user.id, id)).id, id)
  })

  it('is deleted by whoever manages the user, and not made by them', async () => {
    const { user: owner } = await core.person([USER_ADMIN])
    const { id } = await make()
    await refusedWith('actor.forbidden', make({}, keyActor(owner)))
    await deleteApplicationCredential(core.deps, keyActor(owner), user.id, id)
    assert.deepEqual(await credentials(), [])
    const { action, details } = (await auditOf(core.deps, core.accountId)).at(-1) ?? assert.fail()
    assert.deepEqual([action, details['credentialId']], ['application_credential.delete', id])
  })

  it('is not made in the user’s name', async () => {
    const { id, name } = core.operator
    await refusedWith('actor.forbidden', make({}, { ...keyActor(user), impersonator: { id, name } }))
  })

  for (const [field, asked] of [
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(256) }],
    ['name', { name: 'two\nlines' }],
    ['description', { description: 'x'.repeat(1_025) }],
    ['description', { description: 'a\0b' }],
    ['secret', { secret: 'x'.repeat(14) }],
    ['secret', { secret: 'x'.repeat(513) }],
    ['expires_at', { expiresAtMs: 1 }],
  ] as const) {
    it(`with ${JSON.stringify(asked).slice(0, 30)} is refused by ${field}, without the secret`, async () => {
      const refusal = await refusedWith('input.invalid', make(asked))
      assert.equal(refusal.facts['field'], field)
      assert.doesNotMatch(JSON.stringify([refusal.message, refusal.facts]), /xxx/)
      assert.deepEqual(await credentials(), [])
    })
  }

  it('may be as long as it may be', async () => {
    const asked = { name: 'x'.repeat(255), description: 'y'.repeat(1_024), secret: 'z'.repeat(512) }
    const { name, description } = await make(asked)
    assert.deepEqual([name.length, description?.length], [255, 1_024])
    assert.ok(await make({ secret: 'z'.repeat(15), expiresAtMs: core.clock.now() + 1 }))
  })
})

describe('what somebody with an application credential may do', () => {
  const own = () => ({ target: `user:${user.id}` })
  const others = { target: `user:${'f'.repeat(32)}` }
  const allowed = (actor: UserActor, act: { action: string; target: string }) => {
    try {
      requireDelegable(actor, act)
      return true
    } catch {
      return false
    }
  }

  it('with a restricted one is ending tokens', async () => {
    const actor = actingBy(await make())
    assert.ok(allowed(actor, { action: 'token.revoke', ...own() }))
    for (const action of ['user.update', 'application_credential.create', 'key.reset']) {
      assert.ok(!allowed(actor, { action, ...own() }) && !allowed(actor, { action, ...others }), action)
    }
  })

  it('with an unrestricted one is never touching its own user, but the user’s credentials', async () => {
    const actor = await parentWith({})
    for (const action of [
      'application_credential.create',
      'application_credential.delete',
      'access_rule.delete',
    ]) {
      assert.ok(allowed(actor, { action, ...own() }), action)
    }
    for (const action of ['user.update', 'key.reset', 'user.password', 'user.roles', 'user.pin']) {
      assert.ok(!allowed(actor, { action, ...own() }), action)
      assert.ok(allowed(actor, { action, ...others }), action)
    }
  })

  it('is no matter of those who act by something of their own', () => {
    for (const actor of [keyActor(user), OPERATOR])
      requireDelegable(actor, { action: 'user.update', ...own() })
  })
})

describe('what an application credential is worth', () => {
  const worth = async (credential: ApplicationCredential, nowMs = core.clock.now()) => {
    const known = (await core.deps.known.user(credential.userId)) ?? assert.fail()
    return delegatedBy(credential, known, nowMs)
  }

  it('is nothing from the moment it ends, and for the user of another', async () => {
    const expiresAtMs = core.clock.now() + HOUR_MS
    const credential = await make({ expiresAtMs })
    assert.ok(await worth(credential, expiresAtMs - 1))
    assert.equal(await worth(credential, expiresAtMs), null)
    const { user: other } = await core.person()
    const known = (await core.deps.known.user(other.id)) ?? assert.fail()
    assert.equal(delegatedBy(credential, known, core.clock.now()), null)
    assert.equal(await worth({ ...credential, state: 'unconfirmed' }), null)
  })

  it('is those of its roles that the user still has, at once', async () => {
    const credential = await make({ roles: [{ name: READER }] })
    assert.deepEqual((await worth(credential))?.user.roles, [READER])
    const roles = [DEFAULT_ROLE]
    await core.deps.store.transaction((tx) => tx.users.update(user.id, { roles, updatedAtMs: 1 }))
    assert.equal(await worth(credential), null)
  })
})
