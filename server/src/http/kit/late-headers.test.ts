import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { after, describe, test } from 'node:test'
import { sendRaw } from '../../../../tests/support/raw-http.ts'
import { LateHeaders } from './late-headers.ts'

/** Answers with what it was sent. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const early = request.readableEnded
  const chunks: Buffer[] = []
  if (!early) for await (const chunk of request) chunks.push(chunk)
  response.sendDate = false
  response.end(JSON.stringify({ early, headers: request.headers, body: Buffer.concat(chunks).toString() }))
}

async function listening(server: Server | Server<typeof LateHeaders>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  return address.port
}

const OPTIONS = { optimizeEmptyRequests: true, requireHostHeader: false }
const seenByNode: unknown[] = []
function handOver(request: LateHeaders, response: ServerResponse): Promise<void> {
  seenByNode.push({ ...request.headers })
  request.isHandedOver = true
  return echo(request, response)
}
const ordinary = await listening(createServer(OPTIONS, echo).on('checkExpectation', echo))
const late = await listening(
  createServer({ ...OPTIONS, IncomingMessage: LateHeaders }, handOver).on('checkExpectation', handOver),
)

const CLOSE = 'Host: localhost\r\nConnection: close\r\n'

for (const [what, text] of [
  ['without a body', `GET / HTTP/1.1\r\n${CLOSE}Accept: */*\r\nX-Forwarded-Proto: https\r\n\r\n`],
  ['without any header', 'GET / HTTP/1.0\r\n\r\n'],
  ['with a body of a told length', `POST / HTTP/1.1\r\n${CLOSE}Content-Length: 4\r\n\r\nbody`],
  ['with a length in another spelling', `POST / HTTP/1.1\r\n${CLOSE}cOnTeNt-lEnGtH: 4\r\n\r\nbody`],
  ['in chunks', `POST / HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n`],
  [
    'in chunks in another spelling',
    `POST / HTTP/1.1\r\n${CLOSE}TRANSFER-ENCODING: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n`,
  ],
  [
    'that waits to be told to go on',
    `POST / HTTP/1.1\r\n${CLOSE}Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody`,
  ],
  ['that expects it without a body', `GET / HTTP/1.1\r\n${CLOSE}expect: 100-Continue\r\n\r\n`],
  ['that expects something else', `GET / HTTP/1.1\r\n${CLOSE}EXPECT: foo\r\n\r\n`],
  ['of HTTP/1.0 that takes chunks', 'GET / HTTP/1.0\r\nTE: chunked\r\n\r\n'],
] as const) {
  test(`a request ${what} is read and answered as by Node alone`, async () => {
    assert.deepEqual(await sendRaw(late, text), await sendRaw(ordinary, text))
  })
}

describe('the headers of a request', () => {
  const seen = async (header: string) => {
    await sendRaw(late, `GET / HTTP/1.1\r\n${CLOSE}${header}\r\n\r\n`)
    return seenByNode.at(-1)
  }

  test('are not made for Node when it would find nothing there', async () => {
    assert.deepEqual(await seen('Accept: */*'), {})
    const made = { host: 'localhost', connection: 'close', 'content-length': '0' }
    assert.deepEqual(await seen('Content-Length: 0'), made)
  })

  test('can be replaced, as those that Node makes can', () => {
    const request = new LateHeaders(new Socket())
    request.isHandedOver = true
    request.headers = { host: 'other' }
    assert.deepEqual(request.headers, { host: 'other' })
  })
})
