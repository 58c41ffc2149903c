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

  test('v3 makes, lists, changes and deletes users, projects and roles, each change as a whole', async () => {
    const token = await v3TokenOf(app, app.owner)
    const send = (
      method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      body?: unknown,
    ) => call(app, method, `/v3/${path}`, { token, ...(body !== undefined && { body }) })
    assert.equal((await send('POST', 'projects', { project: { name: '500000' } })).statusCode, 201)
    assertKeystoneError(await send('POST', 'projects', { project: { name: '500000' } }), 409, 'Conflict')
    const ids: string[] = []
    for (const name of ['one-of-three', 'two-of-three', 'three-of-three']) {
      const made = await send('POST', 'users', { user: { name, default_project_id: '500000' } })
      ids.push(made.json().user.id)
    }
    const [first = '', second = ''] = ids
    const taken = { name: 'three-of-three', email: 'x@example.com', enabled: false }
    assertKeystoneError(await send('PATCH', `users/${first}`, { user: taken }), 409, 'Conflict')
    assert.deepEqual((await send('GET', `users/${first}`)).json().user.name, 'one-of-three')
    const listed: string[] = []
    for (let marker = ids[0]; marker !== undefined; ) {
      const page = (await send('GET', `users?limit=1&marker=${marker}`)).json()
      marker = page.users[0]?.id
      if (marker !== undefined) listed.push(marker)
    }
    assert.equal(new Set([first, ...listed]).size, listed.length + 1)
    const role = (await send('POST', 'roles', { role: { name: 'engine-role' } })).json().role.id
    const anew = await send('PATCH', `roles/${role}`, { role: { description: 'Anew' } })
    assert.equal(anew.json().role.description, 'Anew')
    const grant = `projects/500000/users/${second}/roles/${role}`
    const both = await Promise.all([send('PUT', grant), send('PUT', grant)])
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode),
      [204, 204],
    )
    const held = (await send('GET', `role_assignments?role.id=${role}`)).json().role_assignments
    assert.deepEqual(
      held.map(({ user }: { user: { id: string } }) => user.id),
      [second],
    )
    assert.equal((await send('DELETE', `roles/${role}`)).statusCode, 204)
    assert.equal((await send('HEAD', grant)).statusCode, 404)
    for (const id of ids) assert.equal((await send('DELETE', `users/${id}`)).statusCode, 204)
  })

  test('v3 changes the catalog, and the next login tells of it; parallel makers of one place do not meet', async () => {
    const token = await v3TokenOf(app, app.owner)
    const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
      call(app, method, `/v3/${path}`, { token, ...(body !== undefined && { body }) })
    const made = await send('POST', 'services', { service: { name: 'glance', type: 'image' } })
    const { id } = made.json().service
    const sides = await Promise.all(
      ['public', 'internal', 'admin'].map((side) => {
        const url = `https://${side}.example`
        const endpoint = { service_id: id, interface: side, region: 'RegionOne', url }
        return send('POST', 'endpoints', { endpoint })
      }),
    )
    for (const { statusCode, body } of sides) assert.equal(statusCode, 201, body)
    const told = async () => {
      const { token: login } = (
        await logInV3(app, secretLogin({ name: app.owner.username }, app.owner.apiKey))
      ).json()
      return login.catalog.find(({ type }: { type: string }) => type === 'image')
    }
    assert.equal((await told()).endpoints.length, 3)
    await send('PATCH', `services/${id}`, { service: { name: 'pictures' } })
    assert.deepEqual([(await told()).name, (await told()).id], ['pictures', id])
    assertKeystoneError(await send('DELETE', 'regions/regionone'), 409, 'Conflict')
    assert.equal((await send('DELETE', `services/${id}`)).statusCode, 204)
    assert.equal(await told(), undefined)
    assert.equal((await send('DELETE', 'regions/regionone')).statusCode, 204)
  })
}
