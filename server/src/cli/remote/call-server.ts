import { lstatSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { CommandError } from '../errors.ts'
import { linesOf } from '../lines.ts'
import type { Output } from '../output.ts'
import { decodeAnswer, encode, type Request } from './messages.ts'
import { type SocketPlace, shortPath } from './socket-place.ts'

/** Nobody listens there: never started, stopped, or killed and the socket left behind. */
const NOBODY = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR']

/**
 * Has the running server do it. Null when none runs.
 * @throws CommandError when the server goes away before it is done, or belongs to somebody else
 */
export async function callServer(
  place: SocketPlace,
  request: Request,
  output: Output,
): Promise<number | null> {
  const socket = await connectTo(place)
  if (!socket) return null
  try {
    socket.write(encode(request))
    return await exitCodeFrom(socket, output)
  } finally {
    socket.destroy()
  }
}

/** Whether a server answers. @throws CommandError as `callServer` */
export async function serverRuns(place: SocketPlace): Promise<boolean> {
  const socket = await connectTo(place)
  socket?.destroy()
  return socket !== null
}

async function connectTo(place: SocketPlace): Promise<Socket | null> {
  if (!isThere(place)) return null
  const short = shortPath(place)
  try {
    return await connected(short.path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (NOBODY.includes(code)) return null
    if (code === 'EACCES' || code === 'EPERM') throw notYours(place)
    throw error
  } finally {
    short.release()
  }
}

/** What goes over the socket may be a password: it must not reach a program of another user. */
function isThere(place: SocketPlace): boolean {
  try {
    const uid = process.getuid?.()
    const { uid: owner } = lstatSync(join(place.folder, place.name))
    if (uid !== undefined && uid !== 0 && owner !== uid) throw notYours(place)
    return true
  } catch (error) {
    if (error instanceof CommandError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EACCES') throw notYours(place)
    return false
  }
}

function notYours({ folder }: SocketPlace): CommandError {
  return new CommandError(`The server belongs to another user: run this as the owner of ${folder}.`)
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

async function exitCodeFrom(socket: Socket, output: Output): Promise<number> {
  const gone = new CommandError(
    'The server went away before it was done. Look whether the change is there before trying again.',
  )
  try {
    for await (const line of linesOf(socket.setEncoding('utf8'))) {
      const answer = decodeAnswer(line)
      if (!answer) throw gone
      if ('exitCode' in answer) return answer.exitCode
      if ('stdout' in answer) await output.out(answer.stdout)
      else await output.err(answer.stderr)
    }
  } catch {
    throw gone
  }
  throw gone
}
