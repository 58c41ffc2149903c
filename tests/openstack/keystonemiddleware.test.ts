import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { resetKey } from '../support/client-bench.ts'
import { startExample } from '../support/example.ts'
import { createUser, startServer } from '../support/server.ts'
import { assertAllShown } from '../support/shown.ts'

const server = await startServer()
after(() => server.stop())
const service = await createUser(server, 'hello-service')
const role = (act: string) =>
  server.prepare(['user', 'role', '--username', service.username, `--${act}`, 'service'])
await role('add')
const alice = await createUser(server, 'alice')
const env = { SERVICE_KEY: service.apiKey, SERVICE_ACCOUNT: service.accountId }
const example = await startExample('keystonemiddleware', server, { env })
after(() => example.stop())

async function login(apiKey: string): Promise<string> {
  const headers = { 'X-Auth-User': alice.username, 'X-Auth-Key': apiKey }
  return (await fetch(`${server.url}/v1.0`, { headers })).headers.get('x-auth-token') ?? ''
}

async function status(token: string): Promise<number> {
  const answer = await fetch(`http://localhost:${example.port}/`, { headers: { 'X-Auth-Token': token } })
  await answer.arrayBuffer()
  return answer.status
}

describe('examples/keystonemiddleware', () => {
  test('does what its README says', () =>
    assertAllShown(example.shown, (commands) => example.run(commands, alice.apiKey)))

  test('a token is refused in the next request after the key was reset, and a new one is not', async () => {
    const token = await login(alice.apiKey)
    assert.equal(await status(token), 200)
    const next = await resetKey(server, alice.username)
    assert.equal(await status(token), 401)
    assert.equal(await status(await login(next)), 200)
  })

  test('a service that may not validate lets nobody in, and everybody again when it may', async () => {
    const token = await login(await resetKey(server, alice.username))
    assert.equal(await status(token), 200)
    await role('remove')
    assert.equal(await status(token), 503)
    await role('add')
    assert.equal(await status(token), 200)
  })

  test('without Keyward nobody gets in', async () => {
    const token = await login(await resetKey(server, alice.username))
    assert.equal(await status(token), 200)
    await server.stop()
    assert.equal(await status(token), 503)
  })
})
