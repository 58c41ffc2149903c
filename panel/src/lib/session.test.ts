import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'

/** A server that refuses or answers as told, and remembers what it was asked. */
let status = 200
let asked: { path: string | undefined; headers: IncomingHttpHeaders }[] = []
const server = createServer(({ url, headers }, response) => {
  asked.push({ path: url, headers })
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({ csrfToken: 'c1', status, code: status === 401 ? 'unauthorized' : 'internal' }),
  )
})

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  // The panel asks the server that it came from.
  Reflect.set(globalThis, 'window', { location: { origin: `http://127.0.0.1:${address.port}` } })
})
after(async () => {
  const [{ queryClient }] = await modules()
  // What is remembered would keep the process waiting until it may be forgotten.
  queryClient.clear()
  server.close().closeAllConnections()
})

beforeEach(async () => {
  status = 200
  asked = []
  const [{ queryClient }, { sessionEnded }] = await modules()
  queryClient.clear()
  sessionEnded.set(false)
})

/** Loaded late: they read the address of the page when they begin. */
const modules = () =>
  Promise.all([import('./queryClient.ts'), import('./session.ts'), import('./api.ts')] as const)

test('asking for the session is an act of the person; the page asking by itself is not', async () => {
  const [{ queryClient }, { sessionQuery, unattendedSessionQuery }] = await modules()
  await queryClient.fetchQuery(sessionQuery)
  await queryClient.prefetchQuery(unattendedSessionQuery)
  assert.deepEqual(
    asked.map(({ path, headers }) => [path, headers['x-keyward-unattended']]),
    [
      ['/api/v1/session', undefined],
      ['/api/v1/session', '1'],
    ],
  )
})

test('the token of the session goes with the next change', async () => {
  const [{ queryClient }, { sessionQuery }, { api }] = await modules()
  await queryClient.fetchQuery(sessionQuery)
  await api.keys.reveal()
  assert.equal(asked[1]?.headers['x-csrf-token'], 'c1')
})

test('whichever request finds the session gone says so to the whole page', async () => {
  const [{ queryClient }, { sessionEnded, unattendedSessionQuery }] = await modules()
  status = 401
  await queryClient.prefetchQuery(unattendedSessionQuery)
  assert.equal(sessionEnded.get(), true)
})

for (const [refusal, requests] of [
  [400, 1],
  [401, 1],
  [403, 1],
  [429, 1],
  [500, 1],
  [502, 2],
  [503, 2],
] as const) {
  test(`${refusal} is asked ${requests === 1 ? 'once: the answer is final' : 'once more: the server may just be starting'}`, async () => {
    const [{ queryClient }, { sessionQuery, sessionEnded }] = await modules()
    status = refusal
    await queryClient.prefetchQuery({ ...sessionQuery, retryDelay: 0 })
    assert.equal(asked.length, requests)
    assert.equal(sessionEnded.get(), refusal === 401)
  })
}
