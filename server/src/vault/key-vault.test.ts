import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Place } from '../domain/ports.ts'
import { nonceSource } from './aead.ts'
import { MasterKeyError } from './errors.ts'
import { KeyVault, readRing, sortOut } from './key-vault.ts'
import { KnownMasters } from './known-masters.ts'
import { newMasterKey } from './master-key-source.ts'
import { recordMasterKey, recordRingChange } from './ring-facts.ts'
import { makeSharedKeys } from './shared-keys.ts'
import { MemoryRing, newBench, openWithAccounts, testRandom } from './testing.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

const NORTH = '100001'
const SOUTH = '100002'
const place = (accountId: string): Place => ({
  ...{ table: 'api_keys', column: 'sealed', rowId: 'row', ownerId: 'anna' },
  accountId,
})

async function vaultOf(context: TestContext, ...accountIds: string[]) {
  const bench = await newBench(context)
  const { vault } = await openWithAccounts(bench, ...accountIds)
  return { store: bench.store, vault }
}

/** Another process on the same database: it hears of nothing by itself. */
async function shared() {
  const store = new MemoryRing()
  const master = newMasterKey(testRandom)
  const clock = { nowMs: 7, now: () => clock.nowMs }
  const making = { master, nextNonce: nonceSource(testRandom), random: testRandom, clock }
  await makeSharedKeys(store, making, 1)
  await recordMasterKey(store, master)
  /** What is in the master key file of the others. */
  const present = [master]
  const known = () => new KnownMasters([master], async () => present, making.clock)
  const open = async (exclusive = false) =>
    new KeyVault({ ...making, masters: known(), ring: await readRing(store), exclusive })
  return { store, open, master, making, present }
}

const idsIn = (store: MemoryRing) => [...store.rows.keys()].sort()

test('a rotation makes the next look-up key and the next key of every account, and no other', async (context) => {
  const { store, vault } = await vaultOf(context, NORTH, SOUTH)
  const before = idsIn(store)
  assert.equal(await vault.makeNextKeys(store), 3)
  const made = idsIn(store).filter((id) => !before.includes(id))
  assert.deepEqual(made, ['account-100001-2', 'account-100002-2', 'lookup-2'])
  await vault.reload(store)
  assert.equal(await vault.makeNextKeys(store), 3)
  assert.ok(store.rows.has('lookup-3') && store.rows.has('account-100001-3'))
})

test('a new key is used after the reload and not before it', async (context) => {
  const { store, vault } = await vaultOf(context, NORTH)
  const digest = vault.digest('account-key', 'secret')
  const sealed = vault.seal(place(NORTH), 'text')
  await vault.makeNextKeys(store)
  assert.equal(vault.digest('account-key', 'secret'), digest)
  assert.equal(vault.keyIdOf(vault.seal(place(NORTH), 'text')), 'account-100001-1')
  await vault.reload(store)
  assert.match(vault.digest('account-key', 'secret'), /^2\./)
  assert.equal(vault.keyIdOf(vault.seal(place(NORTH), 'text')), 'account-100001-2')
  assert.equal(vault.open(place(NORTH), sealed), 'text')
})

test('a secret is looked for under every look-up key that is left, the newest first', async (context) => {
  const { store, vault } = await vaultOf(context)
  const all: string[] = []
  for (let generation = 1; generation < 12; generation++) {
    all.unshift(vault.digest('session', 'secret'))
    await vault.makeNextKeys(store)
    await vault.reload(store)
  }
  all.unshift(vault.digest('session', 'secret'))
  // In the order of numbers: as texts the tenth would come before the second.
  assert.deepEqual(vault.digests('session', 'secret'), all)
  assert.equal(new Set(all).size, 12)
  assert.deepEqual(
    all.map((digest) => vault.isCurrentDigest(digest)),
    [true, ...all.slice(1).map(() => false)],
  )
})

test('S-22 a seal is current under its own account alone', async (context) => {
  const { store, vault } = await vaultOf(context, NORTH, SOUTH)
  const sealed = vault.seal(place(NORTH), 'text')
  assert.ok(vault.isCurrentSeal(NORTH, sealed))
  assert.ok(!vault.isCurrentSeal(SOUTH, sealed))
  await vault.makeNextKeys(store)
  await vault.reload(store)
  assert.ok(!vault.isCurrentSeal(NORTH, sealed))
  assert.ok(vault.isCurrentSeal(NORTH, vault.seal(place(NORTH), 'text')))
})

test('outdated are the keys that others took the place of; token and audit keys never are', async (context) => {
  const { store, vault } = await vaultOf(context, NORTH, SOUTH)
  assert.deepEqual(vault.outdatedKeys, [])
  await vault.makeNextKeys(store)
  await vault.reload(store)
  await vault.addAccountKey(store, '100003')
  const outdated = vault.outdatedKeys.map(({ id }) => id).sort()
  assert.deepEqual(outdated, ['account-100001-1', 'account-100002-1', 'lookup-1'])
})

test('the newest key is the one of the highest number, in whatever order the rows come', () => {
  const row = (id: string, accountId = '') => {
    const purpose = accountId === '' ? ('lookup' as const) : ('account' as const)
    return { id, purpose, accountId, wrapped: new Uint8Array(), createdAtMs: 0 }
  }
  const rows = [row('lookup-9'), row('lookup-10'), row('account-1-2', '1'), row('account-1-1', '1')]
  for (const some of [rows, rows.toReversed()]) {
    const { newest, outdated } = sortOut(some)
    assert.deepEqual(newest.map(({ id }) => id).sort(), ['account-1-2', 'lookup-10'])
    assert.deepEqual(outdated.map(({ id }) => id).sort(), ['account-1-1', 'lookup-9'])
  }
})

test('a process that shares its database learns of new keys by looking, and of nothing by looking again', async () => {
  const { store, open } = await shared()
  const [one, other] = [await open(), await open()]
  assert.equal(await other.refresh(store), false)
  await one.addAccountKey(store, NORTH)
  assert.throws(() => other.seal(place(NORTH), 'x'), { code: 'secret.unreadable' })
  assert.equal(await other.refresh(store), true)
  assert.equal(other.open(place(NORTH), one.seal(place(NORTH), 'text')), 'text')
  assert.equal(await other.refresh(store), false)
})

test('a process that has its database to itself never looks', async () => {
  const { store, open } = await shared()
  const [one, alone] = [await open(), await open(true)]
  await one.addAccountKey(store, NORTH)
  assert.equal(await alone.refresh(store), false)
})

test('of every change of the ring others notice, and each is another version', async () => {
  const { store, open } = await shared()
  const vault = await open()
  const versions = new Set([(await readRing(store)).version])
  await vault.addAccountKey(store, NORTH)
  versions.add((await readRing(store)).version)
  await vault.makeNextKeys(store)
  versions.add((await readRing(store)).version)
  assert.equal(versions.size, 3)
})

test('a look-up key that does not open leaves everything as it was', async () => {
  const { store, open } = await shared()
  const vault = await open()
  await vault.addAccountKey(store, NORTH)
  const digests = vault.digests('session', 'secret')
  const sealed = vault.seal(place(NORTH), 'text')
  const row = store.rows.get('lookup-1')
  assert.ok(row)
  store.rows.clear()
  store.rows.set('lookup-2', { ...row, id: 'lookup-2' })
  await assert.rejects(vault.reload(store), MasterKeyError)
  // For a request it is a matter of waiting, not a fault of the server.
  await recordRingChange(store, testRandom)
  await assert.rejects(vault.refresh(store), { code: 'master_key.away' })
  assert.deepEqual(vault.digests('session', 'secret'), digests)
  assert.equal(vault.open(place(NORTH), sealed), 'text')
})

test('a ring without a look-up key is refused, and says which is lacking', async () => {
  const { store, open } = await shared()
  const vault = await open()
  store.rows.delete('lookup-1')
  await assert.rejects(vault.reload(store), /lacks its data key for "lookup"/)
  await assert.rejects(open(), /lacks its data key for "lookup"/)
})

test('S-23 who missed a new master key makes no data key, neither for an account nor in a rotation', async () => {
  const { store, open } = await shared()
  const vault = await open()
  await recordMasterKey(store, newMasterKey(testRandom))
  const rows = idsIn(store)
  for (const act of [vault.addAccountKey(store, NORTH), vault.makeNextKeys(store)])
    await assert.rejects(act, { code: 'master_key.away' })
  assert.deepEqual(idsIn(store), rows)
})

test('S-23 after a new master key the next data keys are under it, and older rows still open', async () => {
  const { store, open, master } = await shared()
  const vault = await open()
  await vault.addAccountKey(store, NORTH)
  const sealed = vault.seal(place(NORTH), 'text')
  const next = newMasterKey(testRandom)
  await recordMasterKey(store, next)
  vault.useMasterKey(next)
  await vault.addAccountKey(store, SOUTH)
  const [south, north] = [store.rows.get('account-100002-1'), store.rows.get('account-100001-1')]
  assert.ok(south && north)
  assert.ok(unwrapKey([next], south))
  assert.throws(() => unwrapKey([master], south), MasterKeyError)
  assert.ok(unwrapKey([master], north))
  await vault.reload(store)
  assert.equal(vault.open(place(NORTH), sealed), 'text')
})

/** A server elsewhere has put another master key in the place of this one, and made new data keys. */
async function masterReplaced() {
  const world = await shared()
  const { store, open, making } = world
  const [vault, elsewhere] = [await open(), await open()]
  await vault.addAccountKey(store, NORTH)
  await elsewhere.reload(store)
  const next = newMasterKey(testRandom)
  for (const row of store.rows.values())
    store.rows.set(row.id, wrapKey(next, unwrapKey([world.master], row), making.nextNonce()))
  await recordMasterKey(store, next)
  elsewhere.useMasterKey(next)
  return { ...world, vault, elsewhere, next }
}

test('S-23 who finds the new master key in its place uses the data keys under it, without a restart', async () => {
  const { store, vault, elsewhere, present, next } = await masterReplaced()
  const sealed = vault.seal(place(NORTH), 'text')
  await elsewhere.makeNextKeys(store)
  await elsewhere.reload(store)
  present.unshift(next)
  assert.equal(await vault.refresh(store), true)
  assert.equal(vault.digest('session', 'secret'), elsewhere.digest('session', 'secret'))
  assert.equal(vault.open(place(NORTH), elsewhere.seal(place(NORTH), 'new')), 'new')
  assert.equal(vault.open(place(NORTH), sealed), 'text')
})

test('S-23 who finds the new master key in its place wraps the next data keys under it', async () => {
  const { store, vault, present, next } = await masterReplaced()
  present.unshift(next)
  await vault.addAccountKey(store, SOUTH)
  const made = store.rows.get('account-100002-1')
  assert.ok(made && unwrapKey([next], made))
})

test('S-23 an account key under a master key that comes later opens when that one is there', async () => {
  const { store, vault, elsewhere, present, next, making } = await masterReplaced()
  await elsewhere.addAccountKey(store, SOUTH)
  assert.equal(await vault.refresh(store), true)
  const sealed = elsewhere.seal(place(SOUTH), 'text')
  assert.throws(() => vault.open(place(SOUTH), sealed), { code: 'secret.unreadable' })
  present.unshift(next)
  assert.equal(await vault.refresh(store), false, 'it has just looked')
  making.clock.nowMs += 10_000
  assert.equal(await vault.refresh(store), true)
  assert.equal(vault.open(place(SOUTH), sealed), 'text')
  assert.equal(await vault.refresh(store), false, 'nothing is lacking any more')
})

test('a key of an account can be made once for each generation', async (context) => {
  const { store, vault } = await vaultOf(context, NORTH)
  await assert.rejects(vault.addAccountKey(store, NORTH), /duplicate/)
  assert.equal(vault.open(place(NORTH), vault.seal(place(NORTH), 'text')), 'text')
})
