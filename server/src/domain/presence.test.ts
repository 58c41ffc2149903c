import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, compatibleActor, openCore, panelActor } from '../../../tests/support/core.ts'
import { count } from '../../../tests/support/counts.ts'
import { keyActor, OPERATOR } from '../../../tests/support/deps.ts'
import { MINUTE_MS } from '../../../tests/support/test-clock.ts'
import { MAX_STEP_UP_MINUTES } from './accounts/account.ts'
import { updateAccount } from './accounts/update-account.ts'
import type { Actor, UserActor } from './actor.ts'
import {
  presenceMs,
  requireFreshSession,
  requireFreshSessionForOthers,
  requireNoImpersonator,
  requirePresence,
} from './policy.ts'
import { IDENTITY_ADMIN, USER_ADMIN } from './roles/roles.ts'
import type { User } from './users/user.ts'

let core: Core
let owner: User

before(async () => {
  core = await openCore()
  owner = (await core.person([USER_ADMIN])).user
})
after(() => core.close())

const presence = (actor: Actor, accountId = core.accountId) =>
  answerOf(requirePresence(core.deps, core.deps.store, actor, accountId))
const provenAgo = (ms: number | null) => panelActor(owner, ms === null ? null : core.clock.now() - ms)

describe('a proof of presence at the panel', () => {
  for (const [minutes, lastsMs] of [
    [0, 30_000],
    [1, MINUTE_MS],
    [5, 5 * MINUTE_MS],
    [MAX_STEP_UP_MINUTES, MAX_STEP_UP_MINUTES * MINUTE_MS],
  ] as const) {
    test(`lasts ${lastsMs} ms where the account says ${minutes} minutes, and not one more`, async () => {
      await updateAccount(core.deps, OPERATOR, core.accountId, { stepUpMinutes: minutes })
      assert.equal(presenceMs(minutes), lastsMs)
      assert.equal(await presence(provenAgo(0)), 'valid')
      assert.equal(await presence(provenAgo(lastsMs - 1)), 'valid')
      assert.equal(await presence(provenAgo(lastsMs)), 'step_up.needed')
      assert.equal(await presence(provenAgo(null)), 'step_up.needed')
    })
  }

  test('lasts by the rule of whoever asks, not of the account that the secret belongs to', async () => {
    const strict = await core.account()
    await updateAccount(core.deps, OPERATOR, strict, { stepUpMinutes: 0 })
    await updateAccount(core.deps, OPERATOR, core.accountId, { stepUpMinutes: 5 })
    assert.equal(await presence(provenAgo(MINUTE_MS), strict), 'valid')
    const guest = (await core.person([USER_ADMIN], strict)).user
    const proven = panelActor(guest, core.clock.now() - MINUTE_MS)
    assert.equal(await presence(proven, core.accountId), 'step_up.needed')
  })

  test('is asked of nobody at the command line, and of nobody without an account there can be one', async () => {
    assert.equal(await presence(OPERATOR), 'valid')
    assert.equal(await presence({ ...provenAgo(0), accountId: '999999' }), 'actor.forbidden')
  })
})

describe('a key or token', () => {
  const IN_V2 = (user: User) => compatibleActor(user)
  const rows: readonly (readonly [string, boolean, boolean, (user: User) => UserActor, string])[] = [
    ['at the v2.0 calls, where both accounts allow it', true, true, IN_V2, 'valid'],
    ['at the v2.0 calls, where the own account does not', false, true, IN_V2, 'actor.forbidden'],
    ['at the v2.0 calls, where the other account does not', true, false, IN_V2, 'actor.forbidden'],
    ['anywhere else', true, true, (user) => keyActor(user), 'actor.forbidden'],
  ]
  for (const [where, own, other, actorOf, expected] of rows) {
    test(`${where} shows a secret of another account: ${expected}`, async () => {
      const staff = (await core.person([IDENTITY_ADMIN])).user
      const otherAccount = await core.account()
      await updateAccount(core.deps, OPERATOR, core.accountId, { apiReveal: own })
      await updateAccount(core.deps, OPERATOR, otherAccount, { apiReveal: other })
      assert.equal(await presence(actorOf(staff), otherAccount), expected)
      assert.equal(await presence(actorOf(staff), '999999'), 'actor.forbidden')
    })
  }

  test('of an application credential shows none, not even at the v2.0 calls', async () => {
    await updateAccount(core.deps, OPERATOR, core.accountId, { apiReveal: true })
    const { proof } = keyActor(owner)
    assert.equal(await presence({ ...compatibleActor(owner), proof }), 'valid')
    const credential = {
      ...{ id: 'c'.repeat(32), userId: owner.id, accountId: owner.accountId, name: 'c', description: null },
      ...{ digest: '', roles: owner.roles, unrestricted: true, accessRules: null, expiresAtMs: null },
      ...{ createdAtMs: 0, state: 'active' as const },
    }
    const delegated = { kind: 'delegation', delegation: { credential, roles: [] } } as const
    assert.equal(await presence({ ...compatibleActor(owner), proof: delegated }), 'actor.forbidden')
  })
})

describe('in the name of another user', () => {
  test('nobody proves anything, whatever they prove it by; alone they do', async () => {
    const impersonator = { id: core.operator.id, name: core.operator.name }
    for (const actor of [provenAgo(0), compatibleActor(owner)]) {
      assert.equal(await presence(actor), 'valid')
      assert.equal(await presence({ ...actor, impersonator }), 'actor.forbidden')
      assert.throws(() => requireNoImpersonator({ ...actor, impersonator }), { code: 'actor.forbidden' })
      requireNoImpersonator(actor)
    }
    requireNoImpersonator(OPERATOR)
  })
})

describe('an act on other people', () => {
  const fresh = (actor: Actor) => answerOf(requireFreshSession(core.deps, core.deps.store, actor))
  const forOthers = (actor: Actor, userId: string) =>
    answerOf(requireFreshSessionForOthers(core.deps, core.deps.store, actor, userId))

  test('asks for a proof at the panel alone: a program sends its own with every request', async () => {
    assert.equal(await fresh(provenAgo(null)), 'step_up.needed')
    for (const actor of [OPERATOR, keyActor(owner), compatibleActor(owner), provenAgo(0)]) {
      assert.equal(await fresh(actor), 'valid')
    }
  })

  test('is one on oneself, where nothing is asked, exactly when it is about oneself', async () => {
    assert.equal(await forOthers(provenAgo(null), owner.id), 'valid')
    assert.equal(await forOthers(provenAgo(null), core.operator.id), 'step_up.needed')
    assert.equal(await forOthers(provenAgo(0), core.operator.id), 'valid')
  })
})

test('however long a proof may last, time alone ends it, and it ends once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(MAX_STEP_UP_MINUTES), fc.nat(2 * 3_600_000), async (minutes, agoMs) => {
      await updateAccount(core.deps, OPERATOR, core.accountId, { stepUpMinutes: minutes })
      const expected = agoMs < Math.max(30_000, minutes * MINUTE_MS) ? 'valid' : 'step_up.needed'
      assert.equal(await presence(provenAgo(agoMs)), expected)
    }),
    { numRuns: count(200) },
  )
})
