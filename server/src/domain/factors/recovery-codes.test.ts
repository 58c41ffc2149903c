import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { answerOf, entriesOf, freshOrigin, openCore, panelActor } from '../../../../tests/support/core.ts'
import { type App, STEP_MS, setUpApp } from '../../../../tests/support/factors.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { Actor, UserActor } from '../actor.ts'
import { USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { listFactors } from './list-factors.ts'
import { proveBeside } from './passcode-login.ts'
import { makeBypassCodes, renewRecoveryCodes } from './recovery-codes.ts'
import { currentUser } from './testing.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let user: User
let app: App
let actor: UserActor
beforeEach(async () => {
  const made = (await core.person()).user
  app = await setUpApp(deps, made)
  clock.advance(STEP_MS)
  user = await currentUser(core, made)
  actor = panelActor(user, clock.now())
})

const use = async (code = '') =>
  answerOf(proveBeside(deps, await currentUser(core, user), code, freshOrigin()))
const bypass = (by: Actor, count = 1, lifeSeconds = 60, of = user.id) =>
  makeBypassCodes(deps, by, of, { count, lifeSeconds })
const codesLeft = async () => (await listFactors(deps, user.id)).codesLeft

describe('the printed list', () => {
  test('each code is good once, in any spelling, and is gone from the list', async () => {
    const [first = '', second = ''] = app.recoveryCodes
    assert.equal(await use(first.replaceAll('-', ' ').toUpperCase()), 'valid')
    assert.equal(await codesLeft(), 9)
    assert.equal(await use(first), 'factor.wrong')
    assert.equal(await use(second), 'valid')
  })

  test('one code sent many times at once is good once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => use(app.recoveryCodes[0])))
    assert.deepEqual(answers.sort(), ['factor.wrong', 'factor.wrong', 'valid'])
  })

  test("another user's code is none", async () => {
    const other = await setUpApp(deps, (await core.person()).user)
    assert.equal(await use(other.recoveryCodes[0]), 'factor.wrong')
  })

  test('it never ends, and a new one takes its place, written down without its codes', async () => {
    clock.advance(365 * 24 * 60 * MINUTE_MS)
    assert.equal(await use(app.recoveryCodes[0]), 'valid')
    actor = panelActor(await currentUser(core, user), clock.now())
    let codes: readonly string[] = []
    const entries = await entriesOf(deps, core.accountId, async () => {
      codes = await renewRecoveryCodes(deps, actor)
    })
    assert.deepEqual(
      entries.map(({ action, target, details }) => [action, target, details]),
      [['factor.recovery_codes', `user:${user.id}`, {}]],
    )
    assert.equal(new Set([...codes, ...app.recoveryCodes]).size, 20)
    assert.equal((await listFactors(deps, user.id)).codesMadeAtMs, clock.now())
    assert.equal(await use(app.recoveryCodes[1]), 'factor.wrong')
    assert.equal(await use(codes[9]), 'valid')
  })

  test('only somebody with a second factor, who has just proved presence, gets a new one', async () => {
    const bare = (await core.person()).user
    const asking = renewRecoveryCodes(deps, panelActor(bare, clock.now()))
    assert.equal(await answerOf(asking), 'factor.not_found')
    assert.equal(await answerOf(renewRecoveryCodes(deps, panelActor(user, null))), 'step_up.needed')
    assert.equal(await use(app.recoveryCodes[0]), 'valid')
  })
})

describe('codes for a while', () => {
  test('are good once each, until their time is over, beside the printed list', async () => {
    const entries = await entriesOf(deps, core.accountId, async () => {
      const [first, second, third] = await bypass(actor, 3, 60)
      assert.equal(await use(first), 'valid')
      assert.equal(await use(first), 'factor.wrong')
      clock.advance(MINUTE_MS - 1)
      assert.equal(await use(second), 'valid')
      clock.advance(1)
      assert.equal(await use(third), 'factor.wrong')
    })
    const [made] = entries
    assert.deepEqual(
      [made?.action, made?.target, made?.details],
      ['factor.bypass_codes', `user:${user.id}`, { count: 3, lifeSeconds: 60 }],
    )
    assert.equal(await codesLeft(), 10)
  })

  test('new ones end the earlier ones and not the list; a new list leaves them', async () => {
    const [early] = await bypass(actor)
    const [late] = await bypass(actor)
    assert.equal(await use(early), 'factor.wrong')
    assert.equal(await use(app.recoveryCodes[0]), 'valid')
    await renewRecoveryCodes(deps, actor)
    assert.equal(await use(late), 'valid')
  })

  test('are ten at most for oneself and one for another, for a day', async () => {
    const admin = panelActor((await core.person([USER_ADMIN])).user, clock.now())
    for (const [by, most] of [
      [actor, 10],
      [admin, 1],
    ] as const) {
      for (const count of [0, -1, most + 1]) {
        const refusal = await refusedWith('input.invalid', bypass(by, count))
        assert.equal(refusal.facts.field, 'numberOfCodes')
      }
      assert.equal((await bypass(by, most)).length, most)
      for (const lifeSeconds of [0, -1, 86_401]) {
        const refusal = await refusedWith('input.invalid', bypass(by, 1, lifeSeconds))
        assert.equal(refusal.facts.field, 'validityDuration')
      }
      assert.equal((await bypass(by, 1, 86_400)).length, 1)
      assert.equal((await bypass(by, 1, 1)).length, 1)
    }
  })

  test('come from those who help users, and from nobody of another account', async () => {
    const by = async (role: string, accountId?: string) =>
      panelActor((await core.person([role], accountId)).user, clock.now())
    for (const role of [USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED]) {
      const [code] = await bypass(await by(role))
      assert.equal(await use(code), 'valid', role)
    }
    const stranger = await by(USER_ADMIN, await core.account())
    assert.equal(await answerOf(bypass(stranger)), 'user.not_found')
    assert.equal(await answerOf(bypass(panelActor((await core.person()).user, 1))), 'actor.forbidden')
    const admin = (await core.person([USER_ADMIN])).user
    await setUpApp(deps, admin)
    const helper = await by(USER_MANAGE_LIMITED)
    assert.equal(await answerOf(bypass(helper, 1, 60, admin.id)), 'actor.forbidden')
  })

  test('stand in for a factor; for somebody who has none there is nothing to stand in for', async () => {
    const bare = (await core.person()).user
    const own = bypass(panelActor(bare, clock.now()), 1, 60, bare.id)
    assert.equal(await answerOf(own), 'factor.not_found')
    const admin = panelActor((await core.person([USER_ADMIN])).user, clock.now())
    assert.equal(await answerOf(bypass(admin, 1, 60, bare.id)), 'factor.not_found')
    assert.equal(await answerOf(bypass({ ...admin, proof: panelActor(bare, null).proof })), 'step_up.needed')
  })
})
