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
// Here and not where the first is made: that may be in a test, with whose end they would all go.
after(dropAll)

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

/**
 * Creates a database, dropped again when the test file is done, and returns its URL.
 * @param template another one to copy; else it is empty
 */
export async function freshDatabase(template = 'template1'): Promise<string> {
  const name = `t_${randomBytes(8).toString('hex')}`
  const { url } = await postgresUrl()
  // Three times as fast as the other strategy, which spares servers that sync a checkpoint.
  await run(url, [`create database ${name} template ${template} strategy file_copy`])
  made.push(name)
  return named(url, name)
}

/** Makes a database that stays with the server, by whichever test file comes first. The others wait for it. */
export async function makeOnce(name: string, fill: (url: string) => Promise<void>): Promise<void> {
  const { url } = await postgresUrl()
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    if ((await client.query('select from pg_database where datname = $1', [name])).rowCount) return
    await client.query(`drop database if exists ${name}_new`)
    await client.query(`create database ${name}_new`)
    await fill(named(url, `${name}_new`))
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
}

function named(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** Without FORCE: a connection that a test left open is then a leftover database, not a confusing crash. */
async function dropAll() {
  if (made.length === 0) return
  await run(
    (await postgresUrl()).url,
    made.map((name) => `drop database if exists ${name}`),
  ).catch(() => {})
}

/** Runs statements one after the other, on a connection of their own. */
export async function run(url: string, statements: readonly string[]) {
  await withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

async function withClient(url: string, work: (client: Client) => Promise<void>) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
