import assert from 'node:assert/strict'
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { DomainError } from '../domain/errors.ts'
import { MasterKeyError } from './errors.ts'
import { createMasterKeyFile, replaceMasterKeyFile } from './master-key-file.ts'
import { newMasterKey } from './master-key-source.ts'
import { openVault } from './open-vault.ts'
import { type Bench, newBench, openWithAccounts, testRandom } from './testing.ts'

const PLACE = { table: 'keys', column: 'sealed', rowId: 'r', accountId: '100001', ownerId: 'o' }

/** Opening must fail, with exit code 78 and these words, and leave database and folder as they were. */
async function assertRefused(bench: Bench, words: RegExp): Promise<void> {
  const before = [bench.store.snapshot(), await readdir(dirname(bench.path))]
  await assert.rejects(openVault(bench), (error) => {
    assert.ok(error instanceof MasterKeyError, inspect(error))
    assert.match(error.message, words)
    return error.exitCode === 78 && !error.message.includes('\n')
  })
  assert.deepEqual([bench.store.snapshot(), await readdir(dirname(bench.path))], before)
}

test('the first start makes a master key, says so once, and opens', async (context) => {
  const bench = await newBench(context)
  const first = await openVault(bench)
  assert.equal(first.createdFile, bench.path)
  assert.equal((await stat(bench.path)).mode & 0o777, 0o600)
  assert.deepEqual([...bench.store.rows.keys()], ['lookup-1', 'token-1', 'audit-1'])
  const second = await openVault(bench)
  assert.equal(second.createdFile, null)
  assert.equal(second.rotationPending, false)
})

test('the first start takes a master key that is there already', async (context) => {
  const bench = await newBench(context)
  await createMasterKeyFile(bench.path, [newMasterKey(testRandom)])
  const before = await readFile(bench.path, 'utf8')
  assert.equal((await openVault(bench)).createdFile, null)
  assert.equal(await readFile(bench.path, 'utf8'), before)
})

test('everything made before a restart works after it', async (context) => {
  const bench = await newBench(context)
  const before = await openWithAccounts(bench, '100001')
  const sealed = before.vault.seal(PLACE, 'text')
  const claims = {
    ...{ id: '0'.repeat(32), rootId: '0'.repeat(32), userId: '1'.repeat(32), credentialId: '2'.repeat(32) },
    ...{ method: 'APIKEY' as const, accountId: '100001', issuedAtMs: 1, expiresAtMs: 2 },
    ...{ scope: 'project' as const },
  }
  const after = await openVault(bench)
  assert.equal(after.vault.open(PLACE, sealed), 'text')
  assert.equal(after.vault.digest('link', 'x'), before.vault.digest('link', 'x'))
  assert.deepEqual(after.tokens.open(before.tokens.seal(claims)), claims)
  assert.ok(after.signer.verify('text', before.signer.sign('text')))
})

test('S-25 a missing master key stops the start and nothing is written', async (context) => {
  const bench = await newBench(context)
  await openVault(bench)
  await rm(bench.path)
  await assertRefused(bench, /master key of this database is missing: there is no file .*master\.key/)
})

test('S-25 a wrong master key stops the start and nothing is written', async (context) => {
  const bench = await newBench(context)
  await openVault(bench)
  await replaceMasterKeyFile(bench.path, [newMasterKey(testRandom)])
  await assertRefused(bench, /is not the one this database was sealed with/)
})

test('S-25 a master key that others can read, or that is damaged, stops the start', async (context) => {
  const bench = await newBench(context)
  await openVault(bench)
  await chmod(bench.path, 0o644)
  await assertRefused(bench, /chmod 600/)
  await chmod(bench.path, 0o600)
  await writeFile(bench.path, 'kwm1:0000000000000000:damaged\n')
  await assertRefused(bench, /is not a master key/)
})

test('a damaged master key file stops even the first start', async (context) => {
  const bench = await newBench(context)
  await writeFile(bench.path, 'swordfish', { mode: 0o600 })
  await assertRefused(bench, /is not a master key/)
})

test('data keys without a key-check value are not taken for a first start', async (context) => {
  const bench = await newBench(context)
  await openVault(bench)
  bench.store.facts.delete('key-check')
  await rm(bench.path)
  await assertRefused(bench, /no key-check value/)
})

test('a lost or exchanged data key stops the start', async (context) => {
  const bench = await newBench(context)
  await openWithAccounts(bench, '100001', '100002')
  const { rows } = bench.store
  const token = rows.get('token-1')
  const lookup = rows.get('lookup-1')
  assert.ok(token && lookup)
  rows.set('token-1', { ...token, wrapped: lookup.wrapped })
  await assertRefused(bench, /token-1 .* does not open/)
  rows.delete('token-1')
  await assertRefused(bench, /lacks its data key for "token"/)
})

test('when the first transaction fails, the next start is a first start with the same key', async (context) => {
  const bench = await newBench(context)
  const failing = {
    ...bench,
    store: {
      ring: bench.store.ring,
      meta: bench.store.meta,
      exclusive: true,
      transaction: async () => Promise.reject(new Error('disk full')),
    },
  }
  await assert.rejects(openVault(failing), /disk full/)
  const key = await readFile(bench.path, 'utf8')
  assert.equal((await openVault(bench)).createdFile, null)
  assert.equal(await readFile(bench.path, 'utf8'), key)
})

test('of two first starts on one database with two keys, the slower is refused', async (context) => {
  const [fast, other] = [await newBench(context), await newBench(context)]
  const slow = { ...other, store: fast.store }
  const [won, lost] = await Promise.allSettled([openVault(fast), openVault(slow)])
  assert.deepEqual([won.status, lost.status].toSorted(), ['fulfilled', 'rejected'])
  assert.equal(fast.store.rows.size, 3)
})

test('S-21 a new account has a data key from its own transaction on', async (context) => {
  const bench = await newBench(context)
  const { vault } = await openVault(bench)
  await bench.store.transaction(async (tx) => {
    await vault.addAccountKey(tx, '100001')
    assert.equal(vault.open(PLACE, vault.seal(PLACE, 'text')), 'text')
  })
  assert.ok(bench.store.rows.has('account-100001-1'))
})

test('S-21 an account that was not created after all leaves no data key, and can be created later', async (context) => {
  const bench = await newBench(context)
  const { vault } = await openVault(bench)
  const work = bench.store.transaction(async (tx) => {
    await vault.addAccountKey(tx, '100001')
    throw new Error('refused')
  })
  await assert.rejects(work, /refused/)
  assert.equal(bench.store.rows.has('account-100001-1'), false)
  await bench.store.transaction((tx) => vault.addAccountKey(tx, '100001'))
  const sealed = vault.seal(PLACE, 'text')
  assert.equal((await openVault(bench)).vault.open(PLACE, sealed), 'text')
})

test('S-22 the sealed values of two accounts cannot be exchanged', async (context) => {
  const { vault } = await openWithAccounts(await newBench(context), '100001', '100002')
  const elsewhere = { ...PLACE, accountId: '100002' }
  const isUnreadable = (error: unknown) => error instanceof DomainError && error.code === 'secret.unreadable'
  assert.throws(() => vault.open(elsewhere, vault.seal(PLACE, 'text')), isUnreadable)
  assert.throws(() => vault.open(PLACE, vault.seal(elsewhere, 'text')), isUnreadable)
})

test('a process that missed a change of the master key makes no data key under the old one', async (context) => {
  const bench = await newBench(context)
  const { vault } = await openVault(bench)
  bench.store.facts.set('key-check', newMasterKey(testRandom).check)
  const before = bench.store.snapshot()
  const work = bench.store.transaction((tx) => vault.addAccountKey(tx, '100001'))
  await assert.rejects(work, { code: 'master_key.away' })
  assert.equal(bench.store.snapshot(), before)
})

test('no key is printed with the vault', async (context) => {
  const bench = await newBench(context)
  const opened = await openWithAccounts(bench, '100001')
  const printed = inspect(opened, { depth: 12, showHidden: true })
  const [, , key = ''] = (await readFile(bench.path, 'utf8')).trim().split(':')
  assert.equal(key.length, 43)
  assert.ok(!printed.includes(key))
  assert.ok(!/<Buffer|Uint8Array/.test(printed), printed)
})
