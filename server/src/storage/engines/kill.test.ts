import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { count } from '../../../../tests/support/counts.ts'
import { CLOCK, freshFile, withUser } from '../../../../tests/support/stores.ts'
import { entryHash, GENESIS_HASH } from '../../domain/audit/hash.ts'
import { openStore } from '../open.ts'
import type { OpenedStore } from '../opened-store.ts'

const KILLS = count(100)
const WRITERS = 8

/**
 * Ends the user's key and makes the next, over and over from several writers at once; prints the new key's number
 * once it has been told that it is committed.
 */
const WRITER = `
  import { openStore } from ${JSON.stringify(import.meta.resolve('../open.ts'))}
  const [path, userId, first] = process.argv.slice(1)
  const store = await openStore('sqlite:' + path, { clock: Date, busyTimeoutMs: 2000 })
  let next = Number(first)
  async function reset() {
    const number = next++
    const id = String(number).padStart(32, '0')
    await store.transaction(async (tx) => {
      await tx.users.hold(userId)
      const old = await tx.keys.current(userId)
      await tx.keys.end(old.id, number)
      await tx.keys.insert({ ...old, id, digest: 'digest-' + id, sealed: new Uint8Array(80), createdAtMs: number })
      await tx.audit.append({ chain: '100001', atMs: number, actor: 'a', action: 'key.reset', target: 't',
        outcome: 'done', source: 's', details: { keyId: id } })
    })
    process.stdout.write(number + '\\n')
  }
  const forever = async () => { for (;;) await reset() }
  await Promise.all(Array.from({ length: ${WRITERS} }, forever))
`

/** Lets the writer work until it has told of so many, and kills it at whatever it is doing then. */
async function writeAndKill(path: string, userId: string, first: number, told: number): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, path, userId, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line))
    if (acknowledged.length === told) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}

/** One current key, each other one ended, and an unbroken chain with one entry for each reset. */
async function assertWhole(store: OpenedStore, userId: string) {
  const keys = await store.keys.ofUser(userId)
  assert.equal(keys.filter(({ endsAtMs }) => endsAtMs === null).length, 1)
  assert.ok(keys.every(({ endsAtMs, sealed }) => endsAtMs === null || sealed === null))
  const entries = await store.audit.page('100001', 0, 1_000_000)
  let hash = GENESIS_HASH
  for (const [at, entry] of entries.entries()) {
    assert.deepEqual([entry.number, entry.previousHash, entry.hash], [at + 1, hash, entryHash(entry)])
    hash = entry.hash
  }
  assert.equal(entries.length, keys.length - 1)
  return new Set(keys.map(({ id }) => Number(id)))
}

test(`SIGKILL in the middle of commits, ${KILLS} times: all that was answered is there, nothing is half there`, async () => {
  const path = freshFile()
  const empty = await openStore(`sqlite:${path}`, { clock: CLOCK })
  const { user } = await withUser(empty)
  await empty.close()
  const acknowledged: number[] = []
  for (let kill = 1; kill <= KILLS; kill++) {
    acknowledged.push(...(await writeAndKill(path, user.id, kill * 1_000_000, 1 + ((kill * 37) % 100))))
    const store = await openStore(`sqlite:${path}`, { clock: CLOCK })
    const present = await assertWhole(store, user.id)
    for (const number of acknowledged) assert.ok(present.has(number), `reset ${number} is missing`)
    await store.close()
  }
  assert.ok(acknowledged.length >= KILLS)
})
