import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'

/** A way to a server that counts the connections which are made through it. */
export interface Relay {
  readonly port: number
  readonly connections: () => number
  readonly stop: () => Promise<void>
}

/** @param port of a server on this machine */
export async function startRelay(port: number): Promise<Relay> {
  let connections = 0
  const sockets = new Set<{ destroy(): unknown }>()
  const server = createServer((near) => {
    connections++
    const far = connect(port, 'localhost')
    sockets.add(near).add(far)
    // A side that hangs up is no fault of the relay's.
    pipeline(near, far, near, () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const stop = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    connections: () => connections,
    stop,
  }
}
