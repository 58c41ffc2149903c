import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { converse, type Protocol } from './converse.ts'

/** Mail servers are few; each keeps some connections open. */
const MAX_CONNECTIONS = 1_024
/** A caller says within this what it wants, ms. */
const FIRST_WORD_MS = 10_000

export interface Protocols {
  readonly socketmap: Protocol
  readonly policy: Protocol
  readonly http: RequestListener
}

export interface Listening {
  readonly server: Server
  /** Ends every connection: who asked asks again. */
  close(): Promise<void>
}

/**
 * One port for all that Postfix and Dovecot ask over TCP. The first byte tells who it is: a netstring begins with a
 * digit, the policy protocol with `request=`, HTTP with a method.
 */
export function questionServer({ socketmap, policy, http }: Protocols): Listening {
  const web = createHttpServer(http)
  const hand = (socket: Socket, first: Buffer) => {
    socket.unshift(first)
    const letter = String.fromCharCode(first[0] ?? 0)
    if (/[0-9]/.test(letter)) void converse(socket, socketmap)
    else if (letter === 'r') void converse(socket, policy)
    else web.emit('connection', socket)
  }
  return tracked((socket) => {
    socket.setTimeout(FIRST_WORD_MS, () => socket.destroy())
    socket.once('readable', () => {
      const first: Buffer | null = socket.read()
      socket.setTimeout(0)
      // Nothing: the other side has gone already.
      if (!first) socket.destroy()
      else hand(socket, first)
    })
  })
}

/** For a Unix socket: one protocol, anew for each connection. */
export function protocolServer(protocol: () => Protocol): Listening {
  return tracked((socket) => void converse(socket, protocol()))
}

function tracked(onConnection: (socket: Socket) => void): Listening {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    onConnection(socket)
  })
  server.maxConnections = MAX_CONNECTIONS
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { server, close }
}
