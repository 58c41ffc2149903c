import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  actionsOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import type { Actor } from '../actor.ts'
import { findKey } from '../login/find-key.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { createUser } from '../users/create-user.ts'
import type { AccountSettings } from './account.ts'
import { addAccount, createAccount } from './create-account.ts'
import { listAccounts } from './list-accounts.ts'
import { updateAccount } from './update-account.ts'

describe('accounts', () => {
  let test: TestDeps
  let owner: Actor
  let ownerId: string

  before(async () => {
    test = await openTestDeps()
    const { user } = await makeOwner(test.deps)
    ownerId = user.id
    owner = keyActor(user)
  })
  after(() => test.close())

  const refusedWith = (code: string) => ({ name: 'DomainError', code })

  it('get numbers of six digits or more, one after the other', async () => {
    const first = await addAccount(test.deps, OPERATOR, { name: 'One' })
    const second = await addAccount(test.deps, OPERATOR, { name: 'Two' })
    assert.match(first.id, /^\d{6,}$/)
    assert.equal(Number(second.id), Number(first.id) + 1)
  })

  it('begin enabled, with keys that end their tokens, and 5 minutes of presence', async () => {
    const account = await addAccount(test.deps, OPERATOR, { name: '  Spaces around  ' })
    assert.deepEqual(await test.deps.store.accounts.byId(account.id), {
      id: account.id,
      name: 'Spaces around',
      enabled: true,
      resetKeepsTokens: false,
      apiReveal: true,
      stepUpMinutes: 5,
      showOnce: false,
      sessionIdleSeconds: 1_800,
      passwordLifeSeconds: null,
      passwordHistory: 0,
      secondFactorRequired: false,
      ownDomains: true,
      createdAtMs: test.clock.now(),
    })
    assert.deepEqual(await actionsOf(test.deps, account.id), ['account.create'])
  })

  for (const name of ['', '   ', 'x'.repeat(101), 'line\nbreak', 'right\u202Eleft', 'nul\0']) {
    it(`refuse the name ${JSON.stringify(name).slice(0, 30)}`, async () => {
      await assert.rejects(addAccount(test.deps, OPERATOR, { name }), refusedWith('input.invalid'))
    })
  }

  it('can hold sealed secrets at once, and leave nothing when their transaction fails', async () => {
    const before = (await test.deps.store.accounts.list()).length
    const failing = test.deps.store.transaction(async (tx) => {
      const account = await createAccount(test.deps, tx, OPERATOR, { name: 'Gone' })
      await createUser(test.deps, tx, OPERATOR, { accountId: account.id, name: 'gone' })
      throw new Error('stop')
    })
    await assert.rejects(failing, /stop/)
    assert.equal((await test.deps.store.accounts.list()).length, before)
    assert.equal(await test.deps.store.users.byName('gone'), null)
  })

  it('are made by operators alone', async () => {
    const { id } = await addAccount(test.deps, owner, { name: 'By the owner' })
    const { user } = await makeUser(test.deps, id, 'customer')
    assert.deepEqual(user.roles, [USER_ADMIN])
    await assert.rejects(addAccount(test.deps, keyActor(user), { name: 'x' }), refusedWith('actor.forbidden'))
    await assert.rejects(listAccounts(test.deps, keyActor(user)), refusedWith('actor.forbidden'))
    assert.ok((await listAccounts(test.deps, owner)).some((account) => account.id === id))
  })

  describe('their settings', () => {
    const changes: readonly Partial<AccountSettings>[] = [
      { name: 'Renamed' },
      { resetKeepsTokens: true },
      { apiReveal: false },
      { stepUpMinutes: 0 },
      { stepUpMinutes: 60 },
      { showOnce: true },
    ]
    for (const change of changes) {
      it(`can be changed: ${JSON.stringify(change)}`, async () => {
        const { id } = await addAccount(test.deps, OPERATOR, { name: 'Settings' })
        const changed = await updateAccount(test.deps, OPERATOR, id, change)
        assert.deepEqual(changed, await test.deps.store.accounts.byId(id))
        assert.partialDeepStrictEqual(changed, change)
        assert.deepEqual(await actionsOf(test.deps, id), ['account.create', 'account.update'])
      })
    }

    for (const stepUpMinutes of [-1, 61, 0.5, Number.NaN]) {
      it(`refuse ${stepUpMinutes} minutes of presence`, async () => {
        const { id } = await addAccount(test.deps, OPERATOR, { name: 'Settings' })
        const change = updateAccount(test.deps, OPERATOR, id, { stepUpMinutes })
        await assert.rejects(change, refusedWith('input.invalid'))
      })
    }

    it('leave no trace in the log when nothing differs', async () => {
      const { id } = await addAccount(test.deps, OPERATOR, { name: 'Same' })
      await updateAccount(test.deps, OPERATOR, id, { name: 'Same', enabled: true, stepUpMinutes: 5 })
      assert.deepEqual(await actionsOf(test.deps, id), ['account.create'])
    })

    it('may be changed by the account owner, but not whether the account is enabled', async () => {
      const { id } = await addAccount(test.deps, OPERATOR, { name: 'Owned' })
      const { user } = await makeUser(test.deps, id, 'owning')
      assert.equal(
        (await updateAccount(test.deps, keyActor(user), id, { apiReveal: false })).apiReveal,
        false,
      )
      const suspend = updateAccount(test.deps, keyActor(user), id, { enabled: false })
      await assert.rejects(suspend, refusedWith('actor.forbidden'))
    })

    it('of another account are as if it did not exist', async () => {
      const { id } = await addAccount(test.deps, OPERATOR, { name: 'Mine' })
      const other = await addAccount(test.deps, OPERATOR, { name: 'Theirs' })
      const { user } = await makeUser(test.deps, id, 'nosy')
      for (const target of [other.id, '999999']) {
        await assert.rejects(
          updateAccount(test.deps, keyActor(user), target, { name: 'x' }),
          refusedWith('account.not_found'),
        )
      }
    })
  })

  it('suspended: key and sessions are refused when the answer is there, and work again when enabled', async () => {
    const { deps } = test
    const { id } = await addAccount(deps, OPERATOR, { name: 'Suspended' })
    const { user, apiKey } = await makeUser(deps, id, 'suspended')
    await deps.store.sessions.insert({
      digest: 'session-of-suspended',
      userId: user.id,
      accountId: id,
      createdAtMs: 1,
      lastSeenAtMs: 1,
      provenAtMs: null,
      address: '192.0.2.1',
      client: 'test',
      method: 'password',
    })
    assert.equal((await findKey(deps, apiKey))?.usable, true)
    await updateAccount(deps, OPERATOR, id, { enabled: false })
    assert.equal((await findKey(deps, apiKey))?.usable, false)
    assert.equal(await deps.store.sessions.byDigest('session-of-suspended'), null)
    await updateAccount(deps, OPERATOR, id, { enabled: true })
    assert.equal((await findKey(deps, apiKey))?.usable, true)
    assert.deepEqual((await actionsOf(deps, id)).slice(-2), ['account.disable', 'account.enable'])
  })

  it("cannot be suspended when it is the last operator's", async () => {
    const ownerUser = await test.deps.store.users.byId(ownerId)
    assert.ok(ownerUser)
    assert.ok(ownerUser.roles.includes(SERVICE_ADMIN))
    const suspend = updateAccount(test.deps, OPERATOR, ownerUser.accountId, { enabled: false })
    await assert.rejects(suspend, refusedWith('owner.protected'))
    assert.equal((await test.deps.store.accounts.byId(ownerUser.accountId))?.enabled, true)
  })
})
