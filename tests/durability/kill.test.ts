import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { loginV2, resetV2 } from '../revocation/dialects.ts'
import { count } from '../support/counts.ts'
import { freshDatabase } from '../support/postgres.ts'
import {
  type CreatedUser,
  createUser,
  type ServerOptions,
  startServer,
  type TestServer,
} from '../support/server.ts'

const KILLS = count(200)
const USERS = 4
/** The kill comes at a random moment within this time after the first acknowledged reset. */
const KILL_WITHIN_MS = 60
/** Each verification reads the whole log: now and then, and once at the end. */
const VERIFY_EVERY = 20

/** What a client knows of its key: the last acknowledged one, and whether a reset was under way. */
interface Knowledge {
  readonly user: CreatedUser
  key: string
  inFlight: boolean
  acknowledged: number
}

/** Resets again and again until the server is gone. */
async function resetUntilKilled(url: string, known: Knowledge): Promise<void> {
  const { userId, username } = known.user
  try {
    for (;;) {
      known.inFlight = false
      const token = await loginV2(url, { username, key: known.key })
      assert.ok(token, 'the last acknowledged key is refused')
      known.inFlight = true
      known.key = await resetV2(url, userId, token)
      known.acknowledged++
    }
  } catch (error) {
    if (!isConnectionLoss(error)) throw error
  }
}

async function firstAcknowledgement(users: readonly Knowledge[]): Promise<void> {
  const before = totalAcknowledged(users)
  while (totalAcknowledged(users) === before) await delay(1)
}

function totalAcknowledged(users: readonly Knowledge[]): number {
  return users.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
}

function isConnectionLoss(error: unknown): boolean {
  return error instanceof TypeError && /fetch failed|terminated/.test(error.message)
}

/** After a kill: the acknowledged key works, or the one of the reset that was under way. Nothing in between. */
async function settle(server: TestServer, known: Knowledge): Promise<void> {
  const { username } = known.user
  const token = await loginV2(server.url, { username, key: known.key })
  if (token) return
  assert.ok(known.inFlight, `${username}: an acknowledged reset is gone`)
  const { apiKey } = await server.prepare<{ apiKey: string }>(['key', 'show', '--username', username])
  assert.ok(await loginV2(server.url, { username, key: apiKey }), 'the shown key is refused: half a reset')
  known.key = apiKey
}

async function killAgainAndAgain(options: ServerOptions, kills: number): Promise<number> {
  let server = await startServer(options)
  const names = Array.from({ length: USERS }, (_, at) => `durable-${at}`)
  const users: Knowledge[] = []
  for (const name of names) {
    const user = await createUser(server, name)
    users.push({ user, key: user.apiKey, inFlight: false, acknowledged: 0 })
  }
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const clients = Promise.all(users.map((known) => resetUntilKilled(server.url, known)))
      await firstAcknowledgement(users)
      await delay(Math.random() * KILL_WITHIN_MS)
      await server.stop('SIGKILL')
      await clients
      server = await startServer(options)
      for (const known of users) await settle(server, known)
      if (kill % VERIFY_EVERY === 0 || kill === kills) await server.prepare(['audit', 'verify'])
    }
  } finally {
    await server.stop()
  }
  return totalAcknowledged(users)
}

async function withDataDir<T>(use: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-kill-'))
  try {
    return await use(dataDir)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

describe('a server killed in the middle of resets', () => {
  test(`on SQLite: has every acknowledged reset, no half one, and a log that verifies, ${KILLS} times`, async () => {
    const acknowledged = await withDataDir((dataDir) => killAgainAndAgain({ dataDir }, KILLS))
    assert.ok(acknowledged >= KILLS, `only ${acknowledged} resets were acknowledged`)
  })

  test('on PostgreSQL: the same', async () => {
    const databaseUrl = await freshDatabase()
    const kills = count(50)
    const acknowledged = await withDataDir((dataDir) => killAgainAndAgain({ dataDir, databaseUrl }, kills))
    assert.ok(acknowledged >= kills, `only ${acknowledged} resets were acknowledged`)
  })
})
