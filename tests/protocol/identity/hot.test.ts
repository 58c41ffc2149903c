import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { resetKey } from '../../../server/src/domain/keys/reset-key.ts'
import { disableUser } from '../../../server/src/domain/users/disable-user.ts'
import { openTestApp, TESTER } from '../../support/app.ts'
import { keyLogin, WRONG_KEY } from '../../support/identity.ts'

// The routes before Fastify are not on the way of `inject`: these tests go over the network.
const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
const address = await app.http.listen({ host: '127.0.0.1', port: 0 })
after(() => app.close())

const JSON_TYPE = { 'Content-Type': 'application/json' }
const login = (body: unknown, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
  fetch(`${address}/v2.0/tokens`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const validate = (token: string, subject = token, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${address}/v2.0/tokens/${subject}`, { headers: { 'X-Auth-Token': token, ...headers } })

/** Fills the memory that the routes before Fastify answer from. */
async function warm(user: { username: string; apiKey: string }): Promise<string> {
  await login(keyLogin(user))
  const { access } = JSON.parse(await (await login(keyLogin(user))).text())
  return access.token.id
}

const HEADERS = ['content-type', 'vary', 'cache-control']

describe('a login answered from memory', () => {
  test('is the same, headers too, as one that takes the ordinary way', async () => {
    await warm(app.owner)
    const hot = await login(keyLogin(app.owner))
    // An unknown header makes the request take the ordinary way.
    const ordinary = await login(keyLogin(app.owner), { ...JSON_TYPE, 'X-Unusual': '1' })
    for (const name of HEADERS) assert.equal(hot.headers.get(name), ordinary.headers.get(name), name)
    for (const name of ['x-trans-id', 'x-request-id']) assert.ok(hot.headers.get(name), name)
    const [one, two] = [JSON.parse(await hot.text()).access, JSON.parse(await ordinary.text()).access]
    assert.deepEqual([one.serviceCatalog, one.user], [two.serviceCatalog, two.user])
    assert.deepEqual(Object.keys(one.token), Object.keys(two.token))
  })

  const bodies: readonly [string, unknown, number][] = [
    ['a wrong key', keyLogin({ username: 'owner', apiKey: WRONG_KEY }), 401],
    ['another name', keyLogin({ username: 'nobody', apiKey: app.owner.apiKey }), 401],
    ['another account', keyLogin(app.owner, { tenantId: '999999' }), 401],
    ['its own account', keyLogin(app.owner, { tenantId: app.owner.accountId }), 200],
    ['two kinds', keyLogin(app.owner, { token: { id: 'x' } }), 400],
    ['broken JSON', '{"auth":', 400],
    ['spaces', JSON.stringify(keyLogin(app.owner), null, 2), 200],
    ['a body of 50 KB', keyLogin(app.owner, { filler: 'x'.repeat(50_000) }), 400],
    ['a body of 70 KB', keyLogin(app.owner, { filler: 'x'.repeat(70_000) }), 413],
    [
      'a member given twice',
      JSON.stringify(keyLogin(app.owner)).replace('"username"', '"username":"x","username"'),
      400,
    ],
  ]
  for (const [what, body, status] of bodies) {
    test(`hands on the whole request: ${status} for ${what}`, async () => {
      await warm(app.owner)
      const answer = await login(body)
      assert.equal(answer.status, status, await answer.clone().text())
      assert.ok((await answer.text()).startsWith('{'))
    })
  }

  test('ends with the reset of the key, in the very next request', async () => {
    const user = await app.addUser('resets')
    const token = await warm(user)
    assert.equal((await validate(token)).status, 200)
    await resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 0 })
    assert.equal((await login(keyLogin(user))).status, 401)
    assert.equal((await validate(token)).status, 401)
  })

  test('ends with the user being disabled', async () => {
    const user = await app.addUser('disabled')
    const token = await warm(user)
    await disableUser(app.deps, TESTER, user.userId)
    assert.equal((await login(keyLogin(user))).status, 403)
    assert.equal((await validate(token)).status, 401)
  })

  test('is counted as a call of the key', async () => {
    const user = await app.addUser('counted')
    for (let at = 0; at < 5; at++) await login(keyLogin(user))
    await app.deps.calls.flush()
    const counts = await app.deps.store.calls.ofUser(user.userId, 0)
    assert.equal(
      counts.reduce((sum, { calls }) => sum + calls, 0),
      5,
    )
  })
})

describe('a validation answered from memory', () => {
  test('is the same, headers too, as one that takes the ordinary way', async () => {
    const token = await warm(app.owner)
    const hot = await validate(token)
    const ordinary = await validate(token, token, { 'X-Unusual': '1' })
    assert.equal(await hot.text(), await ordinary.text())
    for (const name of HEADERS) assert.equal(hot.headers.get(name), ordinary.headers.get(name), name)
  })

  test('knows who may ask', async () => {
    const [one, two] = [await app.addUser('one'), await app.addUser('two')]
    const [ofOne, ofTwo] = [await warm(one), await warm(two)]
    const stranger = await warm(await app.addUser('three', { accountId: await app.addAccount('far') }))
    assert.equal((await validate(await warm(app.owner), ofOne)).status, 200)
    assert.equal((await validate(ofTwo, ofOne)).status, 403)
    assert.equal((await validate(stranger, ofOne)).status, 404)
  })

  test('leaves XML and a wrong tenant to the ordinary way', async () => {
    const token = await warm(app.owner)
    const xml = await validate(token, token, { Accept: 'application/xml' })
    assert.equal(xml.status, 200)
    assert.match(await xml.text(), /^<\?xml [^>]+><access /)
    assert.equal((await validate(token, `${token}?belongsTo=999999`)).status, 404)
  })
})
