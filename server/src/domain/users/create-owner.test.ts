import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeUser, OPERATOR, openTestDeps, PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { addAccount, createAccount } from '../accounts/create-account.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { createOwner, createOwnerOnce } from './create-owner.ts'

const people = usePeople()

describe('the first owner', () => {
  it('is not made a second time', async () => {
    assert.equal(await createOwnerOnce(people.deps, { name: freshName(), password: PASSWORD }), null)
    const making = people.deps.store.transaction((tx) =>
      createOwner(people.deps, tx, { name: freshName(), passwordHash: 'x' }),
    )
    await assert.rejects(making, refusedWith('account.exists'))
  })

  it('is made although users were made at the command line before', async () => {
    const other = await openTestDeps()
    try {
      const { id } = await addAccount(other.deps, OPERATOR, { name: 'Early' })
      await makeUser(other.deps, id, 'early')
      const owner = await createOwnerOnce(other.deps, { name: 'late', password: PASSWORD })
      assert.deepEqual(owner?.user.roles, [SERVICE_ADMIN, USER_ADMIN])
      assert.equal(owner.account.id, '100001')
      assert.equal(id, '100002')
      assert.equal(await createOwnerOnce(other.deps, { name: 'later', password: PASSWORD }), null)
    } finally {
      await other.close()
    }
  })

  it('gets another number where the first was given away by hand', async () => {
    const other = await openTestDeps()
    try {
      const { deps } = other
      const given = { name: 'By hand', id: '100001' }
      await deps.store.transaction((tx) => createAccount(deps, tx, OPERATOR, given))
      const owner = await createOwnerOnce(deps, { name: 'late', password: PASSWORD })
      assert.equal(owner?.account.id, '100002')
    } finally {
      await other.close()
    }
  })

  it('is made once when two servers start at the same moment', async () => {
    const other = await openTestDeps()
    try {
      const making = ['one', 'two'].map((name) => createOwnerOnce(other.deps, { name, password: PASSWORD }))
      const made = (await Promise.all(making)).filter((owner) => owner !== null)
      assert.equal(made.length, 1)
      assert.equal(await other.deps.store.users.count(), 1)
    } finally {
      await other.close()
    }
  })
})
