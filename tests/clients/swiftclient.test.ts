import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { makeClientCredential, resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { createUser } from '../support/server.ts'

const { run, server, storage, url, user } = await startClientBench()

describe('python-swiftclient with v1.0', () => {
  const stat = (path: string, name: string, key: string) =>
    run('swift', ['-V', '1', '-A', `${url}${path}`, '-U', name, '-K', key, 'stat'])

  for (const path of ['/v1.0', '/auth/v1.0', '/auth/v1', '/v1', '/v1/', '/identity/v1.0']) {
    test(`logs in at ${path} and reaches the storage`, async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await stat(path, user.username, user.apiKey)
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(`Account: ${user.accountId}`))
      assert.ok(storage.served() > before)
    })
  }

  test('takes account:user as a user name', async () => {
    const { exitCode, stderr } = await stat('/v1.0', `${user.accountId}:${user.username}`, user.apiKey)
    assert.equal(exitCode, 0, stderr)
  })

  test('tells a wrong key as its own error', async () => {
    const { exitCode, stderr } = await stat('/v1.0', user.username, WRONG_KEY)
    assert.equal(exitCode, 1)
    assert.match(stderr, /^Auth GET failed: .*\/v1\.0 401 Unauthorized/)
  })
})

describe('python-swiftclient with v2.0, by keystoneclient', () => {
  const stat = (tenant: string, password: string) =>
    run('swift', ['-V', '2', '-A', `${url}/v2.0`, '-U', `${tenant}:${user.username}`, '-K', password, 'stat'])

  test('logs in by password as the account and reaches the storage', async () => {
    const before = storage.served()
    const { exitCode, stdout, stderr } = await stat(user.accountId, user.password)
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, new RegExp(`Account: ${user.accountId}`))
    assert.ok(storage.served() > before)
  })

  test('finds the storage by region', async () => {
    const args = ['-V', '2', '-A', `${url}/v2.0`, '-U', `${user.accountId}:${user.username}`]
    const auth = await run('swift', [...args, '-K', user.password, '--os-region-name', 'DFW', 'auth'])
    assert.equal(auth.exitCode, 0, auth.stderr)
    assert.match(auth.stdout, new RegExp(`OS_STORAGE_URL=http://127\\.0\\.0\\.1:\\d+/v1/${user.accountId}\n`))
  })

  test('tells a wrong password as its own error', async () => {
    const { exitCode, stderr } = await stat(user.accountId, WRONG_KEY)
    assert.equal(exitCode, 1)
    assert.match(stderr, /^Unauthorized\. Check username, password and tenant name\/id\./)
  })

  test('tells another account as its own error', async () => {
    const { exitCode, stderr } = await stat('999999', user.password)
    assert.equal(exitCode, 1)
    assert.match(stderr, /^Unauthorized\. Check username, password and tenant name\/id\./)
  })
})

describe('python-swiftclient with v3, by keystoneclient', () => {
  const stat = (secret: string, name = user.username, project = user.accountId) => {
    const place = ['--os-project-name', project, '--os-project-domain-name', 'Default']
    const who = ['--os-username', name, '--os-user-domain-name', 'Default', '--os-password', secret]
    return run('swift', ['-V', '3', '--os-auth-url', `${url}/v3`, ...place, ...who, 'stat'])
  }

  for (const [secret, value] of [
    ['key as the password', user.apiKey],
    ['password', user.password],
  ] as const) {
    test(`logs in by ${secret} and reaches the storage`, async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await stat(value)
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(`Account: ${user.accountId}`))
      assert.ok(storage.served() > before)
    })
  }

  test('logs in without naming a domain, finds the storage by region', async () => {
    const who = ['-A', `${url}/v3`, '-U', user.username, '-K', user.apiKey, '--os-project-id', user.accountId]
    const auth = await run('swift', ['-V', '3', ...who, '--os-region-name', 'DFW', 'auth'])
    assert.equal(auth.exitCode, 0, auth.stderr)
    assert.match(auth.stdout, new RegExp(`OS_STORAGE_URL=http://127\\.0\\.0\\.1:\\d+/v1/${user.accountId}\n`))
  })

  test('tells a wrong secret, another account, and a key that was reset as its own error', async () => {
    const { username, apiKey } = await createUser(server, 'resetter')
    assert.equal((await stat(apiKey, username)).exitCode, 0)
    const key = await resetKey(server, username)
    for (const answer of [
      await stat(WRONG_KEY),
      await stat(key, username, '999999'),
      await stat(apiKey, username),
    ]) {
      assert.equal(answer.exitCode, 1)
      assert.match(answer.stderr, /^Unauthorized\. Check username\/id, password, tenant name\/id/)
    }
    assert.equal((await stat(key, username)).exitCode, 0)
  })
})

describe('python-swiftclient with an application credential', () => {
  const stat = (id: string, secret: string) => {
    const credential = ['--os-application-credential-id', id, '--os-application-credential-secret', secret]
    const auth = ['--os-auth-type', 'v3applicationcredential', '--os-auth-url', `${url}/v3`]
    return run('swift', ['-V', '3', ...auth, ...credential, 'stat'])
  }

  test('logs in and reaches the storage', async () => {
    const before = storage.served()
    const { id, secret } = await makeClientCredential(url, user, 'swift')
    const { exitCode, stdout, stderr } = await stat(id, secret)
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, new RegExp(`Account: ${user.accountId}`))
    assert.ok(storage.served() > before)
  })

  test('tells a wrong secret as its own error', async () => {
    const { id } = await makeClientCredential(url, user, 'swift-wrong')
    const { exitCode, stderr } = await stat(id, WRONG_KEY)
    assert.equal(exitCode, 1)
    assert.match(stderr, /401|Unauthorized/)
  })
})

test('no key and no password came into the server log', () => {
  for (const secret of [user.apiKey, user.password, WRONG_KEY]) assert.ok(!server.output().includes(secret))
})
