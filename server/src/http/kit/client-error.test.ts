import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, test } from 'node:test'
import { answerClientError } from './client-error.ts'

/** What a client reads when the parser finds this fault. */
async function answerTo(code: string | undefined): Promise<string> {
  const fault = Object.assign(new Error('secret detail'), code === undefined ? {} : { code })
  const server = createServer((socket) => answerClientError(fault, socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  const socket = connect(address.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  await once(socket, 'close')
  server.close()
  return text
}

describe('a fault that the HTTP parser finds', () => {
  for (const [code, status, problem] of [
    [undefined, 400, 'invalid'],
    ['HPE_INVALID_METHOD', 400, 'invalid'],
    ['HPE_HEADER_OVERFLOW', 431, 'headers_too_large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'timeout'],
  ] as const) {
    test(`${code ?? 'without a code'} is answered with ${status} as a problem, and the connection ends`, async () => {
      const [head = '', body = ''] = (await answerTo(code)).split('\r\n\r\n')
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `))
      assert.match(head, /Content-Type: application\/problem\+json\r\n/)
      assert.match(head, /Connection: close/)
      assert.deepEqual([JSON.parse(body).code, JSON.parse(body).status], [problem, status])
      assert.doesNotMatch(body, /secret/)
    })
  }

  test('of a client that has gone is not answered', async () => {
    assert.equal(await answerTo('ECONNRESET'), '')
  })
})
