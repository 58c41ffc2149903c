import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { get as getTls } from 'node:https'
import { createServer } from 'node:net'
import type { Config } from '../../config/config.ts'
import { commandOf, type Holder } from '../in-use.ts'
import { type Finding, fail, ok } from './finding.ts'

/** Whether the server can listen where it is told to; not to be asked within the server itself. */
export async function lookAtListener({ host, port, tls, database }: Config): Promise<Finding> {
  const code = await tryListening(host, port)
  if (code === null) return ok('listener', `No server runs; ${host} port ${port} is free.`)
  // Beside a server on SQLite doctor runs within it; on PostgreSQL it only meets it here.
  if (
    code === 'EADDRINUSE' &&
    database.engine === 'postgres' &&
    (await keywardAnswers({ host, port, tls }))
  ) {
    return ok('listener', `A Keyward server answers on port ${port}.`)
  }
  return fail('listener', listenFault(code, { host, port }))
}

function keywardAnswers({ host, port, tls }: Pick<Config, 'host' | 'port' | 'tls'>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const where = {
    host: ANY_ADDRESS.has(host) ? 'localhost' : host,
    port,
    path: '/readyz',
    timeout: ANSWERS_WITHIN_MS,
  }
  const isReady = (response: IncomingMessage) => {
    response.resume()
    resolve(response.statusCode === 200 && response.headers['x-request-id'] !== undefined)
  }
  // The certificate names the public address, not this one, and nothing is told or believed but that it answers.
  const request = tls ? getTls({ ...where, rejectUnauthorized: false }, isReady) : get(where, isReady)
  request.on('timeout', () => request.destroy())
  request.on('error', () => resolve(false))
  return promise
}

const ANY_ADDRESS = new Set(['0.0.0.0', '::'])
const ANSWERS_WITHIN_MS = 2_000

/** Why a server cannot listen, and what to do. */
export function listenFault(code: string, { host, port }: Pick<Config, 'host' | 'port'>): string {
  if (code === 'EADDRINUSE') {
    const holder = portHolder(port)
    const who = holder ? `process ${holder.pid} (${holder.command})` : 'another program'
    return `Port ${port} is in use by ${who}. Stop it, or set KEYWARD_PORT to another port.`
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user: set KEYWARD_PORT to 1024 or more.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address ${host}: set KEYWARD_HOST to one of its own.`
  }
  return `The server cannot listen on ${host} port ${port} (${code}).`
}

async function tryListening(host: string, port: number): Promise<string | null> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  } finally {
    server.close()
  }
}

/** Who listens on a port; Linux tells, about processes of the same user. */
function portHolder(port: number): Holder | null {
  try {
    const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listening(table, port)))
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (socketsOf(pid).some((socket) => sockets.has(socket))) {
        return { pid: Number(pid), command: commandOf(Number(pid)) }
      }
    }
  } catch {
    // Another system, or nothing to be seen.
  }
  return null
}

/** proc(5): local address in the second column, state 0A = listening in the fourth, inode in the tenth. */
function listening(table: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === '0A')
    .map((columns) => `socket:[${columns[9]}]`)
}

function socketsOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => target(`/proc/${pid}/fd/${fd}`))
  } catch {
    return []
  }
}

function target(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
