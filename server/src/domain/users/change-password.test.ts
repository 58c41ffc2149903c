import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  auditOf,
  makeOwner,
  OTHER_PASSWORD,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { changePassword } from './change-password.ts'
import type { User } from './user.ts'

let world: TestDeps
let user: User
before(async () => {
  world = await openTestDeps()
  ;({ user } = await makeOwner(world.deps))
})
after(() => world.close())

test('the present password is no new one: one whose time is over is not made good by itself', async () => {
  const change = { username: user.name, currentPassword: PASSWORD, newPassword: PASSWORD }
  await refusedWith('password.weak', changePassword(world.deps, change, visitFrom()))
  assert.equal((await world.deps.store.users.byId(user.id))?.passwordId, user.passwordId)
})

test('who changes a password by knowing the present one is told in the log as using the password, not a key', async () => {
  const before = await world.deps.store.users.byId(user.id)
  const change = { username: user.name, currentPassword: PASSWORD, newPassword: OTHER_PASSWORD }
  await changePassword(world.deps, change, visitFrom())
  const entry = (await auditOf(world.deps, user.accountId)).at(-1)
  assert.equal(entry?.actor, `user:${user.id} password:${before?.passwordId}`)
})
