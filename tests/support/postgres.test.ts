import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { freshDatabase, postgresMissing } from './postgres.ts'
import { startPostgres } from './postgres-server.ts'

const skip = postgresMissing()
const STARTER = `
import { startPostgres } from ${JSON.stringify(import.meta.resolve('./postgres-server.ts'))}
console.log((await startPostgres()).url)
setInterval(() => {}, 1000)
`

test('each fresh database is empty and apart from the others', { skip }, async () => {
  const [one, other] = [await freshDatabase(), await freshDatabase()]
  assert.deepEqual(await query(one, 'create table only_here as select 1 as n; select n from only_here'), [
    { n: 1 },
  ])
  await assert.rejects(query(other, 'select n from only_here'), /does not exist/)
})

test('text sorts the English way, unlike in SQLite', { skip }, async () => {
  const rows = await query(await freshDatabase(), "select n from (values ('B'), ('a')) as t (n) order by n")
  assert.deepEqual(rows, [{ n: 'a' }, { n: 'B' }])
})

test('stop ends the server and removes its data', { skip }, async () => {
  const server = await startPostgres()
  await query(server.url, 'select 1')
  await server.stop()
  await assert.rejects(query(server.url, 'select 1'), /ECONNREFUSED/)
})

test('the server ends and its data goes even when its user is killed', {
  skip,
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-test-'))
  chmodSync(folder, 0o1777)
  const env = { ...process.env, TMPDIR: folder }
  const user = spawn(process.execPath, ['--input-type=module', '--eval', STARTER], { env })
  const [line] = await once(user.stdout, 'data')
  const port = Number(new URL(String(line).trim()).port)
  assert.equal(await listening(port), true)
  user.kill('SIGKILL')
  while (await listening(port)) await wait(20)
  while (readdirSync(folder).length > 0) await wait(20)
  rmSync(folder, { recursive: true })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const results = [await client.query(sql)].flat()
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

async function listening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false)
  socket.destroy()
  return outcome
}
