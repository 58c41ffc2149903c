import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { count } from '../support/counts.ts'
import { freshDatabase } from '../support/postgres.ts'
import { createUser, type ServerOptions, startServer, type TestServer } from '../support/server.ts'
import {
  BY_APPLICATION_CREDENTIAL,
  deleteCredentialV3,
  loginV2,
  makeCredentialV3,
  resetV2,
} from './dialects.ts'
import { Hammer } from './hammer.ts'

const RESETS = count(2_000)
/** Each check asks the database there, so there is less to go wrong and each reset takes longer. */
const RESETS_ON_POSTGRES = count(500)
const USERS = 4
const CLIENTS_PER_USER = 3
/** Every so many resets one is done by the command line beside the server, in a process that is not the server's. */
const CLI_EVERY = 20
const FAULT = join(import.meta.dirname, 'late-eviction.ts')

/** Resets in turn over all users while clients hammer; returns what was accepted too late. */
async function hammerResets(server: TestServer, resets: number, cliEvery = CLI_EVERY) {
  const users = await Promise.all(
    Array.from({ length: USERS }, (_, at) => createUser(server, `hammered-${at}`)),
  )
  const hammers = users.map((user) => new Hammer(server, user))
  const clients = hammers.flatMap((hammer) => Array.from({ length: CLIENTS_PER_USER }, () => hammer.client()))
  const each = Math.ceil(resets / USERS)
  try {
    await Promise.all(hammers.map((hammer, at) => resetAll(server, hammer, each, at * 5, cliEvery)))
  } finally {
    for (const hammer of hammers) hammer.stop()
    await Promise.all(clients)
  }
  return {
    late: hammers.flatMap(({ late }) => late),
    accepted: hammers.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: hammers.reduce((sum, { refused }) => sum + refused, 0),
  }
}

const DELETIONS = count(300)

/** Replaces one user's application credential again and again; returns what was accepted too late. */
async function hammerDeletions(server: TestServer, deletions: number): Promise<Hammer> {
  const user = await createUser(server, 'delegator')
  const { url } = server
  const token = await loginV2(url, { username: user.username, key: user.apiKey })
  assert.ok(token)
  const first = await makeCredentialV3(url, user.userId, token)
  const hammer = new Hammer(server, user, BY_APPLICATION_CREDENTIAL, first)
  const clients = Array.from({ length: CLIENTS_PER_USER }, () => hammer.client())
  for (let at = 0; at < deletions; at++) {
    await hammer.reset(async ({ currentKey }) => {
      const next = await makeCredentialV3(url, user.userId, token)
      await deleteCredentialV3(url, user.userId, token, currentKey)
      return next
    })
  }
  hammer.stop()
  await Promise.all(clients)
  return hammer
}

async function resetAll(
  server: TestServer,
  hammer: Hammer,
  resets: number,
  offset: number,
  cliEvery: number,
): Promise<void> {
  for (let at = 1; at <= resets; at++) {
    const byCli = (at + offset) % cliEvery === 0
    await hammer.reset(byCli ? (one) => resetByCli(server, one) : (one) => resetByToken(server, one))
  }
}

async function resetByToken(server: TestServer, hammer: Hammer): Promise<string> {
  return resetV2(server.url, hammer.user.userId, await hammer.token())
}

async function resetByCli(server: TestServer, hammer: Hammer): Promise<string> {
  const args = ['key', 'reset', '--username', hammer.user.username]
  return (await server.prepare<{ apiKey: string }>(args)).apiKey
}

async function withServer<T>(options: ServerOptions, use: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await startServer(options)
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

const engines: readonly [string, number, () => Promise<ServerOptions>][] = [
  ['SQLite', RESETS, async () => ({})],
  ['PostgreSQL', RESETS_ON_POSTGRES, async () => ({ databaseUrl: await freshDatabase() })],
]

describe('a reset', () => {
  for (const [engine, resets, options] of engines) {
    test(`on ${engine}: nothing old is accepted by a request that began after its answer, ${resets} times`, async () => {
      const result = await withServer(await options(), (server) => hammerResets(server, resets))
      assert.deepEqual(result.late, [])
      assert.ok(result.accepted > resets && result.refused > resets, JSON.stringify(result))
    })
  }

  test('that evicted late would be noticed by this test', async () => {
    // By commands alone: a server that is late to forget is late to learn of the new key, too, and may refuse its token.
    const { late } = await withServer({ fault: FAULT }, (server) => hammerResets(server, count(200), 1))
    assert.ok(late.length > 0)
  })
})

describe('the deletion of an application credential', () => {
  for (const [engine, , options] of engines) {
    test(`on ${engine}: it and its tokens are refused to requests that began after the answer, ${DELETIONS} times`, async () => {
      const hammer = await withServer(await options(), (server) => hammerDeletions(server, DELETIONS))
      assert.deepEqual(hammer.late, [])
      assert.ok(hammer.accepted > DELETIONS && hammer.refused > DELETIONS)
    })
  }
})
