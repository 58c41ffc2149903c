import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, storage, url, user } = await startClientBench()

function listContainers(auth: string, key: string, more: readonly string[] = []) {
  const backend = ['--swift-auth', `${url}${auth}`, '--swift-user', user.username, '--swift-key', key]
  return run('rclone', ['lsd', ':swift:', ...backend, '--retries', '1', '--config', '/dev/null', ...more])
}

for (const [version, path] of [
  ['v1', '/v1.0'],
  ['v1', '/auth/v1.0'],
  ['v2', '/v2.0'],
] as const) {
  describe(`rclone's Swift backend with ${version} at ${path}`, () => {
    test('logs in by API key and lists the containers', async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await listContainers(path, user.apiKey)
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(CONTAINER))
      assert.ok(storage.served() > before)
    })

    test('tells a wrong key as its own error', async () => {
      const { exitCode, stderr } = await listContainers(path, WRONG_KEY)
      assert.notEqual(exitCode, 0)
      assert.match(stderr, /Authorization Failed/)
    })
  })
}

describe("rclone's Swift backend with v2", () => {
  test('logs in by password, which it tries first because it is short', async () => {
    const { exitCode, stdout, stderr } = await listContainers('/v2.0', user.password)
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, new RegExp(CONTAINER))
  })

  test('finds the storage by region and tenant', async () => {
    const place = ['--swift-region', 'DFW', '--swift-tenant', user.accountId]
    const { exitCode, stderr } = await listContainers('/v2.0', user.apiKey, place)
    assert.equal(exitCode, 0, stderr)
  })

  test('takes the wrong kind first many times without being locked out', async () => {
    for (let at = 0; at < 12; at++) {
      const { exitCode, stderr } = await listContainers('/v2.0', user.apiKey.slice(0, 31))
      assert.notEqual(exitCode, 0)
      assert.doesNotMatch(stderr, /413|Too Large/, `attempt ${at}`)
      const good = await listContainers('/v2.0', user.apiKey)
      assert.equal(good.exitCode, 0, good.stderr)
    }
  })
})
