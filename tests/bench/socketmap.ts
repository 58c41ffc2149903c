import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePorts } from '../support/ports.ts'
import { cpuMicroseconds, type Measured, stop } from './process.ts'

const DOMAIN = 'bench.example'
/** As many as Postfix has processes that ask. */
const CONNECTIONS = 8
const LOOKUPS = 40_000

/** Mailboxes of the domain that is there, in a database that no server has open. */
export function addMailboxesBySql(dataDir: string, mailboxes: number): void {
  const database = new DatabaseSync(join(dataDir, 'keyward.db'))
  const domain = database.prepare('select id, account_id from mail_domains where name = ?').get(DOMAIN)
  const parameters = {
    count: mailboxes,
    domain: String(domain?.['id']),
    account: String(domain?.['account_id']),
  }
  const numbers = 'with recursive n(at) as (select 1 union all select at + 1 from n where at < :count)'
  database.exec('begin')
  database
    .prepare(
      `insert into mailboxes (id, account_id, domain_id, name, address, password_hash, quota_mb, usage_mb, enabled,
         display_name, custom_id, vacation_enabled, vacation_message, keep_forwarded, in_directory, in_gal, contact,
         created_at_ms)
       ${numbers} select printf('%032x', at), :account, :domain, 'many-' || at, 'many-' || at || '@${DOMAIN}', '', 1, 0, 1,
         '', '', 0, '', 0, 1, 0, '{}', 1 from n`,
    )
    .run(parameters)
  database
    .prepare(
      `insert into mail_addresses (address, account_id, domain_id, kind, target_id)
       ${numbers} select 'many-' || at || '@${DOMAIN}', :account, :domain, 'mailbox', printf('%032x', at) from n`,
    )
    .run(parameters)
  database.exec('commit')
  database.close()
}

/**
 * Asks as Postfix does: several connections, each with one question at a time, for addresses all over the table.
 * @param start starts the server on one core with more settings
 * @returns look-ups that one core answers in a second
 */
export async function socketmapLookups(
  start: (settings: Record<string, string>) => Promise<Measured>,
  mailboxes: number,
): Promise<number> {
  const [port = 0] = await freePorts(1)
  const server = await start({ KEYWARD_MAIL_PORT: String(port) })
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1').setNoDelay(true))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const ask = (lookups: number) =>
    Promise.all(sockets.map((socket, at) => askAll(socket, at, lookups / CONNECTIONS, mailboxes)))
  await ask(LOOKUPS / 4)
  const pid = server.child.pid ?? 0
  const before = cpuMicroseconds(pid)
  await ask(LOOKUPS)
  const used = cpuMicroseconds(pid) - before
  for (const socket of sockets) socket.destroy()
  await stop(server)
  return (LOOKUPS * 1_000_000) / used
}

/** Half of the questions are those of `mailboxes`, half of `aliases`, as for each recipient. */
function askAll(socket: Socket, from: number, questions: number, mailboxes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let asked = 0
    const next = () => {
      const number = ((from + asked * 7_919) % mailboxes) + 1
      const text = `${asked % 2 === 0 ? 'mailboxes' : 'aliases'} many-${number}@${DOMAIN}`
      asked++
      socket.write(`${text.length}:${text},`)
    }
    socket.on('data', (answer: Buffer) => {
      const expected = asked % 2 === 1 ? '7:OK here,' : '9:NOTFOUND ,'
      if (answer.toString() !== expected) reject(new Error(`the answer was ${answer}`))
      else if (asked < questions) next()
      else {
        socket.removeAllListeners('data')
        resolve()
      }
    })
    next()
  })
}
