import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/**
 * Sends bytes as they are, which no client library would, and reads the one answer.
 * @param patienceMs hangs up then, as one must whose bytes may never be a whole request; the status may be NaN
 */
export async function sendRaw(
  port: number,
  request: string | Buffer,
  patienceMs?: number,
): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  // A server that refuses early closes while we still write.
  socket.on('error', () => undefined)
  socket.write(request)
  const hangUp = patienceMs === undefined ? undefined : setTimeout(() => socket.end(), patienceMs)
  await once(socket, 'close')
  clearTimeout(hangUp)
  return parseAnswer(Buffer.concat(chunks).toString())
}

/** A request that ends the connection after its answer. */
export function rawRequest(
  method: string,
  target: string,
  headers: readonly string[],
  body: string | Buffer = '',
): Buffer {
  const bytes = Buffer.from(body)
  const length = bytes.length > 0 ? [`Content-Length: ${bytes.length}`] : []
  const head = [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost:8080',
    'Connection: close',
    ...length,
    ...headers,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes])
}

function parseAnswer(text: string): RawAnswer {
  const bodyAt = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, bodyAt).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colonAt = line.indexOf(':')
    return [line.slice(0, colonAt).toLowerCase(), line.slice(colonAt + 1).trim()]
  })
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers), body: text.slice(bodyAt + 4) }
}
