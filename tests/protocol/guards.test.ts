import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { after, describe, test } from 'node:test'
import express from 'express'
import { fastify } from 'fastify'
import { callerOf, expressGuard, fastifyGuard, fetchGuard, type GuardOptions } from '../../sdk/src/index.ts'
import { resetKey, WRONG_KEY } from '../support/client-bench.ts'
import { startRelay } from '../support/relay.ts'
import { createUser, startServer } from '../support/server.ts'

const keyward = await startServer()
after(() => keyward.stop())
const relay = await startRelay(keyward.port)
after(() => relay.stop())
await keyward.prepare(['role', 'add', '--name', 'reports:reader'])

const OPEN: GuardOptions = { baseUrl: `http://127.0.0.1:${relay.port}` }
const READERS: GuardOptions = { ...OPEN, roles: ['reports:reader'] }
const AWAY: GuardOptions = { baseUrl: 'http://127.0.0.1:1' }
const GUARDS = { '/': OPEN, '/reports': READERS, '/away': AWAY }

/** Each answers the name of the user, at each of the addresses of GUARDS. */
const SERVICES = { Express: startExpress, Fastify: startFastify, 'a fetch-style handler': startFetchStyle }

async function startExpress() {
  const app = express()
  for (const [path, options] of Object.entries(GUARDS)) {
    app.get(path, expressGuard(options), (request, response) => {
      response.send(callerOf(request).username)
    })
  }
  return listen(app)
}

async function startFastify() {
  const app = fastify()
  after(() => app.close())
  for (const [path, options] of Object.entries(GUARDS)) {
    app.get(path, { onRequest: fastifyGuard(options) }, async (request) => callerOf(request).username)
  }
  return app.listen({ host: '127.0.0.1', port: 0 })
}

/** Behind a little server that makes a `Request` of what comes, as runtimes with such handlers do. */
async function startFetchStyle() {
  const handlers = new Map(
    Object.entries(GUARDS).map(([path, options]) => [
      path,
      fetchGuard(options, (_request, { username }) => new Response(username)),
    ]),
  )
  return listen(async ({ url = '', headers }, response) => {
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)])
    const request = new Request(`http://service.example${url}`, { headers: Object.fromEntries(given) })
    const answer = await handlers.get(url)?.(request)
    response.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []))
    response.end(await answer?.text())
  })
}

async function listen(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  after(() => server.close().closeAllConnections())
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

async function ask(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const basic = (name: string, secret: string) => ({ authorization: `Basic ${btoa(`${name}:${secret}`)}` })

for (const [service, start] of Object.entries(SERVICES)) {
  const url = await start()
  const { username, apiKey } = await createUser(keyward, `user-${Object.keys(SERVICES).indexOf(service)}`)
  describe(`${service} behind the guard`, () => {
    test('lets in by key, by token, and by name and key, and tells who it is', async () => {
      const login = { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } } }
      const body = JSON.stringify(login)
      const json = { 'content-type': 'application/json' }
      const answer = await fetch(`${keyward.url}/v2.0/tokens`, { method: 'POST', headers: json, body })
      const token = /"id":"([\w-]{100,})"/.exec(await answer.text())?.[1] ?? ''
      for (const headers of [
        bearer(apiKey),
        bearer(token),
        { 'x-auth-token': token },
        basic(username, apiKey),
      ]) {
        assert.deepEqual(await ask(url, headers).then(({ status, text }) => [status, text]), [200, username])
      }
    })

    test('401 with a clear body for nothing, a wrong key, another one’s key, and a key where a token belongs', async () => {
      for (const headers of [
        {},
        bearer(WRONG_KEY),
        basic('owner', apiKey),
        basic(username, WRONG_KEY),
        { 'x-auth-token': apiKey },
      ]) {
        const { status, type, text } = await ask(url, headers)
        assert.equal(status, 401)
        assert.match(String(type), /^application\/problem\+json/)
        assert.equal(JSON.parse(text).code, 'unauthorized')
      }
    })

    test('403 without the role, from the moment it was taken away', async () => {
      const role = (act: string) =>
        keyward.prepare(['user', 'role', '--username', username, `--${act}`, 'reports:reader'])
      assert.equal((await ask(`${url}/reports`, bearer(apiKey))).status, 403)
      await role('add')
      assert.equal((await ask(`${url}/reports`, bearer(apiKey))).status, 200)
      await role('remove')
      assert.equal((await ask(`${url}/reports`, bearer(apiKey))).status, 403)
    })

    test('503, and never in, while Keyward is away', async () => {
      const { status, text } = await ask(`${url}/away`, bearer(apiKey))
      assert.deepEqual([status, JSON.parse(text).code], [503, 'unavailable'])
    })

    test('one connection to Keyward does for many requests', async () => {
      await ask(url, bearer(apiKey))
      const before = relay.connections()
      for (let at = 0; at < 20; at++) assert.equal((await ask(url, bearer(apiKey))).status, 200)
      assert.equal(relay.connections() - before, 0)
    })

    test('the old key is refused in the very next request after a reset', async () => {
      assert.equal((await ask(url, bearer(apiKey))).status, 200)
      const next = await resetKey(keyward, username)
      assert.equal((await ask(url, bearer(apiKey))).status, 401)
      assert.equal((await ask(url, bearer(next))).status, 200)
    })
  })
}

test('no secret came into the server log', () => {
  assert.doesNotMatch(keyward.output(), new RegExp(WRONG_KEY))
})
