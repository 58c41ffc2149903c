import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { answering, json } from '../../../tests/support/answering.ts'
import { callerOf, expressGuard, fastifyGuard, type GuardOptions } from '../index.ts'
import type { GuardedRequest } from './node.ts'

const ANNA = {
  kind: 'key',
  userId: 'u1',
  username: 'anna',
  accountId: '100001',
  roles: [],
  keyId: 'k',
  expiresAt: null,
}
const BEARER = { authorization: 'Bearer k1' }

describe('middleware', () => {
  /** What a service answers whose handler stands behind the guard. */
  async function send(options: GuardOptions, headers: Readonly<Record<string, string>>) {
    const guard = expressGuard(options)
    const service = createServer((request, response) =>
      guard(request, response, () => response.end(callerOf(request).username)),
    ).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const address = service.address()
    assert.ok(typeof address === 'object' && address)
    const answer = await fetch(`http://127.0.0.1:${address.port}/`, { headers })
    const text = await answer.text()
    service.close()
    service.closeAllConnections()
    return { status: answer.status, headers: answer.headers, text }
  }

  test('lets a good credential through, and says who it is', async () => {
    const { baseUrl } = await answering(json(200, ANNA))
    const { status, text } = await send({ baseUrl }, BEARER)
    assert.deepEqual([status, text], [200, 'anna'])
  })

  test('answers what may not pass itself, with all that belongs to it', async () => {
    const { baseUrl } = await answering(json(200, ANNA))
    const none = await send({ baseUrl }, {})
    assert.deepEqual([none.status, JSON.parse(none.text).code], [401, 'unauthorized'])
    assert.equal(none.headers.get('www-authenticate'), 'Bearer realm="keyward"')
    const other = await send({ baseUrl, roles: ['reader'] }, BEARER)
    assert.deepEqual([other.status, JSON.parse(other.text).code], [403, 'forbidden'])
    for (const { headers } of [none, other]) {
      assert.equal(headers.get('content-type'), 'application/problem+json')
      assert.equal(headers.get('cache-control'), 'no-store')
    }
    assert.equal(other.headers.get('www-authenticate'), null)
  })
})

describe('a hook', () => {
  async function run(options: GuardOptions, headers: GuardedRequest['headers']) {
    const request: GuardedRequest = { headers }
    const sent: unknown[] = []
    const reply = {
      code: (status: number) => sent.push(status),
      header: (name: string, value: string) => sent.push(`${name}: ${value}`),
      send: (body: string) => sent.push(JSON.parse(body).code),
    }
    const given = await fastifyGuard(options)(request, reply)
    return { request, sent, stops: given === reply, given }
  }

  test('lets a good credential through, says who it is, and gives nothing', async () => {
    const { baseUrl } = await answering(json(200, ANNA))
    const { request, sent, given } = await run({ baseUrl }, BEARER)
    assert.deepEqual([callerOf(request).username, sent, given], ['anna', [], undefined])
  })

  test('sends what may not pass its answer, and gives the reply, so that nothing comes after it', async () => {
    const { baseUrl } = await answering(json(200, ANNA))
    const { request, sent, stops } = await run({ baseUrl }, { ...BEARER, 'x-auth-token': 't' })
    assert.equal(request.keyward, undefined)
    assert.deepEqual([sent[0], sent.at(-1), stops], [401, 'unauthorized', true])
    assert.ok(sent.includes('www-authenticate: Bearer realm="keyward"'))
  })

  test('takes a header that is a list for none', async () => {
    const { baseUrl, seen } = await answering(json(200, ANNA))
    assert.equal((await run({ baseUrl }, { 'x-auth-token': ['a', 'b'] })).stops, true)
    assert.equal(seen.length, 0)
  })
})

test('without a guard nobody is asked for: that is a mistake that shows', () => {
  assert.throws(() => callerOf({}), /no guard stands before this handler/)
  assert.throws(() => callerOf({ keyward: undefined }), /no guard/)
})
