import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { openCore, panelActor } from '../../../../tests/support/core.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { refusedWith } from '../../../../tests/support/people.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import { readRequirement, setRequirement } from './account-switch.ts'

const core = await openCore()
const { deps } = core
after(core.close)

let accountId: string
beforeEach(async () => {
  accountId = await core.account()
})

const isRequired = async (id = accountId) => (await deps.store.accounts.byId(id))?.secondFactorRequired

/** Somebody of the account with a second factor, who has just proved presence. */
async function careful(...roles: readonly string[]) {
  const { user } = await core.person(roles, accountId)
  await setUpApp(deps, user)
  return panelActor((await deps.store.users.byId(user.id)) ?? user, core.clock.now())
}

describe('a second factor of everybody in the account', () => {
  for (const roles of [[USER_ADMIN], [DEFAULT_ROLE, USER_MANAGE], [SERVICE_ADMIN]]) {
    test(`is required, and no longer, by ${roles.at(-1)}, who is told whom it concerns`, async () => {
      const actor = await careful(...roles)
      await core.person([DEFAULT_ROLE], accountId)
      assert.deepEqual(await readRequirement(deps, actor), {
        required: false,
        usersWithout: 1,
        sessionsThatEnd: 0,
      })
      await setRequirement(deps, actor, true)
      assert.equal(await isRequired(), true)
      await setRequirement(deps, actor, false)
      assert.equal(await isRequired(), false)
    })
  }

  for (const role of [DEFAULT_ROLE, USER_MANAGE_LIMITED, SERVICE, IDENTITY_ADMIN, 'reader']) {
    test(`is neither read nor changed by ${role}`, async () => {
      const actor = await careful(role)
      await changingNothing(core, async () => {
        await assert.rejects(readRequirement(deps, actor), refusedWith('actor.forbidden'))
        for (const required of [true, false]) {
          await assert.rejects(setRequirement(deps, actor, required), refusedWith('actor.forbidden'))
        }
      })
    })
  }

  for (const role of [USER_ADMIN, USER_MANAGE]) {
    test(`asks of ${role} a second factor of their own, and presence`, async () => {
      const bare = (await core.person([DEFAULT_ROLE, role], accountId)).user
      await changingNothing(core, async () => {
        const present = panelActor(bare, core.clock.now())
        await assert.rejects(setRequirement(deps, present, true), refusedWith('factor.required'))
      })
      const actor = await careful(DEFAULT_ROLE, role)
      const absent = panelActor({ ...bare, id: actor.userId }, null)
      await changingNothing(core, async () => {
        await assert.rejects(setRequirement(deps, absent, true), refusedWith('step_up.needed'))
      })
    })
  }

  test('is for the own account alone, whoever says so', async () => {
    const elsewhere = await core.account()
    const manager = await careful(DEFAULT_ROLE, USER_MANAGE)
    await setRequirement(deps, manager, true)
    assert.deepEqual([await isRequired(), await isRequired(elsewhere)], [true, false])
  })

  test('signs out those without one, the owner included, and nobody else', async () => {
    const manager = await careful(DEFAULT_ROLE, USER_MANAGE)
    const owner = (await core.person([USER_ADMIN], accountId)).user
    const guarded = await careful(DEFAULT_ROLE)
    const exempt = (await core.person([DEFAULT_ROLE], accountId)).user
    await deps.store.users.update(exempt.id, { secondFactorRule: 'optional' })
    const stranger = (await core.person([DEFAULT_ROLE], await core.account())).user
    const passwordOf = async (id: string) => (await deps.store.users.byId(id))?.passwordId
    const all = [owner.id, guarded.userId, exempt.id, stranger.id, manager.userId]
    const before = await Promise.all(all.map(passwordOf))
    await setRequirement(deps, manager, true)
    const changed = (await Promise.all(all.map(passwordOf))).map((now, at) => now !== before[at])
    assert.deepEqual(changed, [true, false, false, false, false])
  })
})
