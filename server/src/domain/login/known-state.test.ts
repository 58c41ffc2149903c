import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { knownStateOn } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { resetKey } from '../keys/reset-key.ts'
import { USER_MANAGE } from '../roles/roles.ts'
import { changeRoles } from '../users/change-roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import type { KnownState } from './known-state.ts'
import { core, heldBack, person, turns } from './known-state-testing.ts'

/** Here a digest stands for the secret: to memory it is a text like another. */
const keyIn = (known: KnownState, digest: string, store = core.deps.store) =>
  known.key(digest, () => store.keys.known(digest))

type Person = Awaited<ReturnType<typeof person>>

const CHANGES: readonly (readonly [string, (person: Person) => Promise<unknown>])[] = [
  ['a reset', ({ user }) => resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })],
  ['disabling the user', ({ user }) => disableUser(core.deps, OPERATOR, user.id)],
  ['deleting the user', ({ user }) => deleteUser(core.deps, OPERATOR, user.id)],
  [
    'suspending the account',
    ({ accountId }) => updateAccount(core.deps, OPERATOR, accountId, { enabled: false }),
  ],
  [
    'taking a role away',
    ({ user }) => changeRoles(core.deps, OPERATOR, user.id, { add: [], remove: [USER_MANAGE] }),
  ],
]

for (const [what, change] of CHANGES) {
  describe(what, () => {
    test('while a row is on its way from the database: the old row is not remembered afterwards', async () => {
      const somebody = await person()
      const { known, slow, release } = heldBack()
      const reading = [keyIn(known, somebody.digest, slow), known.user(somebody.user.id)]
      await turns()
      await change(somebody)
      release()
      await Promise.all(reading)
      assert.equal(known.peekKey(somebody.digest), undefined)
      assert.equal(known.peekUser(somebody.user.id), undefined)
      assert.deepEqual(await keyIn(known, somebody.digest), await core.deps.store.keys.known(somebody.digest))
      assert.deepEqual(
        await known.user(somebody.user.id),
        await core.deps.store.users.known(somebody.user.id),
      )
    })

    test('after a row was remembered: it is forgotten before the change is answered', async () => {
      const somebody = await person()
      const known = knownStateOn(core.deps.store)
      await keyIn(known, somebody.digest)
      await known.user(somebody.user.id)
      assert.ok(known.peekKey(somebody.digest) && known.peekUser(somebody.user.id))
      await change(somebody)
      assert.equal(known.peekKey(somebody.digest), undefined)
      assert.equal(known.peekUser(somebody.user.id), undefined)
    })
  })
}

describe('what memory keeps', () => {
  test('is asked once and then answered without the database, until it changes', async () => {
    const { user, digest } = await person()
    const { store } = core.deps
    let reads = 0
    const counting = {
      ...store,
      keys: {
        ...store.keys,
        known: (text: string) => {
          reads++
          return store.keys.known(text)
        },
      },
    }
    const known = knownStateOn(counting)
    for (let at = 0; at < 5; at++) assert.equal((await keyIn(known, digest, counting))?.usable, true)
    assert.equal(reads, 1)
    assert.equal(known.keyCount, 1)
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal((await keyIn(known, digest, counting))?.usable, false)
    await enableUser(core.deps, OPERATOR, user.id)
    assert.equal((await keyIn(known, digest, counting))?.usable, true)
    assert.equal(reads, 3)
  })

  test('is never that something is not there: a key made later is found', async () => {
    const { user } = await person()
    const known = knownStateOn(core.deps.store)
    assert.equal(await keyIn(known, 'no such digest'), null)
    assert.equal(await known.user('f'.repeat(32)), null)
    assert.deepEqual([known.keyCount, known.peekUser('f'.repeat(32))], [0, undefined])
    const { key } = await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    assert.equal((await keyIn(known, key.digest))?.keyId, key.id)
  })

  test('of one user goes with that user alone', async () => {
    const [first, second] = [await person(), await person()]
    const known = knownStateOn(core.deps.store)
    await keyIn(known, first.digest)
    await keyIn(known, second.digest)
    await disableUser(core.deps, OPERATOR, first.user.id)
    assert.equal(known.peekKey(first.digest), undefined)
    assert.equal(known.peekKey(second.digest)?.userId, second.user.id)
  })

  test('is every key of a user, and none of them after a change until it is read again', async () => {
    const { user, digest } = await person()
    const known = knownStateOn(core.deps.store)
    const secrets = ['a', 'b', 'c']
    const read = (secret: string) => known.key(secret, () => core.deps.store.keys.known(digest))
    const remembered = () => secrets.filter((secret) => known.peekKey(secret))
    await Promise.all(secrets.map(read))
    assert.deepEqual(remembered(), secrets)
    known.forget(['somebody else'])
    assert.deepEqual(remembered(), secrets)
    known.forget([user.id])
    assert.deepEqual(remembered(), [])
    await read('b')
    assert.deepEqual(remembered(), ['b'])
    known.forget([user.id])
    assert.deepEqual(remembered(), [])
  })

  test('is no key any more after changes of more users than it can remember', async () => {
    const { user, digest } = await person()
    const known = knownStateOn(core.deps.store)
    await keyIn(known, digest)
    known.forget([user.id])
    known.forget(Array.from({ length: 100_000 }, (_, at) => `user ${at}`))
    assert.deepEqual([known.peekKey(digest), known.keyCount], [undefined, 0])
    assert.ok(await keyIn(known, digest))
    assert.ok(known.peekKey(digest))
  })

  test('is never a secret that is not ASCII: no key is', async () => {
    const { digest } = await person()
    const known = knownStateOn(core.deps.store)
    assert.ok(await known.key('schlüssel', () => core.deps.store.keys.known(digest)))
    assert.deepEqual([known.keyCount, known.peekKey('schlüssel')], [0, undefined])
  })

  test('is nothing at all where other processes may change the data', async () => {
    const { user, digest } = await person()
    const known = knownStateOn({ ...core.deps.store, exclusive: false })
    assert.ok(await keyIn(known, digest))
    assert.ok(await known.user(user.id))
    await known.endpoints()
    const peeked = [known.peekKey(digest), known.peekUser(user.id), known.peekEndpoints()]
    assert.deepEqual([...peeked, known.peekDeleted('a', 'b')], [undefined, undefined, undefined, undefined])
  })

  test('is not touched by a change that was rolled back', async () => {
    const { user, digest } = await person()
    const known = knownStateOn(core.deps.store)
    const failing = core.deps.store.transaction(async (tx) => {
      await tx.users.update(user.id, { enabled: false })
      throw new Error('planted')
    })
    const reading = keyIn(known, digest)
    await assert.rejects(failing, /planted/)
    assert.equal((await reading)?.usable, true)
    assert.equal(known.peekKey(digest)?.usable, true)
  })

  test('during a transaction is never what is not committed yet', async () => {
    const { user, digest } = await person()
    const known = knownStateOn(core.deps.store)
    let reading: Promise<unknown> = Promise.resolve()
    const failing = core.deps.store.transaction(async (tx) => {
      await tx.users.update(user.id, { enabled: false })
      await turns()
      throw new Error('planted')
    })
    await turns()
    reading = keyIn(known, digest)
    await assert.rejects(failing, /planted/)
    await reading
    assert.equal((await keyIn(known, digest))?.usable, true)
  })
})
