import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { count } from '../../../../tests/support/counts.ts'
import { seededId, seedSqlite } from '../../../../tests/support/seed.ts'
import { CLOCK, freshFile } from '../../../../tests/support/stores.ts'
import { openStore } from '../open.ts'

const KEYS = count(100_000)
const CLEAN_MS = 1_000
const UNCLEAN_MS = 5_000

const WRITE_AND_DIE = `
  import { openStore } from ${JSON.stringify(import.meta.resolve('../open.ts'))}
  const store = await openStore('sqlite:' + process.argv[1], { clock: Date })
  await store.meta.set('last', 'word')
  process.kill(process.pid, 'SIGKILL')
`

async function timed<T>(work: () => Promise<T>) {
  const startedMs = performance.now()
  const value = await work()
  return { value, tookMs: performance.now() - startedMs }
}

test(`S-A7 with ${KEYS} keys the store is ready at once after a clean stop, and in seconds after SIGKILL`, async () => {
  const path = freshFile()
  const open = () => openStore(`sqlite:${path}`, { clock: CLOCK })
  await (await open()).close()
  seedSqlite(path, { keys: KEYS, digest: (at) => `digest-${at}` })

  const clean = await timed(open)
  assert.ok(clean.tookMs < CLEAN_MS, `${clean.tookMs} ms after a clean stop`)
  const known = await clean.value.keys.known(`digest-${KEYS - 1}`)
  assert.equal(known?.keyId, seededId(KEYS - 1))
  await clean.value.close()

  spawnSync(process.execPath, ['--input-type=module', '-e', WRITE_AND_DIE, path])
  assert.ok(statSync(`${path}-wal`).size > 0)
  const unclean = await timed(open)
  assert.ok(unclean.tookMs < UNCLEAN_MS, `${unclean.tookMs} ms after SIGKILL`)
  assert.equal(await unclean.value.meta.get('last'), 'word')
  await unclean.value.close()
})
