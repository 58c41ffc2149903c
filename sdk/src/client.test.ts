import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answering, json } from '../../tests/support/answering.ts'
import { createClient, KeywardError } from './index.ts'

test('a credential goes into the Authorization header and a trailing slash of the address does not matter', async () => {
  const { baseUrl, seen } = await answering(json(200, { username: 'anna' }))
  const keyward = createClient({ baseUrl: `${baseUrl}/`, credential: 'k1' })
  assert.equal((await keyward.verify()).username, 'anna')
  assert.equal(seen[0]?.url, '/api/v1/verify')
  assert.equal(seen[0]?.headers.authorization, 'Bearer k1')
})

test('an address without http is told at once, and not as a server that does not answer', () => {
  for (const baseUrl of ['localhost:8080', 'ftp://keys.example.com'])
    assert.throws(() => createClient({ baseUrl }), /begins with http/)
  for (const baseUrl of ['', 'HTTPS://keys.example.com', '/keyward']) createClient({ baseUrl })
})

test('many credentials are asked about in one request, and their results come back in their order', async () => {
  const { baseUrl, seen } = await answering(json(200, { results: [{ valid: false }, { valid: true }] }))
  const keyward = createClient({ baseUrl, credential: 'k1' })
  assert.deepEqual(
    (await keyward.verifyAll(['a', 'b'])).map(({ valid }) => valid),
    [false, true],
  )
  assert.deepEqual([seen[0]?.method, seen[0]?.url], ['POST', '/api/v1/verify'])
  assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), { credentials: ['a', 'b'] })
})

test('the CSRF token goes with changes alone', async () => {
  const { baseUrl, seen } = await answering(json(200, {}))
  const keyward = createClient({ baseUrl, csrfToken: () => 'c1' })
  await keyward.keys.get()
  await keyward.keys.reveal()
  assert.deepEqual(
    seen.map((request) => request.headers['x-csrf-token']),
    [undefined, 'c1'],
  )
})

test('a credential never travels together with a CSRF token', async () => {
  const { baseUrl, seen } = await answering(json(200, {}))
  await createClient({ baseUrl, credential: 'k1', csrfToken: () => 'c1' }).keys.reveal()
  assert.equal(seen[0]?.headers['x-csrf-token'], undefined)
})

test('what nobody has asked for is marked, so that no session stays alive for it', async () => {
  const { baseUrl, seen } = await answering(json(200, {}))
  await createClient({ baseUrl, unattended: true }).keys.reconnect()
  await createClient({ baseUrl }).keys.reconnect()
  assert.deepEqual(
    seen.map((request) => request.headers['x-keyward-unattended']),
    ['1', undefined],
  )
})

test('every reset carries an idempotency key, a fresh one unless the caller names it', async () => {
  const { baseUrl, seen } = await answering(json(201, {}))
  const keyward = createClient({ baseUrl, credential: 'k1' })
  await keyward.keys.reset()
  await keyward.keys.reset({ overlapSeconds: 3600, note: 'rotation' })
  await keyward.keys.reset({}, 'mine')
  const keys = seen.map((request) => request.headers['idempotency-key'])
  assert.match(String(keys[0]), /^[0-9a-f]{32}$/)
  assert.notEqual(keys[0], keys[1])
  assert.equal(keys[2], 'mine')
  assert.equal(seen[1]?.body, '{"overlapSeconds":3600,"note":"rotation"}')
})

test('what was read for editing carries its version, which an edit sends as a condition and not as a member', async () => {
  const { baseUrl, seen } = await answering(json(200, { displayName: 'Anna' }, { etag: '"v1"' }))
  const { mailboxes } = createClient({ baseUrl, credential: 'k1' })
  const { version, displayName } = await mailboxes.get('anna@example.com')
  assert.deepEqual([version, displayName], ['"v1"', 'Anna'])
  await mailboxes.change('anna@example.com', { displayName: 'Ann', version })
  await mailboxes.change('anna@example.com', { displayName: 'Ann' })
  assert.deepEqual(
    seen.slice(1).map(({ headers, body }) => [headers['if-match'], JSON.parse(body)]),
    [
      ['"v1"', { displayName: 'Ann' }],
      [undefined, { displayName: 'Ann' }],
    ],
  )
})

test('a user id is escaped, so that it cannot name another path', async () => {
  const { baseUrl, seen } = await answering(json(200, {}))
  await createClient({ baseUrl, credential: 'k1' }).keys.get('a/../b')
  assert.equal(seen[0]?.url, '/api/v1/users/a%2F..%2Fb/key')
})

test('an answer without content resolves with nothing', async () => {
  const { baseUrl } = await answering((response) => response.writeHead(204).end())
  assert.equal(await createClient({ baseUrl, credential: 'k1' }).session.end(), undefined)
})

test('a refusal is a KeywardError with code, status, field, request id and waiting time', async () => {
  const problem = {
    status: 429,
    code: 'throttled',
    detail: 'Wait.',
    title: 'Slow',
    requestId: 'r1',
    field: 'password',
  }
  const { baseUrl } = await answering(json(429, problem, { 'retry-after': '7' }))
  await assert.rejects(createClient({ baseUrl }).session.stepUp('x'), (error) => {
    assert.ok(error instanceof KeywardError)
    const { code, status, requestId, retryAfterSeconds, field, message } = error
    assert.deepEqual(
      { code, status, requestId, retryAfterSeconds, field, message },
      {
        code: 'throttled',
        status: 429,
        requestId: 'r1',
        retryAfterSeconds: 7,
        field: 'password',
        message: 'Wait.',
      },
    )
    return true
  })
})

test('an answer from something in between keeps its status and the request id of the header', async () => {
  const { baseUrl } = await answering((response) =>
    response.writeHead(502, { 'x-request-id': 'r2', 'retry-after': 'soon' }).end('<h1>Bad gateway</h1>'),
  )
  await assert.rejects(createClient({ baseUrl }).verify(), {
    name: 'KeywardError',
    code: 'unexpected',
    status: 502,
    requestId: 'r2',
    retryAfterSeconds: undefined,
  })
})

for (const body of [
  'null',
  '[]',
  '"gateway"',
  '{"code":502,"status":"Bad Gateway"}',
  '{"code":"x","status":200}',
]) {
  test(`a refusal of something in between is none of Keyward's, whatever JSON it is: ${body}`, async () => {
    const { baseUrl } = await answering((response) => response.writeHead(502).end(body))
    await assert.rejects(createClient({ baseUrl }).verify(), {
      ...{ name: 'KeywardError', code: 'unexpected', status: 502, title: 'Bad Gateway', requestId: '' },
      message: 'The server answered 502.',
    })
  })
}

test('an answer that is no JSON, such as a page of the network in between, is `unexpected`', async () => {
  const { baseUrl } = await answering((response) => response.writeHead(200).end('<h1>Please sign in</h1>'))
  await assert.rejects(createClient({ baseUrl }).verify(), {
    name: 'KeywardError',
    code: 'unexpected',
    status: 200,
  })
})

test('an answer that breaks off is the code `network`', async () => {
  const { baseUrl } = await answering((response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"username":')
    response.destroy()
  })
  const asked = createClient({ baseUrl }).verify()
  await assert.rejects(asked, { name: 'KeywardError', code: 'network', status: 0, title: 'No answer' })
})

for (const [header, seconds] of [
  ['0', 0],
  ['7', 7],
  ['-1', undefined],
  ['soon', undefined],
  ['Infinity', undefined],
] as const) {
  test(`Retry-After ${header} is ${seconds ?? 'no'} seconds to wait`, async () => {
    const { baseUrl } = await answering(json(503, { code: 'busy', status: 503 }, { 'retry-after': header }))
    await assert.rejects(createClient({ baseUrl }).verify(), { code: 'busy', retryAfterSeconds: seconds })
  })
}

test('no answer at all is the code `network` with status 0', async () => {
  const { baseUrl } = await answering((response) => response.destroy())
  await assert.rejects(createClient({ baseUrl }).verify(), {
    name: 'KeywardError',
    code: 'network',
    status: 0,
  })
})

test('each resource asks its own path with its own method', async () => {
  const { baseUrl, seen } = await answering(json(200, { items: [] }))
  const { session, users, keys, usage, account, audit, catalog } = createClient({ baseUrl, credential: 'k1' })
  await session.get()
  await session.endStepUp()
  await users.me()
  await users.update({ email: 'a@example.com' })
  await users.changePassword({ currentPassword: 'a', newPassword: 'b' })
  await keys.create()
  await keys.impact()
  await keys.endOverlap()
  await keys.reconnect()
  await usage.get()
  await usage.get('7d', 'account')
  await usage.limits()
  await account.settings()
  await account.change({ apiReveal: false })
  await audit.page({ action: 'key.reset', text: 'a b' }, { limit: 5 })
  await audit.page()
  await usage.get('30d')
  await catalog.list()
  assert.deepEqual(
    seen.map(({ method, url }) => `${method} ${url?.slice('/api/v1'.length)}`),
    [
      'GET /session',
      'DELETE /session/step-up',
      'GET /users/me',
      'PATCH /users/me',
      'POST /users/me/password',
      'POST /users/me/key',
      'GET /users/me/key/impact',
      'POST /users/me/key/end-overlap',
      'GET /users/me/key/reconnect',
      'GET /usage?window=24h',
      'GET /usage?window=7d&scope=account',
      'GET /limits',
      'GET /account/settings',
      'PATCH /account/settings',
      'GET /audit?action=key.reset&text=a+b&limit=5',
      'GET /audit',
      'GET /usage?window=30d',
      'GET /catalog',
    ],
  )
})

test('a file is read as it arrives, and a refusal of one is a KeywardError too', async () => {
  const { baseUrl, seen } = await answering((response) => response.writeHead(200).end('a,b\r\n'))
  const file = await createClient({ baseUrl, credential: 'k1' }).audit.export('csv', { action: 'key.show' })
  assert.equal(await new Response(file).text(), 'a,b\r\n')
  assert.equal(seen[0]?.url, '/api/v1/audit/export?format=csv&action=key.show')
  assert.equal(seen[0]?.headers.authorization, 'Bearer k1')
  const refusing = await answering(json(403, { code: 'forbidden', status: 403, detail: 'No.' }))
  const asked = createClient({ baseUrl: refusing.baseUrl }).audit.export('jsonl')
  await assert.rejects(asked, { name: 'KeywardError', code: 'forbidden' })
})

test('services are asked about and changed at their own addresses, whatever their name', async () => {
  const { baseUrl, seen } = await answering(json(200, { items: [] }))
  const { services } = createClient({ baseUrl, credential: 'k1' })
  assert.deepEqual(await services.list(), [])
  await services.addEndpoint({ name: 'a', type: 'b', publicUrl: 'https://a' })
  await services.removeEndpoint(7)
  await services.addRule('a/b', { role: 'reader', methods: ['GET'] })
  await services.removeRule('r')
  await services.decide('a', { method: 'GET', path: '/x?y', role: 'reader' })
  assert.deepEqual(
    seen.map(({ method, url }) => `${method} ${url}`),
    [
      'GET /api/v1/services',
      'POST /api/v1/services',
      'DELETE /api/v1/services/endpoints/7',
      'POST /api/v1/services/a%2Fb/rules',
      'DELETE /api/v1/services/rules/r',
      'GET /api/v1/services/a/decision?method=GET&path=%2Fx%3Fy&role=reader',
    ],
  )
  assert.deepEqual(JSON.parse(seen[3]?.body ?? ''), { role: 'reader', methods: ['GET'] })
})
