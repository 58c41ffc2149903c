import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { count } from '../support/counts.ts'
import { OPERATOR } from '../support/deps.ts'
import { freshFile } from '../support/stores.ts'
import { HOUR_MS } from '../support/test-clock.ts'
import {
  dataKeyIds,
  type Holder,
  Installation,
  newAccount,
  newHolder,
  reset,
  rotateDataKeys,
  shown,
  works,
} from './installation.ts'

const ROTATOR = fileURLToPath(import.meta.resolve('./rotate-data-keys-for-ever.ts'))
/** Some rotations take place in that time, so kills fall on every step of one. */
const LONGEST_LIFE_MS = 120
const ACCOUNTS = 3
/** More than a page of rows for each rotation. */
const USERS_PER_ACCOUNT = 40
/** Showing a key writes to the audit log; of so many keys one is shown after each kill, each time another. */
const SHOWN_OF = 12

test('S-23 killed at any moment of a rotation of the data keys, every key is taken and shown', async (t) => {
  const path = freshFile()
  const installation = await Installation.on({ migratedUrl: async () => `sqlite:${path}` }, t)
  const holders: Holder[] = []
  let server = await installation.server()
  for (let account = 0; account < ACCOUNTS; account++) {
    const accountId = await newAccount(server, `account ${account}`)
    for (let user = 0; user < USERS_PER_ACCOUNT; user++)
      holders.push(await newHolder(server, accountId, `user-${account}-${user}`))
  }
  const kills = count(60)
  const ended: string[] = []
  let pending = 0
  for (let kill = 0; kill < kills; kill++) {
    await installation.closeAll()
    await rotateUntilKilled(installation, path, (LONGEST_LIFE_MS * (kill + 1)) / kills)
    server = await installation.server()
    if (await server.dataKeys.isPending()) pending++
    for (const [at, holder] of holders.entries()) {
      assert.ok(await works(server, holder.apiKey))
      if (at % SHOWN_OF === kill % SHOWN_OF) assert.equal(await shown(server, holder), holder.apiKey)
    }
    for (const secret of ended) assert.equal(await works(server, secret), false)
    const [one] = holders.slice(kill % holders.length)
    if (one) ended.push(await reset(server, one))
  }
  t.diagnostic(`${kills} kills, ${pending} of them within a rotation`)
  await rotateDataKeys(server)
  installation.clock.advance(1_000_000 * HOUR_MS)
  await server.dataKeys.complete(OPERATOR)
  assert.equal((await dataKeyIds(server)).length, ACCOUNTS + 1, 'no old data key lies about')
})

async function rotateUntilKilled(installation: Installation, path: string, lifeMs: number): Promise<void> {
  const args = [ROTATOR, path, installation.masterKeyFile, String(installation.clock.now())]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const first = await Promise.race([once(child.stdout, 'data'), exit])
  assert.equal(String(first[0]), 'opened\n')
  await wait(lifeMs)
  child.kill('SIGKILL')
  assert.deepEqual(await exit, [null, 'SIGKILL'])
}
