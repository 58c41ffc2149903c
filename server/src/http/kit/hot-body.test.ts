import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Exchange } from './exchange.ts'
import { sendHot } from './hot-answer.ts'
import { readPlainLogin } from './hot-body.ts'

interface Way {
  /** `hot`, `handed on` after the body was looked at, `left alone` before it. */
  readonly way: 'hot' | 'handed on' | 'left alone'
  readonly body: string
}

/** Tells which way a request took, and the body as that way sees it. What the hot way sees it takes unless it begins with `no`. */
const server = createServer((incoming, response) => {
  const tell = (way: Way['way'], body: string) => response.end(JSON.stringify({ way, body }))
  const readRest = (way: Way['way']) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => tell(way, Buffer.concat(chunks).toString()))
  }
  const answered = readPlainLogin(
    incoming,
    () => readRest('handed on'),
    (bytes, headers) => {
      if (bytes.toString().startsWith('no')) return false
      assert.equal(headers.get('content-length'), String(bytes.length))
      tell('hot', bytes.toString())
      return true
    },
  )
  if (!answered) readRest('left alone')
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const address = server.address()
assert.ok(typeof address === 'object' && address)
const { port } = address

const JSON_TYPE = { 'content-type': 'application/json' }

async function wayOf(body: string, headers: Readonly<Record<string, string>> = JSON_TYPE): Promise<Way> {
  const length = { 'content-length': Buffer.byteLength(body) }
  const sent = request({ host: '127.0.0.1', port, method: 'POST', headers: { ...length, ...headers } })
  sent.end(body)
  const [answer] = await once(sent, 'response')
  let text = ''
  for await (const chunk of answer) text += chunk
  return JSON.parse(text)
}

describe('the body of a login is read before the ordinary way', () => {
  for (const [what, headers] of [
    ['JSON', {}],
    ['JSON in UTF-8', { 'content-type': 'application/json; charset=utf-8' }],
    ['JSON in another spelling', { 'content-type': 'Application/JSON;charset=UTF-8' }],
    ['a token, even an empty one', { 'x-auth-token': '' }],
    ['an Accept for JSON', { accept: 'application/json' }],
  ] as const) {
    test(`with ${what}`, async () => {
      assert.deepEqual(await wayOf('{}', { ...JSON_TYPE, ...headers }), { way: 'hot', body: '{}' })
    })
  }

  test('up to 4 KiB, not a byte more', async () => {
    for (const [bytes, way] of [
      [1, 'hot'],
      [4_096, 'hot'],
      [4_097, 'left alone'],
    ] as const) {
      assert.equal((await wayOf('x'.repeat(bytes))).way, way, `${bytes}`)
    }
  })
})

describe('a login takes the ordinary way with its body whole', () => {
  for (const [what, headers] of [
    ['another type', { 'content-type': 'text/json' }],
    ['a type that only begins so', { 'content-type': 'application/json-patch+json' }],
    ['a type that only ends so', { 'content-type': 'x-application/json' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['an Accept for something else', { ...JSON_TYPE, accept: 'application/xml' }],
    ['a header that is not known here', { ...JSON_TYPE, 'x-unusual': '1' }],
    ['a cookie', { ...JSON_TYPE, cookie: 'kw=a' }],
    ['no type', {}],
  ] as const) {
    test(`with ${what}`, async () => {
      assert.deepEqual(await wayOf('{}', headers), { way: 'left alone', body: '{}' })
    })
  }

  test('without a body', async () => {
    assert.deepEqual(await wayOf(''), { way: 'left alone', body: '' })
  })

  test('when what was read of it is not enough to answer', async () => {
    assert.deepEqual(await wayOf('no answer'), { way: 'handed on', body: 'no answer' })
  })

  test('when it comes in pieces', async () => {
    const socket = connect(port, '127.0.0.1')
    const head = ['POST / HTTP/1.1', 'Host: a', 'Content-Type: application/json', 'Content-Length: 4']
    socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n{"`)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    await once(server, 'request')
    setImmediate(() => socket.write('a}'))
    await once(socket, 'close')
    assert.ok(text.endsWith('{"way":"handed on","body":"{\\"a}"}'), text)
  })

  test('or is answered at once, whatever is in it: nothing is lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (body) => {
        const seen = await wayOf(body)
        assert.equal(seen.body, body.toWellFormed())
        assert.equal(seen.way, body.startsWith('no') ? 'handed on' : 'hot')
      }),
      { numRuns: 25 },
    )
  })
})

describe('an answer before the ordinary way', () => {
  for (const body of ['{"a":"b"}', '{"a":"ü\u2028€"}', '']) {
    test(`${JSON.stringify(body)} is sent whole, with its length in bytes, and told of once`, async () => {
      const told: Exchange[] = []
      const exchange = {
        ...({ requestId: 'r1', dialect: 'identity-v2.0', method: 'POST', route: '/v2.0/tokens' } as const),
        status: 203,
      }
      const headers = ['X-One', '1', 'Vary', 'Accept']
      const startedAtMs = performance.now() - 5
      const hot = createServer((_request, response) =>
        sendHot({ onExchange: (one) => told.push(one) }, response, {
          ...exchange,
          headers,
          body,
          startedAtMs,
        }),
      ).listen(0, '127.0.0.1')
      await once(hot, 'listening')
      const at = hot.address()
      assert.ok(typeof at === 'object' && at)
      const answer = await fetch(`http://127.0.0.1:${at.port}/`)
      assert.deepEqual([answer.status, await answer.text()], [203, body])
      const names = ['x-one', 'vary', 'x-request-id', 'content-length']
      const expected = ['1', 'Accept', 'r1', String(Buffer.byteLength(body))]
      assert.deepEqual(
        names.map((name) => answer.headers.get(name)),
        expected,
      )
      const [{ durationMs, ...rest } = assert.fail(), ...more] = told
      assert.deepEqual([rest, more], [exchange, []])
      assert.ok(durationMs >= 5 && durationMs < 5_000 && Number.isInteger(durationMs * 10), `${durationMs}`)
      hot.close()
      hot.closeAllConnections()
    })
  }
})
