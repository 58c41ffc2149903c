import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resetKey } from '../../../server/src/domain/keys/reset-key.ts'
import { changeRoles } from '../../../server/src/domain/users/change-roles.ts'
import { openTestApp, TESTER, type TestApp } from '../../support/app.ts'
import { assertFault, call, keyLogin, passwordLogin, tokenOf } from '../../support/identity.ts'
import { assertKeystoneError, logInV3, secretLogin, v3TokenOf } from '../../support/identity-v3.ts'
import { freshDatabase, postgresMissing } from '../../support/postgres.ts'

const whyNot = postgresMissing()
const engines: Readonly<Record<string, TestApp | null>> = {
  SQLite: await openTestApp(),
  PostgreSQL: whyNot ? null : await openTestApp(await freshDatabase()),
}

for (const [name, app] of Object.entries(engines)) {
  if (!app) test(`identity on ${name}`, { skip: whyNot }, () => {})
  else describe(`identity on ${name}`, () => onEngine(app))
}

function onEngine(app: TestApp): void {
  test('logs in by key in every version, and by password', async () => {
    await app.addService('cloudFiles', 'object-store', 'DFW')
    const { username, apiKey, password } = app.owner
    const headers = { 'x-auth-user': username, 'x-auth-key': apiKey }
    assert.equal((await call(app, 'GET', '/v1.0', { headers })).statusCode, 204)
    const v1_1 = { credentials: { username, key: apiKey } }
    assert.equal((await call(app, 'POST', '/v1.1/auth', { body: v1_1 })).statusCode, 200)
    for (const body of [keyLogin(app.owner), passwordLogin(username, password)]) {
      const answer = await call(app, 'POST', '/v2.0/tokens', { body })
      assert.equal(answer.json().access.serviceCatalog[0].name, 'cloudFiles')
    }
  })

  test('a reset ends the old key and its tokens before it is answered', async () => {
    const user = await app.addUser('resets')
    const token = await tokenOf(app, user)
    const url = `/v2.0/users/${user.userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials/RAX-AUTH/reset`
    const { apiKey } = (await call(app, 'POST', url, { token })).json()['RAX-KSKEY:apiKeyCredentials']
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) }), 401, 'unauthorized')
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token }), 401, 'unauthorized')
    await tokenOf(app, { ...user, apiKey })
  })

  test('a revoked token is dead, a catalog change is seen, a taken key is refused', async () => {
    const token = await tokenOf(app, app.owner)
    assert.equal((await call(app, 'DELETE', '/v2.0/tokens', { token })).statusCode, 204)
    assertFault(await call(app, 'GET', `/v2.0/tokens/${token}`, { token }), 401, 'unauthorized')
    await app.addService('cloudDNS', 'rax:dns')
    const login = (await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(app.owner) })).json()
    assert.equal(login.access.serviceCatalog[1].name, 'cloudDNS')
    const user = await app.addUser('wants-a-key')
    const url = `/v2.0/users/${user.userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials`
    const body = { 'RAX-KSKEY:apiKeyCredentials': { username: 'x', apiKey: app.owner.apiKey } }
    assertFault(await call(app, 'POST', url, { token: login.access.token.id, body }), 409, 'tenantConflict')
  })

  test('v3 logs in by key and password, by name and id, and sees a reset, an end and a role at once', async () => {
    const password = 'nobody would ever guess this'
    const user = await app.addUser('third', { password })
    for (const whom of [{ name: 'third' }, { id: user.userId }]) {
      for (const secret of [user.apiKey, password]) {
        assert.equal((await logInV3(app, secretLogin(whom, secret))).statusCode, 201)
      }
    }
    const [ended, kept] = [await v3TokenOf(app, user), await v3TokenOf(app, user)]
    const validate = (method: 'GET' | 'DELETE', token: string, query = '') =>
      call(app, method, `/v3/auth/tokens${query}`, { token: kept, headers: { 'x-subject-token': token } })
    assert.equal((await validate('DELETE', ended)).statusCode, 204)
    assertKeystoneError(await validate('GET', ended, '?allow_expired=1'), 404, 'Not Found')
    await changeRoles(app.deps, TESTER, user.userId, { add: ['reader'], remove: [] })
    const { roles } = (await validate('GET', kept)).json().token
    assert.ok(roles.some(({ name }: { name: string }) => name === 'reader'))
    await resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 0 })
    assertKeystoneError(await validate('GET', kept), 401, 'Unauthorized')
    assertKeystoneError(await logInV3(app, secretLogin({ name: 'third' }, user.apiKey)), 401, 'Unauthorized')
  })
}
