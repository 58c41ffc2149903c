import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, Socket } from 'node:net'
import { describe, test } from 'node:test'
import { answerClientError } from './client-error.ts'

/** All that a client reads from this server before the connection ends. */
async function readFrom(server: ReturnType<typeof createServer>, sent = ''): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  const socket = connect(address.port, '127.0.0.1')
  if (sent) socket.write(sent)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'close')
  server.close()
  return text
}

/** What a client reads when the parser finds this fault. */
function answerTo(code: string | undefined, rawPacket?: unknown): Promise<string> {
  const more = { ...(code !== undefined && { code }), ...(rawPacket !== undefined && { rawPacket }) }
  const fault = Object.assign(new Error('secret detail'), more)
  return readFrom(createServer((socket) => answerClientError(fault, socket)))
}

describe('a fault that the HTTP parser finds', () => {
  for (const [code, status, title, problem, detail] of [
    [undefined, 400, 'Invalid request', 'invalid', 'The request is not HTTP as this server reads it.'],
    [
      'HPE_INVALID_METHOD',
      400,
      'Invalid request',
      'invalid',
      'The request is not HTTP as this server reads it.',
    ],
    [
      'HPE_HEADER_OVERFLOW',
      431,
      'Headers too large',
      'headers_too_large',
      'Address and headers together may have 16 KiB.',
    ],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'Too slow', 'timeout', 'The request did not arrive in time.'],
  ] as const) {
    test(`${code ?? 'without a code'} is answered with ${status} as a problem, and the connection ends`, async () => {
      const [head = '', body = ''] = (await answerTo(code)).split('\r\n\r\n')
      assert.deepEqual(head.split('\r\n'), [
        `HTTP/1.1 ${status} ${title}`,
        'Content-Type: application/problem+json',
        `Content-Length: ${body.length}`,
        'Cache-Control: no-store',
        'Connection: close',
      ])
      const type = `urn:keyward:problem:${problem}`
      assert.deepEqual(JSON.parse(body), { type, title, status, detail, code: problem, requestId: '' })
    })
  }

  test('of a client that has gone is not answered, and the connection is let go', async () => {
    assert.equal(await answerTo('ECONNRESET'), '')
    const ended = new Socket()
    ended.end()
    assert.ok(!ended.destroyed)
    answerClientError(new Error('secret detail'), ended)
    assert.ok(ended.destroyed)
  })
})

describe('a fault in what a proxy asks of forward-auth', () => {
  const VERDICT = 'HTTP/1.1 403 Forbidden\r\nX-Keyward-Reason: malformed\r\nContent-Length: 0\r\n'
  const ENDS = 'Cache-Control: no-store\r\nConnection: close\r\n\r\n'

  for (const start of ['GET /auth/verify HTTP/1.1', 'POST //auth/verify/files', 'GET /auth/verify?a=b']) {
    test(`is a verdict without a body: ${start}`, async () => {
      assert.equal(await answerTo('HPE_HEADER_OVERFLOW', Buffer.from(`${start}\r\n`)), VERDICT + ENDS)
    })
  }

  for (const [what, packet] of [
    ['another address', Buffer.from('GET /auth/verify2 HTTP/1.1')],
    ['the address later on', Buffer.from('GET /other HTTP/1.1\r\nX: GET /auth/verify ')],
    ['the address in a header of a line that has no method', Buffer.from('x GET /auth/verify ')],
    ['what is no bytes', 'GET /auth/verify '],
  ] as const) {
    test(`is a problem for ${what}`, async () => {
      assert.match(await answerTo(undefined, packet), /^HTTP\/1\.1 400 /)
    })
  }
})

test('what is broken behind a whole request waits for the answer to that one, and ends the connection', async () => {
  let finish = () => {}
  const server = createHttpServer((_request, response) => {
    finish = () => response.end('done')
  })
  server.on('clientError', (fault, socket) => {
    assert.ok(socket instanceof Socket)
    answerClientError(fault, socket)
    finish()
  })
  const text = await readFrom(server, 'GET / HTTP/1.1\r\nHost: a\r\n\r\nthis is not HTTP\r\n\r\n')
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/)
  assert.match(text, /\r\nConnection: close\r\n/)
  assert.equal(text.match(/HTTP\/1\.1/g)?.length, 1)
  assert.ok(text.endsWith('done'))
})

test('what is broken in the middle of a request is refused, although its answer is awaited', async () => {
  const server = createHttpServer((request) => request.resume())
  server.on('clientError', (fault, socket) => {
    assert.ok(socket instanceof Socket)
    answerClientError(fault, socket)
  })
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
  assert.match(await readFrom(server, `${head}no number\r\n`), /^HTTP\/1\.1 400 /)
})
