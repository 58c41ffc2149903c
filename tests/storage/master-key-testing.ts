import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Place, Random } from '../../server/src/domain/ports.ts'
import type { Store, Stores } from '../../server/src/domain/store.ts'
import { readMasterKeyFile } from '../../server/src/vault/master-key-file.ts'
import type { MasterKeySource } from '../../server/src/vault/master-key-source.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { testRandom } from '../../server/src/vault/testing.ts'
import { aKey, anAccount, aUser, CLOCK, type TestEngine } from '../support/stores.ts'

export const ACTOR = { kind: 'system', name: 'operator' } as const
export const SECRET = '0123456789abcdef0123456789abcdef'

/** An installation with two accounts and a user with a sealed key in each. */
export async function install(engine: TestEngine, t: TestContext) {
  const store = await engine.open(t)
  const folder = await mkdtemp(join(tmpdir(), 'keyward-master-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'master.key')
  const needs = {
    store,
    source: { kind: 'file', path } as MasterKeySource,
    random: testRandom as Random,
    clock: CLOCK,
  }
  const opened = await openVault(needs)
  const places: Place[] = []
  for (const id of ['100001', '100002']) {
    await store.transaction(async (tx) => {
      await tx.accounts.insert(anAccount({ id, name: id }))
      await opened.vault.addAccountKey(tx, id)
      const user = aUser({ accountId: id, passwordHash: 'phc' })
      const key = aKey(user)
      const place = { table: 'api_keys', column: 'sealed', rowId: key.id, accountId: id, ownerId: user.id }
      const digest = opened.vault.digest('account-key', SECRET + id)
      await tx.users.insert(user)
      await tx.keys.insert({ ...key, digest, sealed: opened.vault.seal(place, SECRET) })
      places.push(place)
    })
  }
  return { ...needs, ...opened, path, folder, places }
}

type Installation = Awaited<ReturnType<typeof install>>

/** Every sealed key opens with a vault opened just now, and is found by its digest. */
export async function assertAllReadable(installation: Installation): Promise<void> {
  const { vault } = await openVault(installation)
  for (const place of installation.places) {
    const key = await installation.store.keys.byId(place.rowId)
    assert.equal(vault.open(place, key?.sealed ?? new Uint8Array()), SECRET)
    assert.equal(key?.digest, vault.digest('account-key', SECRET + place.accountId))
  }
}

export async function ids(path: string): Promise<string[]> {
  return (await readMasterKeyFile(path))?.map((key) => key.id) ?? []
}

/** Ring and facts as the database has them. */
export async function ringState(stores: Stores): Promise<unknown> {
  const rows = await stores.ring.list()
  return [
    await stores.meta.get('key-check'),
    rows.map((row) => [row.id, Buffer.from(row.wrapped).toString('hex')]),
  ]
}

export async function systemActions(store: Store): Promise<string[]> {
  return (await store.audit.page('system', 0, 100)).map((entry) => entry.action)
}

/** The same store, whose transactions do their work and then fail, as when the disk is full at the commit. */
export function failingAtCommit(store: Store): Store {
  const failing: Store = Object.create(store)
  failing.transaction = (work) =>
    store.transaction(async (tx) => {
      await work(tx)
      throw new Error('lost at the commit')
    })
  return failing
}
