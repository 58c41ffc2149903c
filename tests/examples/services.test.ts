import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { resetKey, WRONG_KEY } from '../support/client-bench.ts'
import { type Example, startExample } from '../support/example.ts'
import { startRelay } from '../support/relay.ts'
import { createUser, startServer } from '../support/server.ts'
import { assertAllShown } from '../support/shown.ts'

const server = await startServer()
after(() => server.stop())
const ROLE = 'reports:reader'
let { apiKey } = await createUser(server, 'alice')

async function status(example: Example, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://localhost:${example.port}${path}`, { headers })
  await response.arrayBuffer()
  return response.status
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

for (const name of ['express', 'fastify', 'python']) {
  const relay = await startRelay(server.port)
  after(() => relay.stop())
  const example = await startExample(name, server, { keywardPort: relay.port })
  after(() => example.stop())

  describe(`examples/${name}`, () => {
    test('does what its README says', async () => {
      await assertAllShown(example.shown, (commands) => example.run(commands, apiKey))
      await server.prepare(['role', 'remove', '--name', ROLE])
    })

    test('the role is gone in the next request after it was removed', async () => {
      assert.equal(await status(example, '/reports', bearer(apiKey)), 403)
    })

    test('401 for a wrong key, and for a key that was reset, in the very next request', async () => {
      const old = apiKey
      assert.equal(await status(example, '/', bearer(WRONG_KEY)), 401)
      assert.equal(await status(example, '/', bearer(old)), 200)
      apiKey = await resetKey(server, 'alice')
      assert.equal(await status(example, '/', bearer(old)), 401)
      assert.equal(await status(example, '/', bearer(apiKey)), 200)
    })

    test('503 without Keyward, never in', async () => {
      await relay.stop()
      assert.equal(await status(example, '/', bearer(apiKey)), 503)
    })
  })
}

for (const name of ['node', 'curl']) {
  test(`examples/${name} does what its README says`, async () => {
    const example = await startExample(name, server)
    await assertAllShown(example.shown, (commands) => example.run(commands, apiKey))
    await example.stop()
  })
}

test('the example in the README of the SDK is examples/node', () => {
  const [, shown] = /```js\n\/\/ hello.mjs\n(.*?)```/s.exec(readFileSync('sdk/README.md', 'utf8')) ?? []
  assert.equal(shown, readFileSync('examples/node/hello.mjs', 'utf8'))
})
