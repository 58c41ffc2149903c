import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 10

/** Ports that nobody listens on at the moment, all different: for programs that cannot take any free one. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
    return address.port
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

/** Waits until somebody listens there; @param whyNot throws when nobody will any more. */
export async function listening(port: number, whyNot: () => void): Promise<void> {
  while (!(await answers(port))) {
    whyNot()
    await wait(POLL_MS)
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** A text with other ports, as somebody sets them who has these in use. */
export function withPorts(text: string, ports: ReadonlyMap<number, number>): string {
  return text.replace(/\b\d{4}\b/g, (number) => String(ports.get(Number(number)) ?? number))
}
