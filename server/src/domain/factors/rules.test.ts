import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import {
  answerOf,
  entriesOf,
  isLive,
  openCore,
  panelActor,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DEFAULT_ROLE, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import { openSession } from '../sessions/open-session.ts'
import type { SecondFactorRule, User } from '../users/user.ts'
import { readRequirement, setRequirement } from './account-switch.ts'
import { noteFailure } from './attempts.ts'
import { listFactors } from './list-factors.ts'
import { mustHaveFactor, requirePasswordAlone } from './required.ts'
import { resetFactors } from './reset-factors.ts'
import { currentUser, VISIT } from './testing.ts'
import { setUserRule, unlockFactors } from './user-rule.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

const current = (user: User) => currentUser(core, user)
const panel = (user: User) => panelActor(user, clock.now())
const alone = async (user: User) => answerOf(requirePasswordAlone(deps, await current(user)))

/** Somebody signed in, with tokens got by password and by key. */
async function somebody(accountId?: string, roles: readonly string[] = [DEFAULT_ROLE]) {
  const { user, apiKey } = await core.person(roles, accountId)
  await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
  const [byPassword, byKey] = [await tokenByPassword(deps, user), await tokenByKey(deps, apiKey)]
  const standing = async () => ({
    sessions: (await deps.store.sessions.ofUser(user.id)).length,
    byPassword: await isLive(deps, byPassword),
    byKey: await isLive(deps, byKey),
  })
  return { user, standing }
}

const IN = { sessions: 1, byPassword: true, byKey: true }
const OUT = { sessions: 0, byPassword: false, byKey: true }

test('what is said of the user weighs more than what is said of the account', () => {
  for (const [secondFactorRule, withAccount, without] of [
    ['default', true, false],
    ['required', true, true],
    ['optional', false, false],
  ] as const) {
    assert.equal(mustHaveFactor({ secondFactorRule }, { secondFactorRequired: true }), withAccount)
    assert.equal(mustHaveFactor({ secondFactorRule }, { secondFactorRequired: false }), without)
    assert.equal(mustHaveFactor({ secondFactorRule }, null), without)
  }
})

describe('the rule of one user', () => {
  const rule = (user: User, to: SecondFactorRule) => setUserRule(deps, OPERATOR, user.id, to)

  test('signs out who lacks a factor, is written down with the rule before, and names no secret', async () => {
    const { user, standing } = await somebody()
    const entries = await entriesOf(deps, core.accountId, () => rule(user, 'required'))
    assert.deepEqual(await standing(), OUT)
    assert.deepEqual(
      entries.map(({ action, target, details }) => [action, target, details]),
      [['factor.rule', `user:${user.id}`, { rule: 'required', before: 'default' }]],
    )
    const { secondFactorRule, updatedAtMs } = await current(user)
    assert.deepEqual([secondFactorRule, updatedAtMs], ['required', clock.now()])
    assert.equal(await alone(user), 'factor.set_up_needed')
    assert.equal((await listFactors(deps, user.id)).required, true)
  })

  test('signs nobody out who has a factor, and none when it asks for less', async () => {
    const { user } = await somebody()
    await setUpApp(deps, user)
    await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
    await rule(user, 'required')
    assert.equal((await deps.store.sessions.ofUser(user.id)).length, 1)
    assert.equal(await alone(user), 'factor.needed')
    const bare = await somebody()
    await rule(bare.user, 'optional')
    await rule(bare.user, 'default')
    assert.deepEqual(await bare.standing(), IN)
    assert.equal(await alone(bare.user), 'valid')
  })

  test('set to what it is does nothing and is not written down', async () => {
    const { user, standing } = await somebody()
    const before = await current(user)
    assert.deepEqual(await entriesOf(deps, core.accountId, () => rule(user, 'default')), [])
    assert.deepEqual(await current(user), before)
    assert.deepEqual(await standing(), IN)
  })

  test('back to that of an account that requires a factor signs out too', async () => {
    const accountId = await core.account()
    const { user } = await core.person([DEFAULT_ROLE], accountId)
    await rule(user, 'optional')
    await updateAccount(deps, OPERATOR, accountId, { secondFactorRequired: true })
    await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
    await rule(user, 'default')
    assert.deepEqual(await deps.store.sessions.ofUser(user.id), [])
  })

  test('somebody without a password is given none', async () => {
    const { user } = await core.person()
    await deps.store.users.update(user.id, { passwordHash: null, passwordId: null })
    await rule(user, 'required')
    assert.equal((await current(user)).passwordId, null)
  })
})

describe('who sets the rule of a user, and unlocks one', () => {
  const ACTS = {
    'set the rule': (by: User, user: User) => setUserRule(deps, panel(by), user.id, 'required'),
    unlock: (by: User, user: User) => unlockFactors(deps, panel(by), user.id),
  } as const

  for (const [what, act] of Object.entries(ACTS)) {
    test(`${what}: managers of the account, never for oneself, helpers and others not`, async () => {
      const { user } = await core.person()
      const heard: Record<string, string> = {}
      for (const role of [USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED, DEFAULT_ROLE]) {
        const by = (await core.person([role])).user
        heard[role] = await answerOf(act(by, user))
        assert.equal(await answerOf(act(by, by)), 'actor.forbidden', `${role} for oneself`)
      }
      assert.deepEqual(heard, {
        [USER_ADMIN]: 'valid',
        [USER_MANAGE]: 'valid',
        [USER_MANAGE_LIMITED]: 'actor.forbidden',
        [DEFAULT_ROLE]: 'actor.forbidden',
      })
      const stranger = (await core.person([USER_ADMIN], await core.account())).user
      assert.equal(await answerOf(act(stranger, user)), 'user.not_found')
    })
  }

  test('presence is asked for; unlocking is written down and forgets the wrong codes', async () => {
    const { user } = await core.person()
    const admin = (await core.person([USER_ADMIN])).user
    await deps.store.transaction((tx) => noteFailure(deps, tx, user, VISIT.origin))
    const absent = panelActor(admin, null)
    assert.equal(await answerOf(unlockFactors(deps, absent, user.id)), 'step_up.needed')
    assert.equal(await answerOf(setUserRule(deps, absent, user.id, 'required')), 'step_up.needed')
    assert.equal((await deps.store.factorFailures.since(user.id, 0)).length, 1)
    const entries = await entriesOf(deps, core.accountId, () => unlockFactors(deps, panel(admin), user.id))
    assert.deepEqual(
      entries.map(({ action, target }) => [action, target]),
      [['factor.unlock', `user:${user.id}`]],
    )
    assert.deepEqual(await deps.store.factorFailures.since(user.id, 0), [])
  })
})

describe('the requirement of an account', () => {
  test('says whom it would sign out before it does', async () => {
    const accountId = await core.account()
    const { user: owner } = await core.person([USER_ADMIN], accountId)
    const [first, second, third] = [
      await somebody(accountId),
      await somebody(accountId),
      await somebody(accountId),
    ]
    await setUserRule(deps, OPERATOR, third.user.id, 'optional')
    assert.equal(await answerOf(setRequirement(deps, panel(owner), true)), 'factor.required')
    await setUpApp(deps, owner)
    assert.deepEqual(await readRequirement(deps, panel(owner)), {
      ...{ required: false, usersWithout: 2, sessionsThatEnd: 2 },
    })
    await setRequirement(deps, panel(owner), true)
    const standing = [first, second, third].map((one) => one.standing())
    assert.deepEqual(await Promise.all(standing), [OUT, OUT, IN])
    assert.deepEqual(await readRequirement(deps, panel(owner)), {
      ...{ required: true, usersWithout: 2, sessionsThatEnd: 0 },
    })
    assert.equal(await alone(first.user), 'factor.set_up_needed')
    assert.equal((await setRequirement(deps, panel(owner), false)).secondFactorRequired, false)
    assert.equal(await alone(first.user), 'valid')
  })

  test('is for who manages the account, with presence proved; an operator’s for the own account', async () => {
    const { user: helper } = await core.person([USER_MANAGE_LIMITED])
    const { user: manager } = await core.person([USER_MANAGE])
    for (const act of [readRequirement, (one: Deps, by: UserActor) => setRequirement(one, by, false)]) {
      assert.equal(await answerOf(act(deps, panel(helper))), 'actor.forbidden')
      assert.equal(await answerOf(act(deps, panel(manager))), 'valid')
    }
    const owner = (await core.person([USER_ADMIN])).user
    assert.equal(await answerOf(setRequirement(deps, panelActor(owner, null), false)), 'step_up.needed')
    assert.equal(await answerOf(readRequirement(deps, panelActor(owner, null))), 'valid')
    assert.equal(await answerOf(readRequirement(deps, panel(core.operator))), 'valid')
  })
})

describe('taking all factors of a user away', () => {
  test('ends sessions, tokens by password, codes and failures, and is written down', async () => {
    const { user } = await core.person()
    await setUpApp(deps, user)
    await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
    await deps.store.transaction((tx) => noteFailure(deps, tx, user, VISIT.origin))
    const before = await current(user)
    const entries = await entriesOf(deps, core.accountId, () => resetFactors(deps, OPERATOR, user.id))
    assert.deepEqual(
      entries.map(({ action, target }) => [action, target]),
      [['factor.reset', `user:${user.id}`]],
    )
    const after = await current(user)
    assert.equal(after.secondFactor, false)
    assert.notEqual(after.passwordId, before.passwordId)
    assert.deepEqual(await deps.store.sessions.ofUser(user.id), [])
    assert.deepEqual(await deps.store.recoveryCodes.ofUser(user.id), [])
    assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
    assert.deepEqual(await deps.store.factorFailures.since(user.id, 0), [])
  })

  test('of oneself is refused to who must have one; of another it is not', async () => {
    const { user } = await core.person()
    await setUpApp(deps, user)
    await setUserRule(deps, OPERATOR, user.id, 'required')
    assert.equal(await answerOf(resetFactors(deps, panel(user), user.id)), 'factor.required')
    assert.equal((await listFactors(deps, user.id)).devices.length, 1)
    const helper = (await core.person([USER_MANAGE_LIMITED])).user
    assert.equal(await answerOf(resetFactors(deps, panelActor(helper, null), user.id)), 'step_up.needed')
    assert.equal(await answerOf(resetFactors(deps, panel(helper), user.id)), 'valid')
    const optional = (await core.person()).user
    await setUpApp(deps, optional)
    assert.equal(await answerOf(resetFactors(deps, panel(optional), optional.id)), 'valid')
  })

  test('is nobody’s in another account, and nobody’s who helps nobody', async () => {
    const { user } = await core.person()
    await setUpApp(deps, user)
    const stranger = (await core.person([USER_ADMIN], await core.account())).user
    assert.equal(await answerOf(resetFactors(deps, panel(stranger), user.id)), 'user.not_found')
    const peer = (await core.person()).user
    assert.equal(await answerOf(resetFactors(deps, panel(peer), user.id)), 'actor.forbidden')
    assert.equal((await listFactors(deps, user.id)).devices.length, 1)
  })
})
