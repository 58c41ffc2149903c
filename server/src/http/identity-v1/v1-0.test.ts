import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { call, WRONG_KEY } from '../../../../tests/support/identity.ts'
import { sendRawText } from '../../../../tests/support/raw-text.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudFiles', 'object-store', 'ORD', 'https://ord.example/v1/%(tenant_id)s')
await app.addService('cloudFilesCDN', 'rax:object-cdn', 'DFW')
await app.addService('cloudServers', 'compute')
const alice = await app.addUser('alice')

function logIn(headers: Readonly<Record<string, string>>, url = '/v1.0') {
  return call(app, 'GET', url, { headers })
}

const RIGHT = { 'X-Auth-User': alice.username, 'X-Auth-Key': alice.apiKey }

describe('a v1.0 login with the right key', () => {
  test('is answered 204 without a body, with everything in headers', async () => {
    const { statusCode, headers, body } = await logIn(RIGHT)
    assert.equal(statusCode, 204)
    assert.equal(body, '')
    assert.equal(headers['x-auth-token'], headers['x-storage-token'])
    assert.match(String(headers['x-auth-token']), /^[A-Za-z0-9_-]{1,250}$/)
    assert.equal(headers['x-storage-url'], `https://cloudFiles.example/v1/${alice.accountId}`)
    assert.equal(headers['x-cdn-management-url'], `https://cloudFilesCDN.example/v1/${alice.accountId}`)
    assert.equal(headers['x-server-management-url'], `https://cloudServers.example/v1/${alice.accountId}`)
    assert.equal(headers['cache-control'], 's-maxage=86400')
    assert.ok(headers['x-trans-id'])
  })

  test('spells its headers as documented: scripts search for them', async () => {
    await app.http.listen({ host: '127.0.0.1', port: 0 })
    const address = app.http.server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const text = await sendRawText(
      port ?? 0,
      `GET /v1.0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Auth-User: alice\r\nX-Auth-Key: ${alice.apiKey}\r\n\r\n`,
    )
    for (const name of ['X-Auth-Token', 'X-Storage-Token', 'X-Storage-Url', 'X-CDN-Management-Url']) {
      assert.ok(text.includes(`\r\n${name}: `), text)
    }
  })

  test('knows a name of other letters, as clients send it: in UTF-8', async () => {
    const { apiKey } = await app.addUser('юлия')
    const logInAs = (name: Buffer) =>
      logIn({ 'X-Auth-User': name.toString('latin1'), 'X-Auth-Key': apiKey }).then(
        ({ statusCode }) => statusCode,
      )
    assert.equal(await logInAs(Buffer.from('юлия')), 204)
    assert.equal(await logInAs(Buffer.from('Юлия')), 204)
    assert.equal(await logInAs(Buffer.from('юлия').subarray(1)), 401)
    assert.equal(await logInAs(Buffer.from('юлия\u0001')), 400)
  })

  test('gives a token that v2.0 knows', async () => {
    const token = String((await logIn(RIGHT)).headers['x-auth-token'])
    const answer = await call(app, 'GET', `/v2.0/tokens/${token}`, { token })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.json().access.user.name, 'alice')
  })

  test("points to the storage of the user's own region", async () => {
    const bert = await app.addUser('bert', { defaultRegion: 'ord' })
    const { headers } = await logIn({ 'X-Auth-User': 'bert', 'X-Auth-Key': bert.apiKey })
    assert.equal(headers['x-storage-url'], `https://ord.example/v1/${bert.accountId}`)
  })

  const spellings: readonly [string, Readonly<Record<string, string>>][] = [
    ['in another spelling of the name', { ...RIGHT, 'X-Auth-User': 'ALICE' }],
    ['with the account before the name', { ...RIGHT, 'X-Auth-User': `${alice.accountId}:alice` }],
    ["under the names of Swift's own login", { 'X-Storage-User': 'alice', 'X-Storage-Pass': alice.apiKey }],
    ['beside an old token, which means nothing', { ...RIGHT, 'X-Auth-Token': 'stale' }],
    ['with both pairs when they agree', { ...RIGHT, 'X-Storage-User': 'alice' }],
  ]
  for (const [how, headers] of spellings) {
    test(`is taken ${how}`, async () => assert.equal((await logIn(headers)).statusCode, 204))
  }

  for (const url of [
    '/v1.0/',
    '//v1.0',
    '/auth/v1.0',
    '/auth/v1',
    '/auth/v1/',
    '/v1',
    '/v1/',
    '/identity/v1.0',
    '/identity/auth/v1.0',
    '/identity/v1',
  ]) {
    test(`is taken at ${url}`, async () => assert.equal((await logIn(RIGHT, url)).statusCode, 204))
  }

  test('leaves out what the catalog lacks', async () => {
    const bare = await openTestApp()
    const headers = { 'X-Auth-User': bare.owner.username, 'X-Auth-Key': bare.owner.apiKey }
    const answer = await call(bare, 'GET', '/v1.0', { headers })
    assert.equal(answer.statusCode, 204)
    for (const name of ['x-storage-url', 'x-cdn-management-url', 'x-server-management-url']) {
      assert.ok(!(name in answer.headers), name)
    }
  })

  test('has no storage where nothing is one, and prefers the name of old to the type', async () => {
    const other = await openTestApp()
    const headers = { 'X-Auth-User': other.owner.username, 'X-Auth-Key': other.owner.apiKey }
    const storage = async () => (await call(other, 'GET', '/v1.0', { headers })).headers['x-storage-url']
    await other.addService('cloudDNS', 'rax:dns')
    assert.equal(await storage(), undefined)
    await other.addService('aSwift', 'object-store', null, 'https://swift.example')
    assert.equal(await storage(), 'https://swift.example')
    await other.addService('cloudFiles', 'rax:files', null, 'https://files.example')
    assert.equal(await storage(), 'https://files.example')
  })

  test('finds a storage of another name by its type', async () => {
    const other = await openTestApp()
    await other.addService('swift', 'object-store', 'LON', 'https://swift.example/AUTH_%(tenant_id)s')
    const headers = { 'X-Auth-User': other.owner.username, 'X-Auth-Key': other.owner.apiKey }
    const answer = await call(other, 'GET', '/v1.0', { headers })
    assert.equal(answer.headers['x-storage-url'], `https://swift.example/AUTH_${other.owner.accountId}`)
  })
})

describe('a v1.0 login is refused in plain text', () => {
  const refusals: readonly [string, number, Readonly<Record<string, string>>][] = [
    ['without headers', 401, {}],
    ['with a name alone', 401, { 'X-Auth-User': 'alice' }],
    ['with a key alone', 401, { 'X-Auth-Key': alice.apiKey }],
    ['with an empty key', 401, { ...RIGHT, 'X-Auth-Key': '' }],
    ['with a wrong key', 401, { ...RIGHT, 'X-Auth-Key': WRONG_KEY }],
    ['with an unknown name', 401, { ...RIGHT, 'X-Auth-User': 'nobody' }],
    ["with another user's name", 401, { ...RIGHT, 'X-Auth-User': app.owner.username }],
    ['as another account', 401, { ...RIGHT, 'X-Auth-User': '999999:alice' }],
    ['as an account without a number', 401, { ...RIGHT, 'X-Auth-User': ':alice' }],
    [
      'with the password in place of the key',
      401,
      { 'X-Auth-User': 'owner', 'X-Auth-Key': app.owner.password },
    ],
    ['with two names that differ', 400, { ...RIGHT, 'X-Storage-User': 'bert' }],
    ['with a key whose letters are not ASCII', 400, { ...RIGHT, 'X-Auth-Key': 'ålice' }],
    ['with the name of nobody in other letters', 401, { ...RIGHT, 'X-Auth-User': 'ålice' }],
  ]
  for (const [how, status, headers] of refusals) {
    test(`${status} ${how}`, async () => {
      const answer = await logIn(headers)
      assert.equal(answer.statusCode, status, answer.body)
      assert.match(String(answer.headers['content-type']), /^text\/plain/)
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.ok(!('x-auth-token' in answer.headers))
    })
  }

  test('in a sentence that says what to send, when nothing was', async () => {
    assert.equal((await logIn({})).body, 'Send X-Auth-User and X-Auth-Key.\n')
  })

  for (const query of ['key=x', 'X-Auth-Key=x', 'token=x']) {
    test(`400 with a credential in the address, ${query}, which is not looked at`, async () => {
      const answer = await logIn(RIGHT, `/v1.0?${query}`)
      assert.equal(answer.statusCode, 400)
      assert.match(String(answer.headers['content-type']), /^text\/plain/)
      assert.ok(!('x-auth-token' in answer.headers))
    })
  }

  test('the same way whether the name or the key is wrong', async () => {
    const texts = [
      await logIn({ ...RIGHT, 'X-Auth-Key': WRONG_KEY }),
      await logIn({ ...RIGHT, 'X-Auth-User': 'nobody' }),
    ].map(({ body }) => body)
    assert.equal(texts[0], texts[1])
  })

  test('403 for a disabled user, but only after the key proved right', async () => {
    const { username, userId, apiKey } = await app.addUser('carl')
    await disableUser(app.deps, { kind: 'system', name: 'test' }, userId)
    assert.equal((await logIn({ 'X-Auth-User': username, 'X-Auth-Key': apiKey })).statusCode, 403)
    assert.equal((await logIn({ 'X-Auth-User': username, 'X-Auth-Key': WRONG_KEY })).statusCode, 401)
  })

  test('405 for another method, which is named', async () => {
    const answer = await call(app, 'POST', '/v1.0', { headers: RIGHT })
    assert.equal(answer.statusCode, 405)
    assert.equal(answer.headers['allow'], 'GET, HEAD')
    assert.match(String(answer.headers['content-type']), /^text\/plain/)
  })

  test('404 below its address', async () => {
    assert.equal((await logIn(RIGHT, '/v1.0/containers')).statusCode, 404)
  })

  test('413 with Retry-After when a source has failed too often, while the right key goes on', async () => {
    const crowded = await openTestApp()
    const wrong = { 'X-Auth-User': 'owner', 'X-Auth-Key': WRONG_KEY }
    for (let at = 0; at < 20; at++) {
      assert.equal((await call(crowded, 'GET', '/v1.0', { headers: wrong })).statusCode, 401)
    }
    const throttled = await call(crowded, 'GET', '/v1.0', { headers: wrong })
    assert.equal(throttled.statusCode, 413)
    assert.ok(Number(throttled.headers['retry-after']) > 0)
    const right = { 'X-Auth-User': 'owner', 'X-Auth-Key': crowded.owner.apiKey }
    assert.equal((await call(crowded, 'GET', '/v1.0', { headers: right })).statusCode, 204)
  })
})
