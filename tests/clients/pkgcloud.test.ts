import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { createUser } from '../support/server.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, server, storage, url, user } = await startClientBench()

const LIST_CONTAINERS = `
const [authUrl, username, options, region] = process.argv.slice(1)
const client = require('pkgcloud').storage.createClient({
  provider: 'rackspace', username, authUrl, region, ...JSON.parse(options) })
client.auth((error) => {
  if (error) return console.log(JSON.stringify({ error: error.message, status: error.statusCode }))
  client.getContainers((error, containers) => {
    if (error) throw error
    console.log(JSON.stringify({ tenant: client._identity.token.tenant.id, names: containers.map(({ name }) => name) }))
  })
})
`

async function pkgcloud(options: Readonly<Record<string, string>>, username = user.username) {
  const args = ['-e', LIST_CONTAINERS, url, username, JSON.stringify(options), 'DFW']
  const { exitCode, stdout, stderr } = await run(process.execPath, args)
  assert.equal(exitCode, 0, stderr)
  return JSON.parse(stdout)
}

describe('pkgcloud', () => {
  test('logs in by API key and lists the containers', async () => {
    const before = storage.served()
    const { tenant, names } = await pkgcloud({ apiKey: user.apiKey })
    assert.equal(tenant, user.accountId)
    assert.deepEqual(names, [CONTAINER])
    assert.ok(storage.served() > before)
  })

  test('logs in by password', async () => {
    assert.deepEqual((await pkgcloud({ password: user.password })).names, [CONTAINER])
  })

  test('tells a wrong key as its own error', async () => {
    const { error, status } = await pkgcloud({ apiKey: WRONG_KEY })
    assert.match(error, /Error \(401\): Unauthorized/)
    assert.equal(status, 401)
  })
})

describe('pkgcloud for OpenStack with v3', () => {
  const v3 = { provider: 'openstack', keystoneAuthVersion: 'v3', tenantName: user.accountId }

  for (const [secret, password] of [
    ['key as the password', user.apiKey],
    ['password', user.password],
  ] as const) {
    test(`logs in by ${secret}, naming no domain, and lists the containers`, async () => {
      const before = storage.served()
      const { tenant, names } = await pkgcloud({ ...v3, password })
      assert.deepEqual([tenant, names], [user.accountId, [CONTAINER]])
      assert.ok(storage.served() > before)
    })
  }

  test('logs in with domains named, and without a project', async () => {
    const domains = { domainId: 'default', projectDomainName: 'Default' }
    assert.deepEqual((await pkgcloud({ ...v3, ...domains, password: user.apiKey })).names, [CONTAINER])
    const { provider, keystoneAuthVersion } = v3
    const bare = { provider, keystoneAuthVersion, domainName: 'Default', password: user.apiKey }
    assert.equal((await pkgcloud(bare)).tenant, user.accountId)
  })

  test('tells a wrong key, and one that was reset, as its own error', async () => {
    const { username, apiKey } = await createUser(server, 'resetter')
    assert.deepEqual((await pkgcloud({ ...v3, password: apiKey }, username)).names, [CONTAINER])
    const key = await resetKey(server, username)
    for (const password of [apiKey, WRONG_KEY]) {
      const { error, status } = await pkgcloud({ ...v3, password }, username)
      assert.match(error, /Error \(401\): Unauthorized/)
      assert.equal(status, 401)
    }
    assert.deepEqual((await pkgcloud({ ...v3, password: key }, username)).names, [CONTAINER])
  })
})
