import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { changeRoles } from './change-roles.ts'

const people = usePeople()

describe('roles', () => {
  it('are given and taken in one step, and known at once', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    await people.deps.known.user(user.id)
    const change = { add: [USER_MANAGE], remove: [DEFAULT_ROLE] }
    await changeRoles(people.deps, OPERATOR, user.id, change)
    assert.deepEqual((await people.deps.known.user(user.id))?.roles, [USER_MANAGE])
    const entry = (await auditOf(people.deps, people.accountId)).at(-1)
    assert.deepEqual(entry?.details, { before: DEFAULT_ROLE, after: USER_MANAGE })
  })

  it('fall back to the default role when the last is taken', async () => {
    const user = await people.userWith(USER_MANAGE)
    const changed = await changeRoles(people.deps, OPERATOR, user.id, { add: [], remove: [USER_MANAGE] })
    assert.deepEqual(changed.roles, [DEFAULT_ROLE])
  })

  it('stronger than the own cannot be given, nor taken', async () => {
    const owner = keyActor(await people.userWith(USER_ADMIN))
    const user = await people.userWith(DEFAULT_ROLE)
    for (const change of [
      { add: [IDENTITY_ADMIN], remove: [] },
      { add: [], remove: [SERVICE_ADMIN] },
    ]) {
      const changing = changeRoles(people.deps, owner, user.id, change)
      await assert.rejects(changing, refusedWith('actor.forbidden'))
    }
  })
})
