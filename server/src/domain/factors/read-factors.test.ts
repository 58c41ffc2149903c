import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyActor } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { DEFAULT_ROLE, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import { readFactors } from './read-factors.ts'
import { resetFactors } from './reset-factors.ts'

const people = usePeople()

test('the factors of a user are told to those who may take them away, and to the user', async () => {
  const user = await people.userWith(DEFAULT_ROLE)
  await setUpApp(people.deps, user, 'blue phone')
  for (const role of [USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED]) {
    const factors = await readFactors(people.deps, keyActor(await people.userWith(role)), user.id)
    assert.deepEqual([factors.devices.map(({ name }) => name), factors.codesLeft], [['blue phone'], 10], role)
  }
  assert.equal((await readFactors(people.deps, keyActor(user), user.id)).devices.length, 1)
})

test('colleagues without the right, and managers of those above them, are told nothing', async () => {
  const [plain, helper] = [await people.userWith(DEFAULT_ROLE), await people.userWith(USER_MANAGE_LIMITED)]
  const owner = await people.userWith(USER_ADMIN)
  const read = (actor: typeof plain, userId: string) => readFactors(people.deps, keyActor(actor), userId)
  await assert.rejects(read(plain, helper.id), refusedWith('actor.forbidden'))
  await assert.rejects(read(helper, owner.id), refusedWith('actor.forbidden'))
  await assert.rejects(read(await people.userWith(USER_MANAGE), owner.id), refusedWith('actor.forbidden'))
})

test('users of another account are not there', async () => {
  const owner = await people.userWith(USER_ADMIN)
  const elsewhere = people.operator.user.id
  await assert.rejects(readFactors(people.deps, keyActor(owner), elsewhere), refusedWith('user.not_found'))
  await assert.rejects(resetFactors(people.deps, keyActor(owner), elsewhere), refusedWith('user.not_found'))
})
