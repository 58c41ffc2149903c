import assert from 'node:assert/strict'
import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'
import { describe, type TestContext, test } from 'node:test'
import { systemDns } from './dns.ts'

/** A name server on loopback that answers every question with this code and these records. */
async function nameServer(t: TestContext, code: number, records: readonly Buffer[] = []): Promise<string> {
  const socket = createSocket('udp4', (question: Buffer, from: RemoteInfo) => {
    const answer = Buffer.concat([question.subarray(0, 12), questionOf(question), ...records])
    answer.writeUInt16BE(0x8180 | code, 2)
    answer.writeUInt16BE(records.length, 6)
    answer.writeUInt16BE(0, 10)
    socket.send(answer, from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.after(() => socket.close())
  return `127.0.0.1:${socket.address().port}`
}

/** The name asked for, its type and class. */
function questionOf(message: Buffer): Buffer {
  return message.subarray(12, message.indexOf(0, 12) + 5)
}

/** A record of the name that was asked for. */
function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0])
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

const text = (...parts: readonly string[]) =>
  Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part)]))
const host = (preference: number, name: string) => {
  const labels = Buffer.concat([text(...name.split('.')), Buffer.from([0])])
  return Buffer.concat([Buffer.from([0, preference]), labels])
}

const [MX, TXT, NAME_ERROR, SERVER_FAILURE] = [15, 16, 3, 2]

describe('the DNS', () => {
  test('gives hosts with the preferred first, and texts whole', async (t) => {
    const mx = [recordOf(MX, host(20, 'b.example')), recordOf(MX, host(10, 'a.example'))]
    assert.deepEqual(await systemDns([await nameServer(t, 0, mx)]).mx('x.example'), [
      'a.example',
      'b.example',
    ])
    const long = recordOf(TXT, text('v=spf1 ', 'mx -all'))
    assert.deepEqual(await systemDns([await nameServer(t, 0, [long])]).txt('x.example'), ['v=spf1 mx -all'])
  })

  test('says that there is nothing for a name that is not there, and for one without such a record', async (t) => {
    for (const code of [NAME_ERROR, 0]) {
      const dns = systemDns([await nameServer(t, code)])
      assert.deepEqual([await dns.mx('x.example'), await dns.txt('x.example')], [[], []])
    }
  })

  test('says that it does not know when the server fails', async (t) => {
    const dns = systemDns([await nameServer(t, SERVER_FAILURE)])
    assert.deepEqual([await dns.mx('x.example'), await dns.txt('x.example')], [null, null])
  })
})
