import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../../server/src/storage/open.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { rotateMasterKey } from '../../server/src/vault/rotate-master-key.ts'
import { testRandom } from '../../server/src/vault/testing.ts'
import { count } from '../support/counts.ts'
import { anAccount, CLOCK, freshFile } from '../support/stores.ts'

const ROTATOR = fileURLToPath(import.meta.resolve('./rotate-for-ever.ts'))
const PLACE = { table: 'api_keys', column: 'sealed', rowId: 'r', accountId: '100001', ownerId: 'o' }
/** Several rotations take place in that time, so kills fall on every step of one. */
const LONGEST_LIFE_MS = 60

test('S-23 killed at any moment of a rotation, the database opens and nothing sealed is lost', async () => {
  const database = freshFile()
  const path = join(dirname(database), 'master.key')
  const url = `sqlite:${database}`
  const sealed = await install(url, path)
  const kills = count(100)
  let pending = 0
  for (let kill = 0; kill < kills; kill++) {
    await rotateUntilKilled(url, path, (LONGEST_LIFE_MS * kill) / kills)
    const opened = await reopen(url, path)
    assert.equal(opened.vault.open(PLACE, sealed), 'text')
    if (opened.rotationPending) pending++
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    await opened.store.close()
  }
  assert.ok(pending < kills, 'not every kill came before the first commit')
  const { store, vault } = await reopen(url, path)
  const needs = { store, vault, source: { kind: 'file', path } as const, random: testRandom, clock: CLOCK }
  await rotateMasterKey(needs, { kind: 'system', name: 'operator' })
  await store.close()
  const keyFiles = (await readdir(dirname(path))).filter((name) => name.startsWith('master.key'))
  assert.deepEqual(keyFiles, ['master.key'], 'no old key lies about')
})

async function reopen(url: string, path: string) {
  const store = await openStore(url, { clock: CLOCK })
  const source = { kind: 'file', path } as const
  return { store, ...(await openVault({ store, source, random: testRandom, clock: CLOCK })) }
}

async function install(url: string, path: string): Promise<Uint8Array> {
  const { store, vault } = await reopen(url, path)
  await store.transaction(async (tx) => {
    await tx.accounts.insert(anAccount())
    await vault.addAccountKey(tx, '100001')
  })
  await store.close()
  return vault.seal(PLACE, 'text')
}

async function rotateUntilKilled(url: string, path: string, lifeMs: number): Promise<void> {
  const child = spawn(process.execPath, [ROTATOR, url, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await opened(child)
  await wait(lifeMs)
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  assert.deepEqual(await exit, [null, 'SIGKILL'])
}

async function opened(child: ChildProcess): Promise<void> {
  assert.ok(child.stdout)
  const first = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  assert.equal(String(first[0]), 'opened\n')
}
