import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Passkey } from '../../domain/factors/factor.ts'
import type { User } from '../../domain/users/user.ts'

function aPasskey(user: Pick<User, 'id' | 'accountId'>, change: Partial<Passkey> = {}): Passkey {
  return {
    id: 'credential-1',
    userId: user.id,
    accountId: user.accountId,
    name: 'laptop',
    publicKey: new Uint8Array([0, 255, 10]),
    counter: 0,
    transports: ['internal', 'hybrid'],
    createdAtMs: 1,
    lastUsedAtMs: null,
    ...change,
  }
}

onBothEngines((engine) => {
  test('a passkey comes back as written; an unknown one is null', async (t) => {
    const store = await engine.open(t)
    const passkey = aPasskey((await withUser(store)).user)
    const silent = { ...passkey, id: 'credential-2', transports: [], counter: 4_294_967_295, createdAtMs: 2 }
    await store.passkeys.insert(silent)
    await store.passkeys.insert(passkey)
    const found = await store.passkeys.byId(passkey.id)
    assert.deepEqual(found && { ...found, publicKey: new Uint8Array(found.publicKey) }, passkey)
    assert.deepEqual(
      (await store.passkeys.ofUser(passkey.userId)).map(({ id, transports, counter }) => [
        id,
        transports,
        counter,
      ]),
      [
        ['credential-1', ['internal', 'hybrid'], 0],
        ['credential-2', [], 4_294_967_295],
      ],
    )
    assert.equal(await store.passkeys.byId('nothing'), null)
  })

  test('a credential belongs to one user, whoever brings it first', async (t) => {
    const store = await engine.open(t)
    const { user, account } = await withUser(store)
    const other = aUser({ accountId: account.id, id: 'b'.repeat(32) })
    await store.users.insert(other)
    await store.passkeys.insert(aPasskey(user))
    for (const owner of [user, other]) {
      await assert.rejects(store.passkeys.insert(aPasskey(owner)), { code: 'factor.exists' })
    }
  })

  test('of two signatures that were checked against the same counter one counts', async (t) => {
    const store = await engine.open(t)
    const passkey = aPasskey((await withUser(store)).user, { counter: 5 })
    await store.passkeys.insert(passkey)
    const outcomes = await Promise.all([6, 7].map((counter) => store.passkeys.use(passkey, counter, 99)))
    assert.deepEqual([...outcomes].sort(), [false, true])
    const found = await store.passkeys.byId(passkey.id)
    assert.equal(found?.lastUsedAtMs, 99)
    assert.equal(found?.counter, outcomes[0] ? 6 : 7)
  })

  test('a challenge is there once, for its holder, and gives way to a newer one', async (t) => {
    const { passkeys } = await engine.open(t)
    const asked = { holder: 'step-up s1', challenge: 'first', expiresAtMs: 10 }
    await passkeys.putChallenge(asked)
    await passkeys.putChallenge({ ...asked, challenge: 'second', expiresAtMs: 20 })
    await passkeys.putChallenge({ ...asked, holder: 'register s1', challenge: 'other' })
    const taken = await Promise.all([1, 2].map(() => passkeys.takeChallenge(asked.holder)))
    assert.deepEqual(
      taken.filter((one) => one !== null),
      [{ ...asked, challenge: 'second', expiresAtMs: 20 }],
    )
    assert.equal((await passkeys.takeChallenge('register s1'))?.challenge, 'other')
  })

  test('a spent challenge stays spent until it is over', async (t) => {
    const { passkeys } = await engine.open(t)
    const spent = { holder: 'spent x', challenge: 'x', expiresAtMs: 10 }
    const outcomes = await Promise.all([1, 2, 3].map(() => passkeys.spendChallenge(spent)))
    assert.equal(outcomes.filter(Boolean).length, 1)
    await passkeys.forgetChallenges(9)
    assert.equal(await passkeys.spendChallenge(spent), false)
    await passkeys.forgetChallenges(10)
    assert.equal(await passkeys.spendChallenge(spent), true)
  })

  test('passkeys go alone, all of one user, and with their user', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const id of ['a', 'b', 'c']) await store.passkeys.insert(aPasskey(user, { id }))
    await store.passkeys.rename('b', 'tablet')
    await store.passkeys.delete('a')
    assert.deepEqual(
      (await store.passkeys.ofUser(user.id)).map(({ id, name }) => [id, name]),
      [
        ['b', 'tablet'],
        ['c', 'laptop'],
      ],
    )
    await store.passkeys.deleteAll('nobody')
    await store.users.delete(user.id, 1)
    assert.equal(await store.passkeys.byId('b'), null)
  })
})
