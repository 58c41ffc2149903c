import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName } from '../../../../tests/support/people.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { Deps } from '../deps.ts'
import { addUser } from './create-user.ts'
import { requireFreshPassword } from './password-age.ts'
import { setPassword } from './set-password.ts'

let core: Core
let deps: Deps

before(async () => {
  core = await openCore()
  ;({ deps } = core)
})
after(() => core.close())

const PASSWORDS = [
  'grey geese walked home',
  'wet hens stayed outside',
  'brown hares ran downhill',
  'six owls slept all day',
]
const newUser = async (accountId: string, password: string | null) =>
  (await addUser(deps, OPERATOR, { accountId, name: freshName(), password })).user
const set = (userId: string, password: string) => answerOf(setPassword(deps, OPERATOR, userId, password))
const keep = (accountId: string, passwordHistory: number) =>
  updateAccount(deps, OPERATOR, accountId, { passwordHistory })

describe('a history of passwords', () => {
  test('of any length keeps the last ones and the present one out, and lets older ones in again', async () => {
    const accountId = await core.account()
    const choices = fc.array(fc.nat(PASSWORDS.length - 1), { minLength: 6, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(fc.nat(3), choices, async (kept, chosen) => {
        await keep(accountId, kept)
        const first = PASSWORDS[0] ?? ''
        const user = await newUser(accountId, first)
        const had = [first]
        for (const at of chosen) {
          core.clock.advance(1_000)
          const password = PASSWORDS[at] ?? ''
          const isUsed = kept > 0 && had.slice(-kept - 1).includes(password)
          assert.equal(await set(user.id, password), isUsed ? 'password.weak' : 'valid', `${had} ${password}`)
          if (!isUsed) had.push(password)
        }
      }),
      { numRuns: count(80) },
    )
  })

  test('begins when the account begins to keep one, and is nobody else’s', async () => {
    const accountId = await core.account()
    const [first = '', second = '', third = ''] = PASSWORDS
    await keep(accountId, 0)
    const [user, other] = [await newUser(accountId, first), await newUser(accountId, second)]
    assert.equal(await set(user.id, second), 'valid')
    await keep(accountId, 3)
    assert.equal(await set(user.id, first), 'valid', 'what came before was not remembered')
    assert.equal(await set(user.id, second), 'password.weak')
    assert.equal(await set(other.id, first), 'valid')
    assert.equal(await set(other.id, third), 'valid')
    assert.equal(await set(user.id, third), 'valid')
    await keep(accountId, 0)
    assert.equal(await set(user.id, first), 'valid')
  })

  test('that is refused changes nothing: the old password stays', async () => {
    const accountId = await core.account()
    await keep(accountId, 1)
    const [first = '', second = ''] = PASSWORDS
    const user = await newUser(accountId, first)
    await set(user.id, second)
    const before = await deps.store.users.byId(user.id)
    assert.equal(await set(user.id, first), 'password.weak')
    assert.deepEqual(await deps.store.users.byId(user.id), before)
  })

  test('holds for nobody who has no password yet', async () => {
    const accountId = await core.account()
    await keep(accountId, 3)
    const user = await newUser(accountId, null)
    assert.equal(await set(user.id, PASSWORDS[0] ?? ''), 'valid')
    assert.equal(await set(user.id, PASSWORDS[0] ?? ''), 'password.weak')
  })
})

describe('the age of a password', () => {
  const isFresh = async (userId: string) => {
    const user = await deps.store.users.byId(userId)
    assert.ok(user)
    return answerOf(requireFreshPassword(deps, user))
  }

  test('ends with the life that the account gives it, to the millisecond; a new one lives anew', async () => {
    const accountId = await core.account()
    await updateAccount(deps, OPERATOR, accountId, { passwordLifeSeconds: 60 })
    const user = await newUser(accountId, PASSWORDS[0] ?? '')
    core.clock.advance(59_999)
    assert.equal(await isFresh(user.id), 'valid')
    core.clock.advance(1)
    assert.equal(await isFresh(user.id), 'actor.forbidden')
    await set(user.id, PASSWORDS[1] ?? '')
    assert.equal(await isFresh(user.id), 'valid')
  })

  test('is nothing where the account says nothing, and of nobody who has none', async () => {
    const accountId = await core.account()
    const [user, program] = [await newUser(accountId, PASSWORDS[0] ?? ''), await newUser(accountId, null)]
    core.clock.advance(400 * 24 * 3_600_000)
    assert.equal(await isFresh(user.id), 'valid')
    await updateAccount(deps, OPERATOR, accountId, { passwordLifeSeconds: 1 })
    assert.equal(await isFresh(user.id), 'actor.forbidden')
    assert.equal(await isFresh(program.id), 'valid')
  })
})
