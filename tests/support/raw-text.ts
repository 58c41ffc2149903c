import { once } from 'node:events'
import { connect } from 'node:net'

/** Sends bytes as they are and returns everything that comes back until the server closes, letter by letter. */
export async function sendRawText(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(request)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}
