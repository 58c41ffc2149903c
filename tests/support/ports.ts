import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 10

/** Below those that systems give to whoever asks for any: until a program begins to listen, nobody gets its port. */
const FIRST_PORT = 12_000
const LAST_PORT = 31_999

/** Ports that nobody listens on at the moment, all different: for programs that cannot take any free one. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    await once(server.close(), 'close')
    return true
  } catch {
    return false
  }
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
