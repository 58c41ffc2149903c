import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import {
  actionsOf,
  auditOf,
  keyActor,
  makeUser,
  OPERATOR,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { freshName, usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import { type Actor, type UserActor, userActor } from '../actor.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import type { User } from '../users/user.ts'
import { checkPin, unlockPin } from './check-pin.ts'
import { readPin } from './read-pin.ts'
import { resetPin, setOwnPinWithin } from './set-pin.ts'
import { placeOfPin } from './support-pin.ts'

const people = usePeople()
const PIN = '175926'
const WRONG = '000999'
let user: User

beforeEach(async () => {
  user = await people.userWith(DEFAULT_ROLE)
})

// Async: some refusals are thrown at once.
const setOf = (userId: string, pin: string, actor: Actor) =>
  people.deps.store.transaction((tx) => setOwnPinWithin(people.deps, tx, actor, userId, pin))
const set = async (pin = PIN, actor: Actor = keyActor(user)) => setOf(user.id, pin, actor)
const check = async (pin = PIN, actor: Actor = OPERATOR) => checkPin(people.deps, actor, user.id, pin)
const unlock = async (actor: Actor = keyActor(user)) => unlockPin(people.deps, actor, user.id)
const reset = async (actor: Actor = OPERATOR, onlyIfMissing = false) =>
  resetPin(people.deps, actor, user.id, onlyIfMissing)
const shown = (to: User = user) => readPin(people.deps, keyActor(to), user.id)
const stored = () => people.deps.store.supportPins.ofUser(user.id)

/** One of the staff who acts in the name of the user. */
function inTheNameOf({ id, name }: User): UserActor {
  return userActor(user, { kind: 'credential', of: 'key', credentialId: 'k1' }, visitFrom(), { id, name })
}

async function lock(): Promise<void> {
  for (let wrong = 0; wrong < 6; wrong++) assert.equal(await check(WRONG), false)
}

/** Somebody in another account with the strongest role there that is not staff. */
async function stranger(): Promise<User> {
  const { id } = await addAccount(people.deps, OPERATOR, { name: 'Elsewhere' })
  return (await makeUser(people.deps, id, freshName(), { roles: [USER_ADMIN] })).user
}

describe('setting a PIN', () => {
  it('replaces the one before, wrong checks and lock included', async () => {
    await set()
    await lock()
    await set('926175')
    assert.deepEqual(await shown(), { state: 'ACTIVE', pin: '926175' })
    assert.deepEqual([await check(PIN), await check('926175')], [false, true])
  })

  it('is for the user alone: not for owner, staff, the command line or somebody in the user’s name', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const staff = await people.userWith(IDENTITY_ADMIN)
    const others = [keyActor(owner), keyActor(staff), OPERATOR, inTheNameOf(staff)]
    for (const actor of others) await refusedWith('actor.forbidden', set(PIN, actor))
    assert.equal(await stored(), null)
  })

  it('tells a stranger the same of a user who is there as of one who is not', async () => {
    const actor = keyActor(await stranger())
    const told = await refusedWith('actor.forbidden', set(PIN, actor))
    const toldOfNobody = await refusedWith('actor.forbidden', setOf('f'.repeat(32), PIN, actor))
    assert.deepEqual(told.facts, toldOfNobody.facts)
  })

  it('to a guessable one names the field, not the PIN, and leaves the old one', async () => {
    await set()
    const refusal = await refusedWith('input.invalid', set('123456'))
    assert.equal(refusal.facts['field'], 'phonePin')
    assert.doesNotMatch(JSON.stringify([refusal.message, refusal.facts]), /123456/)
    assert.deepEqual(await shown(), { state: 'ACTIVE', pin: PIN })
  })

  it('is logged without it', async () => {
    await set()
    const entry = (await auditOf(people.deps, people.accountId)).at(-1)
    assert.deepEqual([entry?.action, entry?.target], ['user.pin', `user:${user.id}`])
    assert.ok(!JSON.stringify(entry).includes(PIN))
  })
})

describe('a PIN made for somebody', () => {
  it('lets a locked PIN be another one again', async () => {
    await set()
    await lock()
    await reset()
    const { state, pin } = await shown()
    assert.ok(state === 'ACTIVE' && pin !== null)
    assert.equal(await check(pin), true)
  })

  it('only where there is none leaves the one that there is, and logs nothing', async () => {
    await set()
    const before = await actionsOf(people.deps, people.accountId)
    await refusedWith('pin.exists', reset(OPERATOR, true))
    assert.equal((await shown()).pin, PIN)
    assert.deepEqual(await actionsOf(people.deps, people.accountId), before)
  })

  for (const role of [USER_ADMIN, USER_MANAGE]) {
    it(`comes from whoever manages the user: ${role}`, async () => {
      await reset(keyActor(await people.userWith(role)))
      assert.equal((await shown()).state, 'ACTIVE')
    })
  }

  it('comes neither from colleagues without the right, nor from somebody in another account', async () => {
    await refusedWith('actor.forbidden', reset(keyActor(await people.userWith(DEFAULT_ROLE))))
    await refusedWith('user.not_found', reset(keyActor(await stranger())))
    assert.equal(await stored(), null)
  })

  it('is not for oneself, not even of an owner, and not in somebody’s name', async () => {
    user = await people.userWith(USER_ADMIN)
    await refusedWith('actor.forbidden', reset(keyActor(user)))
    const impersonating = inTheNameOf(people.operator.user)
    await refusedWith('actor.forbidden', reset(impersonating))
    assert.equal(await stored(), null)
  })
})

describe('checking a PIN', () => {
  it('is right for the whole PIN alone', async () => {
    await set()
    for (const named of ['', '1', PIN.slice(0, 5), `${PIN}0`, ` ${PIN}`, '١٧٥٩٢٦', '175927']) {
      assert.equal(await check(named), false, named)
    }
  })

  it('of a user without one is never right, and there is still none', async () => {
    for (const named of ['', WRONG]) assert.equal(await check(named), false)
    assert.equal(await stored(), null)
    assert.deepEqual(await shown(), { state: 'INACTIVE', pin: null })
  })

  it('locks with the sixth wrong answer, not with the fifth', async () => {
    await set()
    const states: string[] = []
    for (let wrong = 0; wrong < 6; wrong++) {
      await check(WRONG)
      states.push((await shown()).state)
    }
    assert.deepEqual(states, [...Array(5).fill('ACTIVE'), 'LOCKED'])
    assert.equal(await check(PIN), false)
  })

  it('rightly forgets the wrong answers before', async () => {
    await set()
    for (let wrong = 0; wrong < 5; wrong++) await check(WRONG)
    await check(PIN)
    assert.equal((await stored())?.wrongChecks, 0)
    await check(WRONG)
    assert.equal(await check(PIN), true)
  })

  it('of one user counts for that user alone', async () => {
    const other = await people.userWith(DEFAULT_ROLE)
    await setOf(other.id, PIN, keyActor(other))
    await set()
    await lock()
    assert.equal(await checkPin(people.deps, OPERATOR, other.id, PIN), true)
  })

  it('is for staff alone, and of staff by operators', async () => {
    await set()
    for (const role of [USER_ADMIN, USER_MANAGE, SERVICE, DEFAULT_ROLE]) {
      const actor = keyActor(await people.userWith(role))
      await refusedWith('actor.forbidden', check(PIN, actor))
    }
    const staff = await people.userWith(IDENTITY_ADMIN)
    assert.equal(await check(PIN, keyActor(staff)), true)
    const colleague = await people.userWith(IDENTITY_ADMIN)
    await refusedWith('actor.forbidden', checkPin(people.deps, keyActor(staff), colleague.id, PIN))
    assert.equal((await stored())?.wrongChecks, 0)
  })

  it('of nobody is refused', async () => {
    await refusedWith('user.not_found', checkPin(people.deps, OPERATOR, 'f'.repeat(32), PIN))
  })

  it('is logged each time with how it went, a locked PIN included', async () => {
    await set()
    await check(PIN)
    await lock()
    await check(PIN)
    const entries = (await auditOf(people.deps, people.accountId)).filter(
      ({ action }) => action === 'user.pin.check',
    )
    const outcomes = entries.map(({ details }) => details['isRight'])
    assert.deepEqual(outcomes, [true, ...Array(6).fill(false), false])
    assert.ok(!JSON.stringify(entries).includes(PIN) && !JSON.stringify(entries).includes(WRONG))
  })
})

describe('unlocking a PIN', () => {
  it('gives six guesses again', async () => {
    await set()
    await lock()
    await unlock()
    for (let wrong = 0; wrong < 5; wrong++) await check(WRONG)
    assert.equal(await check(PIN), true)
  })

  it('is refused for one that is not locked, and where there is none', async () => {
    await refusedWith('actor.forbidden', unlock())
    await set()
    for (let wrong = 0; wrong < 5; wrong++) await check(WRONG)
    await refusedWith('actor.forbidden', unlock())
    assert.equal((await stored())?.wrongChecks, 5)
  })

  it('is for the user alone', async () => {
    await set()
    await lock()
    const owner = await people.userWith(USER_ADMIN)
    for (const actor of [keyActor(owner), OPERATOR]) await refusedWith('actor.forbidden', unlock(actor))
    await refusedWith('user.not_found', unlock(keyActor(await stranger())))
    const impersonating = inTheNameOf(people.operator.user)
    await refusedWith('actor.forbidden', unlock(impersonating))
    assert.equal((await shown()).state, 'LOCKED')
  })
})

describe('a PIN that is read', () => {
  it('is told to the user, its state to everybody who may ask', async () => {
    await set()
    assert.deepEqual(await shown(), { state: 'ACTIVE', pin: PIN })
    assert.deepEqual(await shown(people.operator.user), { state: 'ACTIVE', pin: null })
    const impersonated = await readPin(people.deps, inTheNameOf(people.operator.user), user.id)
    assert.deepEqual(impersonated, { state: 'ACTIVE', pin: null })
  })

  it('is stored so that it opens for this user alone', async () => {
    await set()
    const other = await people.userWith(DEFAULT_ROLE)
    const sealed = (await stored())?.sealed ?? new Uint8Array()
    assert.ok(!Buffer.from(sealed).includes(PIN))
    const { id: userId, accountId } = other
    await people.deps.store.supportPins.put({ userId, accountId, sealed, wrongChecks: 0 })
    assert.throws(() => people.deps.vault.open(placeOfPin({ userId, accountId }), sealed))
    assert.deepEqual(await readPin(people.deps, keyActor(other), other.id), { state: 'ACTIVE', pin: null })
  })

  it('goes with the user', async () => {
    await set()
    await deleteUser(people.deps, OPERATOR, user.id)
    assert.equal(await stored(), null)
  })
})
