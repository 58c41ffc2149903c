import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertFault, call, keyLogin, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const owner = await app.addUser('alpha-owner', {
  accountId: await app.addAccount('alpha'),
  roles: ['identity:user-admin'],
})
await app.addUser('staff', { roles: ['identity:admin'] })
const asOperator = { token: await tokenOf(app, app.owner) }
const asOwner = { token: await tokenOf(app, owner) }

const TEMPLATES = '/v2.0/OS-KSCATALOG/endpointTemplates'
const template = (more: object = {}) => ({
  'OS-KSCATALOG:endpointTemplate': {
    name: 'cloudFiles',
    type: 'object-store',
    region: 'DFW',
    publicURL: 'https://storage.example/v1/%(tenant_id)s',
    ...more,
  },
})
const add = (body: unknown, as = asOperator) => call(app, 'POST', TEMPLATES, { ...as, body })

describe('endpoint templates', () => {
  test('are added, listed, read and removed one by one; logins tell of them at once', async () => {
    const answer = await add(template({ internalURL: 'https://inside.example/%(tenant_id)s' }))
    assert.equal(answer.statusCode, 201, answer.body)
    const made = answer.json()['OS-KSCATALOG:endpointTemplate']
    const { id, ...rest } = made
    assert.ok(Number.isInteger(id))
    assert.deepEqual(rest, {
      name: 'cloudFiles',
      type: 'object-store',
      region: 'DFW',
      publicURL: 'https://storage.example/v1/%(tenant_id)s',
      internalURL: 'https://inside.example/%(tenant_id)s',
      enabled: true,
      global: true,
    })
    const other = (await add(template({ region: 'ord' }))).json()['OS-KSCATALOG:endpointTemplate']
    const list = (await call(app, 'GET', TEMPLATES, asOperator)).json()
    assert.deepEqual(list['OS-KSCATALOG:endpointTemplates'], [made, other])
    const read = await call(app, 'GET', `${TEMPLATES}/${id}`, asOperator)
    assert.deepEqual(read.json(), { 'OS-KSCATALOG:endpointTemplate': made })
    assert.deepEqual(await regionsAtLogin(), ['DFW', 'ORD'])
    assert.equal((await call(app, 'DELETE', `${TEMPLATES}/${id}`, asOperator)).statusCode, 204)
    assert.deepEqual(await regionsAtLogin(), ['ORD'])
    for (const method of ['GET', 'DELETE'] as const) {
      assertFault(await call(app, method, `${TEMPLATES}/${id}`, asOperator), 404, 'itemNotFound')
    }
  })

  async function regionsAtLogin() {
    const { access } = (await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(owner) })).json()
    const files = access.serviceCatalog.find(({ name }: { name: string }) => name === 'cloudFiles')
    return files.endpoints.map(({ region }: { region: string }) => region)
  }

  test('of a tenant are told with its number in the addresses', async () => {
    const url = `/v2.0/tenants/${owner.accountId}/OS-KSCATALOG/endpoints`
    const { endpoints } = (await call(app, 'GET', url, asOperator)).json()
    assert.equal(endpoints[0].publicURL, `https://storage.example/v1/${owner.accountId}`)
    assertFault(await call(app, 'GET', url, asOwner), 403, 'forbidden')
    const elsewhere = `/v2.0/tenants/${app.owner.accountId}/OS-KSCATALOG/endpoints`
    assertFault(await call(app, 'GET', elsewhere, asOwner), 404, 'itemNotFound')
  })

  const refusals: readonly [string, number, string, unknown][] = [
    ['the same place twice', 409, 'tenantConflict', template({ region: 'ORD' })],
    ['no body', 400, 'badRequest', {}],
    ['a member that is not known', 400, 'badRequest', template({ owner: 'me' })],
    ['one that is off', 400, 'badRequest', template({ enabled: false })],
    ['an address that is none', 400, 'badRequest', template({ publicURL: 'file:///etc/passwd' })],
    [
      'settings in the address (F-21)',
      400,
      'badRequest',
      template({ publicURL: 'https://x.example/%(admin_token)s' }),
    ],
  ]
  for (const [what, status, name, body] of refusals) {
    test(`with ${what} are ${status}`, async () => {
      const before = await app.deps.store.endpoints.list()
      assertFault(await add(body), status, name)
      assert.deepEqual(await app.deps.store.endpoints.list(), before)
    })
  }
})

describe('services', () => {
  test('are those of the catalog', async () => {
    const list = (await call(app, 'GET', '/v2.0/OS-KSADM/services', asOperator)).json()['OS-KSADM:services']
    assert.equal(list.length, 1)
    const { id, ...rest } = list[0]
    assert.deepEqual(rest, { name: 'cloudFiles', type: 'object-store', description: 'cloudFiles' })
    const read = await call(app, 'GET', `/v2.0/OS-KSADM/services/${id}`, asOperator)
    assert.deepEqual(read.json(), { 'OS-KSADM:service': list[0] })
    assertFault(await call(app, 'GET', '/v2.0/OS-KSADM/services/x', asOperator), 404, 'itemNotFound')
  })
})

test('what belongs to the installation is 403 for everybody else, whether it exists or not', async () => {
  const places: readonly ['GET' | 'POST' | 'DELETE', string, unknown?][] = [
    ['GET', TEMPLATES],
    ['POST', TEMPLATES, template({ region: 'LON' })],
    ['GET', `${TEMPLATES}/2`],
    ['DELETE', `${TEMPLATES}/2`],
    ['DELETE', `${TEMPLATES}/999`],
    ['GET', '/v2.0/OS-KSADM/services'],
    ['GET', '/v2.0/OS-KSADM/services/x'],
  ]
  const before = await app.deps.store.endpoints.list()
  for (const [method, url, body] of places) {
    assertFault(await call(app, method, url, { ...asOwner, ...(body ? { body } : {}) }), 403, 'forbidden')
  }
  assert.deepEqual(await app.deps.store.endpoints.list(), before)
})
