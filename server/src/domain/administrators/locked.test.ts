import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { Limiter } from '../limits/limiter.ts'
import type { User } from '../users/user.ts'
import { changeAdminType } from './change-admin-type.ts'
import { changeAdministrator } from './change-administrator.ts'
import { lockedIn } from './locked.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function administrator(type: 'super' | 'standard', accountId = core.accountId) {
  return changeAdminType(core.deps, OPERATOR, (await core.person([], accountId)).user.id, type)
}

/** Five wrong passwords are free. */
function guess({ name }: Pick<User, 'name'>, from = 'everywhere'): void {
  for (let count = 0; count < 6; count++) {
    try {
      core.deps.limiter.passwordAttempt(`198.51.100.${count}`, name.toLowerCase(), from === 'home').failed()
    } catch {
      return
    }
  }
}

const isLocked = (user: User) => lockedIn(core.deps)(user)

describe('an administrator is locked', () => {
  test('while wrong passwords make everybody wait who signs in as them, and nobody else is', async () => {
    const [user, other] = [await administrator('standard'), await administrator('standard')]
    assert.equal(isLocked(user), false)
    guess(user)
    assert.deepEqual([isLocked(user), isLocked(other)], [true, false])
    core.clock.advance(15 * 60_000)
    assert.equal(isLocked(user), false)
  })

  test('no more once a super administrator says so: the next attempt is compared at once', async () => {
    const [boss, user, other] = [
      await administrator('super'),
      await administrator('standard'),
      await administrator('standard'),
    ]
    for (const one of [user, other]) guess(one)
    const attempt = () =>
      answerOf((async () => core.deps.limiter.passwordAttempt('192.0.2.9', user.name, false))())
    assert.equal(await attempt(), 'throttled')
    await changeAdministrator(core.deps, panelActor(boss, core.clock.now()), user.id, { locked: false })
    assert.equal(await attempt(), 'valid')
    assert.deepEqual([isLocked(user), isLocked(other)], [false, true])
    const entry = (await auditOf(core.deps, core.accountId)).at(-1)
    assert.deepEqual([entry?.action, entry?.target], ['admin.unlock', `user:${user.id}`])
  })

  test('by nobody’s hand: that is refused and changes nothing, but for whoever is so already', async () => {
    const user = await administrator('standard')
    const act = (locked: boolean) =>
      changeAdministrator(core.deps, OPERATOR, user.id, { locked, firstName: `f${locked}` })
    const refused = await refusedWith('input.invalid', act(true))
    assert.equal(refused.facts.field, 'locked')
    const length = (await auditOf(core.deps, core.accountId)).length
    guess(user)
    assert.equal((await act(true)).settings.firstName, 'ftrue')
    assert.equal(isLocked(user), true)
    core.clock.advance(15 * 60_000)
    await act(false)
    const acts = (await auditOf(core.deps, core.accountId)).slice(length).map(({ action }) => action)
    assert.deepEqual(acts, ['admin.update', 'admin.update'])
  })

  test('and stays so when the change is refused for something else', async () => {
    const user = await administrator('standard')
    guess(user)
    const both = { locked: false, passwordDays: -1 }
    await refusedWith('input.invalid', changeAdministrator(core.deps, OPERATOR, user.id, both))
    assert.equal(isLocked(user), true)
    const own = changeAdministrator(core.deps, panelActor(user, core.clock.now()), user.id, { locked: false })
    await refusedWith('actor.forbidden', own)
    assert.equal(isLocked(user), true)
  })
})

test('whoever waits in a network of their own is let in there as well, and others with a longer name are not', () => {
  let nowMs = 0
  const limiter = new Limiter({ now: () => nowMs })
  const fail = (name: string, known: boolean) => {
    for (let count = 0; count < 6; count++) {
      nowMs += 60_000
      limiter.passwordAttempt('192.0.2.1', name, known).failed()
    }
  }
  fail('ann', true)
  fail('anna', false)
  assert.deepEqual([...limiter.heldNames()].toSorted(), ['anna'])
  nowMs -= 6 * 60_000
  assert.deepEqual([...limiter.heldNames()].toSorted(), ['ann', 'anna'])
  limiter.release('ANN')
  assert.deepEqual([...limiter.heldNames()], ['anna'])
})
