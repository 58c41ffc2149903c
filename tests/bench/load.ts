import { connect, type Socket } from 'node:net'

/** A request as bytes, and what its answer's status line must begin with. */
export interface Shot {
  readonly request: Buffer
  readonly expect: string
}

/** Requests in the air at once: one per connection, so that neither side batches. */
const CONNECTIONS = 16

/**
 * Sends `count` requests over keep-alive connections, the next one on each as soon as its answer is complete.
 * @throws when an answer has another status than expected
 */
export async function fire(
  port: number,
  shots: readonly Shot[],
  count: number,
  connections = CONNECTIONS,
): Promise<void> {
  let sent = 0
  const next = (): Shot | undefined => (sent < count ? shots[sent++ % shots.length] : undefined)
  await Promise.all(Array.from({ length: connections }, () => oneConnection(port, next)))
}

function oneConnection(port: number, next: () => Shot | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let shot = next()
    let received = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('close', () => (shot ? reject(new Error('the server closed the connection')) : resolve()))
    socket.on('connect', () => send(socket, shot))
    socket.on('data', (data) => {
      received = received.length === 0 ? data : Buffer.concat([received, data])
      const length = answerLength(received)
      if (length === null || received.length < length) return
      const status = received.subarray(9, 12).toString()
      if (shot && status !== shot.expect) {
        socket.destroy()
        return reject(new Error(`expected ${shot.expect}: ${received.toString().slice(0, 400)}`))
      }
      received = received.subarray(length)
      shot = next()
      send(socket, shot)
    })
  })
}

function send(socket: Socket, shot: Shot | undefined): void {
  if (shot) socket.write(shot.request)
  else socket.end()
}

/** Length of the first answer in the buffer, null while its head is incomplete. */
function answerLength(received: Buffer): number | null {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const length = /\r\ncontent-length: (\d+)/i.exec(received.subarray(0, headEnd).toString('latin1'))?.[1]
  return headEnd + 4 + Number(length ?? 0)
}

/** An HTTP/1.1 request with the headers that a plain client sends. */
export function request(method: string, path: string, headers: Record<string, string>, body = ''): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', 'User-Agent: bench/1.0', 'Accept: */*']
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body) lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
