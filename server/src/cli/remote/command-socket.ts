import { once } from 'node:events'
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Keyward } from '../../app.ts'
import type { Config } from '../../config/config.ts'
import { CommandError } from '../errors.ts'
import { runInServer } from '../run-in-server.ts'
import { decodeRequest, encode, MAX_REQUEST_CHARACTERS, type Request } from './messages.ts'
import { type ShortPath, type SocketPlace, shortPath, socketPlace } from './socket-place.ts'

const REQUEST_TIME_LIMIT_MS = 10_000
const MAX_CONNECTIONS = 64
/** How long a stopping server lets commands finish. */
const CLOSING_MS = 10_000

export interface CommandSocket {
  /** Takes no more commands and waits for those that run. To be called before the data is closed. */
  close(): Promise<void>
}

/**
 * Lets commands of the same user act within this server. Only for the process that holds the data: a socket that
 * is already there was left behind by one that is gone. Null on PostgreSQL, where commands open the database.
 */
export async function openCommandSocket(config: Config, keyward: Keyward): Promise<CommandSocket | null> {
  const place = socketPlace(config)
  if (!place) return null
  preparePrivateFolder(place)
  const running = new Set<Promise<void>>()
  const server = createServer((socket) => {
    const done = serve(socket, config, keyward).finally(() => running.delete(done))
    running.add(done)
  })
  server.maxConnections = MAX_CONNECTIONS
  const short = await listen(server, place)
  return { close: () => close(server, running, short) }
}

/** @throws CommandError when somebody else could put a socket of theirs there */
function preparePrivateFolder({ folder, name }: SocketPlace): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.()) {
    throw new CommandError(`${folder} belongs to another user. Give it to the user of the server.`)
  }
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700)
  rmSync(join(folder, name), { force: true })
}

async function listen(server: Server, place: SocketPlace): Promise<ShortPath> {
  const short = shortPath(place)
  server.listen(short.path)
  await once(server, 'listening')
  chmodSync(short.path, 0o600)
  return short
}

async function close(server: Server, running: Set<Promise<void>>, short: ShortPath): Promise<void> {
  // Closing removes the socket by its path, so the short spelling must hold until then.
  const closed = once(server, 'close')
  server.close()
  const timer = new AbortController()
  const limit = new Promise((resolve) => {
    const timeout = setTimeout(resolve, CLOSING_MS)
    timer.signal.addEventListener('abort', () => clearTimeout(timeout))
  })
  await Promise.race([Promise.allSettled(running).then(() => closed), limit])
  timer.abort()
  short.release()
}

async function serve(socket: Socket, config: Config, keyward: Keyward): Promise<void> {
  // The caller may leave at any time; what it started is done all the same.
  socket.on('error', () => socket.destroy())
  const request = await readRequest(socket)
  if (request) {
    const send = (text: string) => written(socket, text)
    const output = {
      out: (stdout: string) => send(encode({ stdout })),
      err: (stderr: string) => send(encode({ stderr })),
    }
    const exitCode = await runInServer({ config, keyward, request, output })
    await send(encode({ exitCode }))
  }
  socket.end()
  socket.destroySoon()
}

/** Never rejects: a caller who has left is no fault of the command, and none of the server. */
async function written(socket: Socket, text: string): Promise<void> {
  if (socket.destroyed || socket.write(text)) return
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve).once('close', resolve)
  })
}

/** The first line. Null when it does not come, is too long or makes no sense. */
function readRequest(socket: Socket): Promise<Request | null> {
  socket.setEncoding('utf8')
  socket.setTimeout(REQUEST_TIME_LIMIT_MS, () => socket.destroy())
  return new Promise((resolve) => {
    let text = ''
    const settle = (request: Request | null) => {
      socket.setTimeout(0)
      socket.removeAllListeners('data')
      resolve(request)
    }
    socket.on('close', () => settle(null))
    socket.on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) settle(decodeRequest(text.slice(0, end)))
      else if (text.length > MAX_REQUEST_CHARACTERS) settle(null)
    })
  })
}
