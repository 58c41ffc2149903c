import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertFault, call, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})

async function get(path: string, as: { username: string; apiKey: string }) {
  return call(app, 'GET', `/v2.0${path}`, { token: await tokenOf(app, as) })
}

const TENANT = { id: accountId, name: accountId, enabled: true, description: 'alpha' }

describe('the tenant', () => {
  test('is the account, by id and by name', async () => {
    assert.deepEqual((await get(`/tenants/${accountId}`, member)).json(), { tenant: TENANT })
    assert.deepEqual((await get(`/tenants?name=${accountId}`, member)).json(), { tenant: TENANT })
    assert.deepEqual((await get(`/tenants/${accountId}`, app.owner)).json(), { tenant: TENANT })
  })

  test('of somebody else is 404, as an unknown one', async () => {
    const answers = await Promise.all([
      get(`/tenants/${accountId}`, stranger),
      get('/tenants/999999', stranger),
      get(`/tenants?name=${accountId}`, stranger),
      get(`/tenants/${accountId}/users`, stranger),
      get('/tenants/999999/users', stranger),
    ])
    for (const answer of answers) assertFault(answer, 404, 'itemNotFound')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
  })

  test('has users: all for the owner and for staff, sub-users for a manager', async () => {
    const names = async (as: typeof owner) =>
      (await get(`/tenants/${accountId}/users`, as))
        .json()
        .users.map(({ username }: { username: string }) => username)
    assert.deepEqual((await names(owner)).sort(), ['alpha-manager', 'alpha-member', 'alpha-owner'])
    assert.deepEqual((await names(app.owner)).sort(), ['alpha-manager', 'alpha-member', 'alpha-owner'])
    assert.deepEqual((await names(manager)).sort(), ['alpha-manager', 'alpha-member'])
    assertFault(await get(`/tenants/${accountId}/users`, member), 403, 'forbidden')
  })
})
