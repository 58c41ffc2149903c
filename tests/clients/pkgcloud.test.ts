import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, storage, url, user } = await startClientBench()

const LIST_CONTAINERS = `
const [authUrl, username, credential, region] = process.argv.slice(1)
const secret = JSON.parse(credential)
const client = require('pkgcloud').storage.createClient({ provider: 'rackspace', username, authUrl, region, ...secret })
client.auth((error) => {
  if (error) return console.log(JSON.stringify({ error: error.message, status: error.statusCode }))
  client.getContainers((error, containers) => {
    if (error) throw error
    console.log(JSON.stringify({ tenant: client._identity.token.tenant.id, names: containers.map(({ name }) => name) }))
  })
})
`

async function pkgcloud(secret: Readonly<Record<string, string>>) {
  const args = ['-e', LIST_CONTAINERS, url, user.username, JSON.stringify(secret), 'DFW']
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
