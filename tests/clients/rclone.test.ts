import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeClientCredential, resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { createUser } from '../support/server.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, server, storage, url, user } = await startClientBench()

const MORE_THAN_THE_THROTTLE_LETS_FAIL = 24

interface Options {
  readonly username?: string
  readonly more?: readonly string[]
}

function listContainers(auth: string, key: string, { username = user.username, more = [] }: Options = {}) {
  const backend = ['--swift-auth', `${url}${auth}`, '--swift-user', username, '--swift-key', key]
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
    const { exitCode, stderr } = await listContainers('/v2.0', user.apiKey, { more: place })
    assert.equal(exitCode, 0, stderr)
  })

  test('sends a long password as a key first, time and again, and is never throttled', async () => {
    const password = 'this sentence is longer than an api key is'
    const { username } = await createUser(server, 'dora', { password })
    for (let at = 0; at < MORE_THAN_THE_THROTTLE_LETS_FAIL; at++) {
      const { exitCode, stderr } = await listContainers('/v2.0', password, { username })
      assert.equal(exitCode, 0, `attempt ${at}: ${stderr}`)
    }
  })
})

describe("rclone's Swift backend with v3", () => {
  const place = ['--swift-tenant', user.accountId, '--swift-region', 'DFW']

  for (const [secret, key] of [
    ['the key as the password', user.apiKey],
    ['password', user.password],
  ] as const) {
    test(`logs in by ${secret} and lists the containers`, async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await listContainers('/v3', key, { more: place })
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(CONTAINER))
      assert.ok(storage.served() > before)
    })
  }

  test('logs in with domains named, and without a tenant', async () => {
    const domains = ['--swift-domain', 'Default', '--swift-tenant-domain', 'Default']
    assert.equal((await listContainers('/v3', user.apiKey, { more: [...place, ...domains] })).exitCode, 0)
    assert.equal((await listContainers('/v3', user.apiKey)).exitCode, 0)
  })

  test('tells a wrong key, and one that was reset, as its own error', async () => {
    const { username, apiKey } = await createUser(server, 'resetter')
    assert.equal((await listContainers('/v3', apiKey, { username, more: place })).exitCode, 0)
    const next = await resetKey(server, username)
    for (const key of [apiKey, WRONG_KEY]) {
      const { exitCode, stderr } = await listContainers('/v3', key, { username, more: place })
      assert.notEqual(exitCode, 0)
      assert.match(stderr, /Authorization Failed/)
    }
    assert.equal((await listContainers('/v3', next, { username, more: place })).exitCode, 0)
  })
})

describe("rclone's Swift backend with an application credential", () => {
  const list = (flags: Readonly<Record<string, string>>) => {
    const named = Object.entries(flags).flatMap(([name, value]) => [`--swift-${name}`, value])
    const backend = ['--swift-auth', `${url}/v3`, '--swift-region', 'DFW', ...named]
    return run('rclone', ['lsd', ':swift:', ...backend, '--retries', '1', '--config', '/dev/null'])
  }

  test('logs in by id, and by name with the user, and lists the containers', async () => {
    const { id, name, secret } = await makeClientCredential(url, user, 'rclone')
    for (const flags of [
      { 'application-credential-id': id, 'application-credential-secret': secret },
      {
        user: user.username,
        domain: 'Default',
        'application-credential-name': name,
        'application-credential-secret': secret,
      },
    ]) {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await list(flags)
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(CONTAINER))
      assert.ok(storage.served() > before)
    }
  })

  test('tells a wrong secret as its own error', async () => {
    const { id } = await makeClientCredential(url, user, 'rclone-wrong')
    const flags = { 'application-credential-id': id, 'application-credential-secret': WRONG_KEY }
    const { exitCode, stderr } = await list(flags)
    assert.notEqual(exitCode, 0)
    assert.match(stderr, /Authorization Failed/)
  })
})
