import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { createRole } from '../../domain/roles/create-role.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudFiles', 'object-store', 'ORD')
await app.addService('cloudDNS', 'rax:dns')

const accountId = await app.addAccount('alpha')
const member = await app.addUser('alpha-member', { accountId })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const staff = await app.addUser('staff', { roles: ['identity:admin'] })

const get = async (user: TestUser, path: string, more: object = {}) =>
  call(app, 'GET', `/v3/${path}`, { token: await v3TokenOf(app, user, more) })
const pick = (rows: readonly Record<string, unknown>[], name: string) => rows.map((row) => row[name])

describe('projects in v3', () => {
  test('are the own account, and all of them for staff', async () => {
    assert.deepEqual(pick((await get(member, 'projects')).json().projects, 'id'), [accountId])
    for (const caller of [staff, app.owner]) {
      const ids = pick((await get(caller, 'projects')).json().projects, 'id')
      for (const account of [accountId, stranger.accountId, app.owner.accountId])
        assert.ok(ids.includes(account))
    }
  })

  test('are told with the members of Keystone: the number is id and name', async () => {
    assert.deepEqual((await get(member, `projects/${accountId}`)).json(), {
      project: {
        id: accountId,
        name: accountId,
        domain_id: 'default',
        parent_id: 'default',
        is_domain: false,
        enabled: true,
        description: 'alpha',
        tags: [],
        options: {},
        links: { self: `${PUBLIC_URL}/v3/projects/${accountId}` },
      },
    })
  })

  test('of others are 404, the same as unknown ones; staff sees them', async () => {
    const other = await get(stranger, `projects/${accountId}`)
    assertKeystoneError(other, 404, 'Not Found')
    assert.equal(other.body, (await get(stranger, 'projects/999999')).body)
    assert.equal((await get(staff, `projects/${accountId}`)).statusCode, 200)
    assertKeystoneError(await get(staff, 'projects/999999'), 404, 'Not Found')
  })

  test('can be narrowed by name and domain', async () => {
    const ids = async (query: string) => pick((await get(staff, `projects?${query}`)).json().projects, 'id')
    assert.deepEqual(await ids(`name=${accountId}&domain_id=default`), [accountId])
    assert.deepEqual(await ids('name=alpha'), [])
    assert.deepEqual(await ids('domain_id=elsewhere'), [])
  })

  test('that one can get a token for are the own account, for staff too', async () => {
    for (const user of [member, staff]) {
      const { projects, links } = (await get(user, 'auth/projects')).json()
      assert.deepEqual(pick(projects, 'id'), [user.accountId])
      assert.deepEqual(links, { self: `${PUBLIC_URL}/v3/auth/projects`, previous: null, next: null })
    }
  })
})

describe('domain and system in v3', () => {
  test('are for operators to get tokens for', async () => {
    assert.deepEqual((await get(member, 'auth/domains')).json().domains, [])
    assert.deepEqual((await get(staff, 'auth/system')).json().system, [])
    assert.deepEqual(pick((await get(app.owner, 'auth/domains')).json().domains, 'id'), ['default'])
    assert.deepEqual((await get(app.owner, 'auth/system')).json().system, [{ all: true }])
  })

  test('the one domain is found by id and by name', async () => {
    assert.equal((await get(member, 'domains/default')).json().domain.name, 'Default')
    assert.deepEqual(pick((await get(member, 'domains?name=Default')).json().domains, 'id'), ['default'])
    assert.deepEqual((await get(member, 'domains?name=Elsewhere')).json().domains, [])
    assertKeystoneError(await get(member, 'domains/Default'), 404, 'Not Found')
  })
})

describe('the catalog in v3', () => {
  test('is the one of the login', async () => {
    const answer = await get(member, 'auth/catalog')
    const login = (await logInV3(app, secretLogin({ name: member.username }, member.apiKey))).json()
    assert.deepEqual(answer.json(), {
      catalog: login.token.catalog,
      links: { self: `${PUBLIC_URL}/v3/auth/catalog` },
    })
    assert.match(answer.body, new RegExp(`https://cloudFiles.example/v1/${accountId}"`))
    assert.ok(!answer.body.includes(stranger.accountId))
  })

  test('offers identity in every region', async () => {
    const { catalog } = (await get(member, 'auth/catalog')).json()
    const identity = catalog.find(({ type }: { type: string }) => type === 'identity')
    const told = identity.endpoints.map((endpoint: Record<string, string>) => [
      endpoint['region'],
      endpoint['interface'],
    ])
    assert.deepEqual(told, [
      ['DFW', 'public'],
      ['DFW', 'internal'],
      ['DFW', 'admin'],
      ['ORD', 'public'],
      ['ORD', 'internal'],
      ['ORD', 'admin'],
    ])
  })

  test('is 403 for a token without a scope', async () => {
    assertKeystoneError(await get(member, 'auth/catalog', { scope: 'unscoped' }), 403, 'Forbidden')
  })

  test('its services and endpoints, addresses left open, are for staff alone', async () => {
    const { services } = (await get(staff, 'services')).json()
    assert.deepEqual(pick(services, 'name'), ['cloudFiles', 'cloudDNS', 'keystone'])
    const { endpoints } = (await get(app.owner, 'endpoints')).json()
    assert.equal(endpoints.length, 9)
    assert.equal(endpoints[0].url, 'https://cloudFiles.example/v1/%(tenant_id)s')
    for (const path of [
      'services',
      'endpoints',
      `services/${services[0].id}`,
      `endpoints/${endpoints[0].id}`,
    ]) {
      assertKeystoneError(await get(member, path), 403, 'Forbidden')
      assertKeystoneError(await get(stranger, path), 403, 'Forbidden')
    }
  })

  test('has the same ids in the login and in the lists', async () => {
    const { catalog } = (await get(staff, 'auth/catalog')).json()
    const { services } = (await get(staff, 'services')).json()
    const { endpoints } = (await get(staff, 'endpoints')).json()
    assert.deepEqual(pick(catalog, 'id'), pick(services, 'id'))
    const told = catalog.flatMap((service: { id: string; endpoints: { id: string }[] }) =>
      service.endpoints.map(({ id }) => [service.id, id]),
    )
    assert.deepEqual(
      told,
      endpoints.map(({ service_id, id }: { service_id: string; id: string }) => [service_id, id]),
    )
  })

  test('can be narrowed and read by id', async () => {
    const narrowed = (await get(staff, 'endpoints?interface=admin&region_id=ORD')).json().endpoints
    assert.deepEqual(pick(narrowed, 'url'), [`${PUBLIC_URL}/v3`])
    const [service] = (await get(staff, 'services?type=rax:dns')).json().services
    assert.deepEqual((await get(staff, `services/${service.id}`)).json(), { service })
    const [endpoint] = narrowed
    assert.deepEqual((await get(staff, `endpoints/${endpoint.id}`)).json(), { endpoint })
    for (const path of ['services/x', 'endpoints/x']) {
      assertKeystoneError(await get(staff, path), 404, 'Not Found')
    }
  })
})

describe('regions and roles in v3', () => {
  test('regions are those of the catalog', async () => {
    const { regions } = (await get(member, 'regions')).json()
    assert.deepEqual(pick(regions, 'id'), ['DFW', 'ORD'])
    assert.equal((await get(member, 'regions/ORD')).json().region.parent_region_id, null)
    assertKeystoneError(await get(member, 'regions/SYD'), 404, 'Not Found')
  })

  test('roles have the ids that tokens name', async () => {
    const { roles } = (await get(member, 'roles')).json()
    const { token } = (await logInV3(app, secretLogin({ name: 'owner' }, app.owner.apiKey))).json()
    for (const { id, name } of token.roles) {
      const role = (await get(member, `roles/${id}`)).json().role
      assert.deepEqual([role.name, role.domain_id], [name, null])
    }
    assert.equal(new Set(pick(roles, 'id')).size, roles.length)
    for (const name of ['admin', 'member', 'reader', 'service']) assert.ok(pick(roles, 'name').includes(name))
    const narrowed = (await get(member, 'roles?name=Member')).json().roles
    assert.deepEqual(pick(narrowed, 'name'), ['member'])
    assertKeystoneError(await get(member, 'roles/x'), 404, 'Not Found')
  })
})

test('a role that operators made is listed, named by tokens, and has one id in both', async () => {
  const given = { name: 'cloudFiles:observer', description: 'Reads files.', givenByAccounts: true }
  await createRole(app.deps, TESTER, given)
  const observer = await app.addUser('observer', { roles: [given.name] })
  const { token } = (await logInV3(app, secretLogin({ name: 'observer' }, observer.apiKey))).json()
  const { id } = token.roles.find(({ name }: { name: string }) => name === given.name)
  const { role } = (await get(member, `roles/${id}`)).json()
  assert.deepEqual([role.name, role.description], [given.name, given.description])
})

const READS =
  'projects projects/1 domains domains/default auth/projects auth/domains auth/system auth/catalog'
for (const path of `${READS} roles roles/1 regions regions/DFW services services/x endpoints`.split(' ')) {
  test(`401 for /v3/${path} without a token, or with a dead one`, async () => {
    assertKeystoneError(await call(app, 'GET', `/v3/${path}`), 401, 'Unauthorized')
    assertKeystoneError(await call(app, 'GET', `/v3/${path}`, { token: 'x' }), 401, 'Unauthorized')
  })
}
