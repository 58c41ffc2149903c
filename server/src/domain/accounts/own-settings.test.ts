import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { UserActor } from '../actor.ts'
import { revealKey } from '../keys/reveal-key.ts'
import { IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { addAccount } from './create-account.ts'
import { changeOwnSettings, type OwnSettingsChange, readOwnSettings } from './own-settings.ts'

let world: TestDeps
let owner: User
let counter = 0

before(async () => {
  world = await openTestDeps()
  await makeOwner(world.deps)
})
after(() => world.close())
beforeEach(async () => {
  const { id } = await addAccount(world.deps, OPERATOR, { name: 'Example' })
  owner = (await makeUser(world.deps, id, `owner${++counter}`, { roles: [USER_ADMIN] })).user
})

/** Somebody at the panel who proved presence so long ago. */
function atPanel(user: User, provenMsAgo = 0): UserActor {
  const { id: userId, name: userName, accountId, roles } = user
  const proof = { kind: 'session', digest: 'd', provenAtMs: world.clock.now() - provenMsAgo } as const
  return { kind: 'user', userId, userName, accountId, roles, proof, ...visitFrom() }
}

const change = (actor: UserActor, settings: OwnSettingsChange) =>
  changeOwnSettings(world.deps, actor, settings)

describe('the settings of the own account', () => {
  for (const [who, roles] of [
    ['a manager', [USER_MANAGE]],
    ['somebody without a role', []],
    ['staff', [IDENTITY_ADMIN]],
  ] as const) {
    test(`are not for ${who}`, async () => {
      const { user } = await makeUser(world.deps, owner.accountId, `other${counter}`, { roles })
      await refusedWith('actor.forbidden', readOwnSettings(world.deps, atPanel(user)))
      await refusedWith('actor.forbidden', change(atPanel(user), { apiReveal: false }))
    })
  }

  test('are read by the owner with a key, and changed only by somebody who has just proved presence', async () => {
    assert.equal((await readOwnSettings(world.deps, keyActor(owner))).account.stepUpMinutes, 5)
    await refusedWith('actor.forbidden', change(keyActor(owner), { apiReveal: false }))
    await refusedWith('step_up.needed', change(atPanel(owner, 5 * MINUTE_MS), { apiReveal: false }))
    assert.equal((await change(atPanel(owner), { apiReveal: false })).account.apiReveal, false)
  })

  test('act at once: with a shorter window the proof of a minute ago is over', async () => {
    const actor = atPanel(owner, 2 * MINUTE_MS)
    await revealKey(world.deps, actor, owner.id)
    await change(actor, { stepUpMinutes: 1 })
    await refusedWith('step_up.needed', revealKey(world.deps, actor, owner.id))
  })

  const CHANGES: readonly OwnSettingsChange[] = [
    { name: 'Renamed' },
    { resetKeepsTokens: true },
    { apiReveal: false },
    { stepUpMinutes: 0 },
    { apiReveal: false, stepUpMinutes: 60 },
  ]
  for (const settings of CHANGES) {
    test(`are written down as they were and as they are: ${JSON.stringify(settings)}`, async () => {
      const { account } = await readOwnSettings(world.deps, atPanel(owner))
      await change(atPanel(owner), settings)
      const entry = (await auditOf(world.deps, owner.accountId)).at(-1)
      const names = Object.keys(settings)
      const before = Object.entries(account).filter(([name]) => names.includes(name))
      const expected = {
        ...{ fields: names.join(' '), ...settings },
        ...Object.fromEntries(before.map(([name, value]) => [`${name}Before`, value])),
      }
      assert.deepEqual([entry?.action, entry?.details], ['account.update', expected])
      assert.equal(entry?.actor, `user:${owner.id}`)
    })
  }

  test('tell how many copies showing keys once would forget, and forget them', async () => {
    await makeUser(world.deps, owner.accountId, `more${counter}`)
    assert.equal((await readOwnSettings(world.deps, atPanel(owner))).copies, 2)
    const { account, copies } = await change(atPanel(owner), { showOnce: true })
    assert.deepEqual([account.showOnce, copies], [true, 0])
    await refusedWith('key.shown_once', revealKey(world.deps, atPanel(owner), owner.id))
    assert.equal((await auditOf(world.deps, owner.accountId)).at(-1)?.details['forgottenCopies'], 2)
  })

  test('refuse what is not allowed with the member at fault, and change nothing', async () => {
    const actor = atPanel(owner)
    for (const settings of [{ stepUpMinutes: 61 }, { name: ' ' }, { name: 'a\nb', apiReveal: false }]) {
      const refused = await change(actor, settings).catch((error) => error)
      assert.deepEqual([refused.code, refused.facts.field], ['input.invalid', Object.keys(settings)[0]])
    }
    assert.equal((await readOwnSettings(world.deps, actor)).account.apiReveal, true)
  })
})
