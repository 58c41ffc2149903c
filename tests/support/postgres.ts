import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { Client } from 'pg'
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts'

/**
 * For `{ skip: postgresMissing() }`: false when tests can have a PostgreSQL, else the reason why not.
 */
export function postgresMissing(): string | false {
  const found = process.env['KEYWARD_TEST_POSTGRES_URL'] !== undefined || postgresPrograms() !== undefined
  return found ? false : 'PostgreSQL is not installed (Debian: postgresql)'
}

let server: Promise<PostgresServer> | undefined
const made: string[] = []

/**
 * The PostgreSQL of this test run, or one of this file's own when it runs alone. The latter ends with the
 * process, so a test need not stop it.
 */
function postgresUrl(): Promise<PostgresServer> {
  server ??= givenServer() ?? startPostgres()
  return server
}

function givenServer(): Promise<PostgresServer> | undefined {
  const url = process.env['KEYWARD_TEST_POSTGRES_URL']
  return url === undefined ? undefined : Promise.resolve({ url, stop: () => Promise.resolve() })
}

/** Creates an empty database, dropped again when the test file is done, and returns its URL. */
export async function freshDatabase(): Promise<string> {
  if (made.length === 0) after(dropAll)
  const name = `t_${randomBytes(8).toString('hex')}`
  const url = new URL((await postgresUrl()).url)
  await run(url.href, [`create database ${name}`])
  made.push(name)
  url.pathname = `/${name}`
  return url.href
}

/** Without FORCE: a connection that a test left open is then a leftover database, not a confusing crash. */
async function dropAll() {
  await run(
    (await postgresUrl()).url,
    made.map((name) => `drop database if exists ${name}`),
  ).catch(() => {})
}

async function run(url: string, statements: readonly string[]) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
