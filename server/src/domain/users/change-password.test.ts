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
import { changePassword } from './change-password.ts'

let world: TestDeps
before(async () => {
  world = await openTestDeps()
})
after(() => world.close())

test('who changes a password by knowing the present one is told in the log as using the password, not a key', async () => {
  const { user } = await makeOwner(world.deps)
  const before = await world.deps.store.users.byId(user.id)
  const change = { username: user.name, currentPassword: PASSWORD, newPassword: OTHER_PASSWORD }
  await changePassword(world.deps, change, visitFrom())
  const entry = (await auditOf(world.deps, user.accountId)).at(-1)
  assert.equal(entry?.actor, `user:${user.id} password:${before?.passwordId}`)
})
