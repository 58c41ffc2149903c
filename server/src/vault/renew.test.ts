import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { aDomain, aMailbox } from '../../../tests/support/hosted-mail.ts'
import { aKey, anAccount, aUser, freshStore, newId } from '../../../tests/support/stores.ts'
import { placeOfDkimKey } from '../domain/dkim/place.ts'
import { placeOfDevice } from '../domain/factors/prove-code.ts'
import { placeOfResult } from '../domain/idempotency/result.ts'
import type { Job } from '../domain/jobs/job.ts'
import { placeOfSecret } from '../domain/jobs/place.ts'
import { placeOfPair } from '../domain/key-pairs/own-pair.ts'
import { placeOfKey } from '../domain/keys/new-key.ts'
import { placeOfFactor } from '../domain/mailbox-owners/factor-due.ts'
import type { Place } from '../domain/ports.ts'
import type { Store, Stores } from '../domain/store.ts'
import { placeOfPin } from '../domain/support/support-pin.ts'
import type { KeyVault } from './key-vault.ts'
import { openVault } from './open-vault.ts'
import { renewAll } from './renew.ts'
import { temporaryFolder, testRandom } from './testing.ts'

const OWNER = { id: 'anna', userId: 'anna', accountId: '100001' }

/** One row of each kind that has a sealed copy, all with the same text in it. */
const KINDS: Readonly<
  Record<
    string,
    {
      readonly place: (id: string) => Place
      put(tx: Stores, id: string, sealed: Uint8Array, digest: string): Promise<unknown>
      sealed(store: Stores, id: string): Promise<Uint8Array | null | undefined>
    }
  >
> = {
  'API keys': {
    place: (id) => placeOfKey({ ...OWNER, id }),
    put: (tx, id, sealed, digest) => tx.keys.insert(aKey(OWNER, { id, sealed, digest, endsAtMs: 9 })),
    sealed: async (store, id) => (await store.keys.byId(id))?.sealed,
  },
  'remembered answers': {
    place: (id) => placeOfResult(OWNER, id),
    put: (tx, idempotencyKey, sealed) =>
      tx.results.insert({ ...OWNER, idempotencyKey, request: 'r', sealed, createdAtMs: 1 }),
    sealed: async (store, id) => (await store.results.find('anna', id))?.sealed,
  },
  'support PINs': {
    place: (id) => placeOfPin({ userId: id, accountId: '100001' }),
    put: async (tx, id, sealed) => {
      await tx.users.insert(aUser({ id }))
      await tx.supportPins.put({ userId: id, accountId: '100001', sealed, wrongChecks: 2 })
    },
    sealed: async (store, id) => (await store.supportPins.ofUser(id))?.sealed,
  },
  'authenticator apps': {
    place: (id) => placeOfDevice({ ...DEVICE, id }),
    put: (tx, id, sealed) => tx.totp.insert({ ...DEVICE, id, sealed }),
    sealed: async (store, id) => (await store.totp.ofUser('anna')).find((one) => one.id === id)?.sealed,
  },
  'key pairs': {
    place: (id) => placeOfPair({ ...OWNER, id }),
    put: (tx, id, sealed) =>
      tx.keyPairs.insert({
        ...{ ...OWNER, id, name: id, userKey: id, sealed, clockCheck: 'lenient', limits: {} },
        ...{ createdAtMs: 1, endsAtMs: null, expiresAtMs: null, state: 'active' },
        ...{ scope: null, networks: null },
      }),
    sealed: async (store, id) => (await store.keyPairs.current('anna', id))?.sealed,
  },
  'waiting rows of jobs': {
    place: (id) => placeOfSecret({ ...OWNER, id }, 2),
    put: async (tx, id, sealed) => {
      await tx.jobs.insert({ ...JOB, id }, 1)
      const row = { state: 'waiting', cells: [], sealed, outcome: null, field: null, message: null } as const
      await tx.jobs.insertRows(id, [
        { ...row, number: 1, sealed: null },
        { ...row, number: 2 },
      ])
    },
    sealed: async (store, id) => (await store.jobs.rows(id, null, 1, 1))[0]?.sealed,
  },
  'apps of mailboxes': {
    place: (mailboxId) => placeOfFactor({ ...FACTOR, mailboxId }),
    put: async (tx, mailboxId, sealed) => {
      await tx.mailboxes.insert(aMailbox(DOMAIN, mailboxId, { id: mailboxId }))
      await tx.mailboxFactors.put({ ...FACTOR, mailboxId, sealed })
    },
    sealed: async (store, id) => (await store.mailboxFactors.ofMailbox(id))?.sealed,
  },
  'DKIM keys': {
    place: (id) => placeOfDkimKey({ ...DKIM_KEY, id }),
    put: (tx, id, sealed) => tx.dkimKeys.insert({ ...DKIM_KEY, id, selector: id, sealed }),
    sealed: async (store, id) =>
      (await store.dkimKeys.ofDomain(DOMAIN.id)).find((one) => one.id === id)?.sealed,
  },
}
const DOMAIN = aDomain({ accountId: OWNER.accountId })
const FACTOR = {
  ...{ accountId: DOMAIN.accountId, createdAtMs: 1, verifiedAtMs: null, lastStep: null },
  failedAtMs: [],
}
const DKIM_KEY = {
  ...{ accountId: DOMAIN.accountId, domainId: DOMAIN.id, publicKey: 'MII=' },
  ...{ createdAtMs: 1, activatedAtMs: null },
}
const JOB: Job = {
  ...{
    ...OWNER,
    kind: 'mailbox.import',
    domain: 'a.example',
    state: 'waiting',
    total: 2,
    done: 0,
    failed: 0,
    quotaMb: null,
  },
  ...{ createdAtMs: 1, endedAtMs: null, workedMs: 0, columns: [], mapping: [] },
  source: { dialect: 'native', address: '127.0.0.1', requestId: 'r' },
}
const DEVICE = { ...OWNER, name: 'phone', createdAtMs: 1, verifiedAtMs: 5, lastStep: 7 }

async function opened(t: TestContext) {
  const store = await freshStore(t)
  const path = join(await temporaryFolder(t), 'master.key')
  const clock = { now: () => 1 }
  const { vault } = await openVault({ store, source: { kind: 'file', path }, random: testRandom, clock })
  await store.transaction(async (tx) => {
    await tx.accounts.insert(anAccount())
    await vault.addAccountKey(tx, '100001')
  })
  await store.users.insert(aUser({ id: 'anna' }))
  await store.mailDomains.insert(DOMAIN)
  const put = (kind: keyof typeof KINDS, ids: readonly string[], change = (bytes: Uint8Array) => bytes) =>
    store.transaction(async (tx) => {
      for (const id of ids) {
        const row = kindOf(kind)
        const sealed = change(vault.seal(row.place(id), `text of ${id}`))
        await row.put(tx, id, sealed, vault.digest('account-key', `text of ${id}`))
      }
    })
  return { store, vault, put }
}

function kindOf(name: string) {
  const kind = KINDS[name]
  assert.ok(kind)
  return kind
}

async function nextKeys(store: Store, vault: KeyVault): Promise<void> {
  await store.transaction((tx) => vault.makeNextKeys(tx))
  await vault.reload(store)
}

for (const [name, { place, sealed }] of Object.entries(KINDS)) {
  test(`${name} are sealed under the current key, in their places, page after page`, async (t) => {
    const { store, vault, put } = await opened(t)
    // Two whole pages and one more: a last page that is full must not end it, nor go round for ever.
    const ids = Array.from({ length: 201 }, newId)
    await put(name, ids)
    await nextKeys(store, vault)
    const pages: number[] = []
    const onProgress = async (rows: number) => void pages.push(rows)
    const renewal = await renewAll({ store, vault, onProgress })
    assert.deepEqual([renewal.renewed, renewal.unreadable, pages], [201, 0, [100, 200, 201]])
    for (const id of [ids[0], ids[99], ids[100], ids[200]]) {
      const copy = await sealed(store, id ?? '')
      assert.ok(copy)
      assert.ok(vault.isCurrentSeal('100001', copy))
      assert.equal(vault.open(place(id ?? ''), copy), `text of ${id}`)
    }
    assert.equal((await renewAll({ store, vault })).renewed, 0)
  })

  test(`${name} that do not open are counted, named and left as they are; others go on`, async (t) => {
    const { store, vault, put } = await opened(t)
    const [bad, good] = [newId(), newId()]
    await put(name, [bad], (bytes) => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)))
    const before = await sealed(store, bad)
    await put(name, [good])
    await nextKeys(store, vault)
    const { renewed, unreadable, stillNamed } = await renewAll({ store, vault })
    assert.deepEqual([renewed, unreadable, [...stillNamed]], [1, 1, ['account-100001-1']])
    assert.deepEqual(await sealed(store, bad), before)
  })
}

test('a key moves to the current look-up key with its copy, and is found there alone', async (t) => {
  const { store, vault, put } = await opened(t)
  await put('API keys', ['k'])
  const old = vault.digest('account-key', 'text of k')
  await nextKeys(store, vault)
  await renewAll({ store, vault })
  assert.equal(await store.keys.known(old), null)
  assert.equal((await store.keys.known(vault.digest('account-key', 'text of k')))?.keyId, 'k')
})

test('a copy that is current stays the same to the byte, though its digest is made anew', async (t) => {
  const { store, vault, put } = await opened(t)
  await put('API keys', ['k'])
  await nextKeys(store, vault)
  await renewAll({ store, vault })
  const before = await store.keys.byId('k')
  const old = `1.${before?.digest}`
  await store.keys.replaceSecret('k', { digest: old, sealed: before?.sealed ?? null })
  assert.equal((await renewAll({ store, vault })).renewed, 1)
  assert.deepEqual(await store.keys.byId('k'), before)
})

test('keys that are lost, and those without a copy, are left alone', async (t) => {
  const { store, vault, put } = await opened(t)
  await put('API keys', ['lost', 'bare'])
  await store.keys.setState('lost', 'lost')
  await store.keys.end('bare', 9)
  const before = [await store.keys.byId('lost'), await store.keys.byId('bare')]
  await nextKeys(store, vault)
  const { renewed, unreadable } = await renewAll({ store, vault })
  assert.deepEqual([renewed, unreadable], [0, 0])
  assert.deepEqual([await store.keys.byId('lost'), await store.keys.byId('bare')], before)
})

test('what else a row says is as before', async (t) => {
  const { store, vault, put } = await opened(t)
  await put('support PINs', ['ben'])
  await put('authenticator apps', ['app'])
  await nextKeys(store, vault)
  await renewAll({ store, vault })
  assert.equal((await store.supportPins.ofUser('ben'))?.wrongChecks, 2)
  assert.partialDeepStrictEqual((await store.totp.ofUser('anna'))[0], { verifiedAtMs: 5, lastStep: 7 })
})

test('a fault of the database ends it, and what was done before stays done', async (t) => {
  const { store, vault, put } = await opened(t)
  await put('API keys', ['k'])
  await put('remembered answers', ['once'])
  await nextKeys(store, vault)
  const away = new Error('the database is away')
  const results = { ...store.results, page: () => Promise.reject(away) }
  const broken: Store = {
    ...store,
    transaction: (work) => store.transaction((tx) => work({ ...tx, results })),
  }
  await assert.rejects(renewAll({ store: broken, vault }), away)
  const { renewed } = await renewAll({ store, vault })
  assert.equal(renewed, 1)
})
