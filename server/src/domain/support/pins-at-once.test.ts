import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { freshName } from '../../../../tests/support/people.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import type { User } from '../users/user.ts'
import { checkPin, unlockPin } from './check-pin.ts'
import { readPin } from './read-pin.ts'
import { resetPin, setOwnPinWithin } from './set-pin.ts'

const PINS = ['175926', '926175'] as const
const WRONG = '000999'

onBothEngines(({ name, migratedUrl }) => {
  describe('a PIN about which several people are busy', () => {
    let world: TestDeps
    let accountId: string
    let user: User
    before(async () => {
      world = await openTestDeps(name === 'postgres' ? { databaseUrl: await migratedUrl() } : {})
      accountId = (await makeOwner(world.deps)).account.id
    })
    after(() => world.close())
    beforeEach(async () => {
      user = (await makeUser(world.deps, accountId, freshName())).user
    })

    const set = async (pin: string = PINS[0]) =>
      world.deps.store.transaction((tx) => setOwnPinWithin(world.deps, tx, keyActor(user), user.id, pin))
    const check = async (pin: string) => checkPin(world.deps, OPERATOR, user.id, pin)
    const shown = () => readPin(world.deps, keyActor(user), user.id)

    it('counts every one of six wrong guesses', async () => {
      await set()
      await Promise.all(Array.from({ length: 6 }, () => check(WRONG)))
      assert.deepEqual([(await shown()).state, await check(PINS[0])], ['LOCKED', false])
    })

    it('is the new one after it was set, whoever was checking the old one', async () => {
      for (let round = 0; round < 20; round++) {
        const pin = PINS[round % 2] ?? PINS[0]
        await Promise.all([check(WRONG), set(pin), check(WRONG)])
        assert.equal((await shown()).pin, pin)
      }
    })

    it('is the one made for the user, who was unlocking the old one', async () => {
      for (let round = 0; round < 5; round++) {
        await set()
        for (let wrong = 0; wrong < 6; wrong++) await check(WRONG)
        const unlocked = unlockPin(world.deps, keyActor(user), user.id).catch(() => undefined)
        await Promise.all([unlocked, resetPin(world.deps, OPERATOR, user.id, false)])
        const { state, pin } = await shown()
        assert.equal(state, 'ACTIVE')
        assert.notEqual(pin, PINS[0])
      }
    })

    it('is made once for all who find none', async () => {
      const resets = Array.from({ length: 4 }, () => resetPin(world.deps, OPERATOR, user.id, true))
      const done = await Promise.allSettled(resets)
      assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1)
    })
  })
})
