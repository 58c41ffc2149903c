import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A name server on 127.0.0.1 that knows a few TXT records, and that there is nothing else (RFC 1035). */
export interface NameServer {
  readonly port: number
  stop(): Promise<void>
}

const TXT = 16
const HEADER_BYTES = 12
/** An answer, recursion available; that there is no such name. */
const [FOUND, NO_SUCH_NAME] = [0x8180, 0x8183]

export async function startNameServer(records: Readonly<Record<string, string>>): Promise<NameServer> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) =>
    socket.send(answerTo(question, records), port, address),
  )
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const stop = async () => {
    socket.close()
    await once(socket, 'close')
  }
  return { port: socket.address().port, stop }
}

function answerTo(question: Buffer, records: Readonly<Record<string, string>>): Buffer {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const text = question.readUInt16BE(at + 1) === TXT ? records[labels.join('.').toLowerCase()] : undefined
  const header = Buffer.alloc(HEADER_BYTES)
  question.copy(header, 0, 0, 2)
  header.writeUInt16BE(text === undefined ? NO_SUCH_NAME : FOUND, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(text === undefined ? 0 : 1, 6)
  const asked = question.subarray(HEADER_BYTES, at + 5)
  return Buffer.concat([header, asked, ...(text === undefined ? [] : [txtRecord(text)])])
}

/** Of the name that was asked for: a pointer to it. */
function txtRecord(text: string): Buffer {
  const bytes = Buffer.from(text)
  const record = Buffer.alloc(13)
  record.writeUInt16BE(0xc000 + HEADER_BYTES, 0)
  record.writeUInt16BE(TXT, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(60, 6)
  record.writeUInt16BE(bytes.length + 1, 10)
  record.writeUInt8(bytes.length, 12)
  return Buffer.concat([record, bytes])
}
