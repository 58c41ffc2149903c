import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { createUser } from '../support/server.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, server, storage, url, user } = await startClientBench()

interface Sent {
  readonly password: string
  readonly username?: string
  readonly authUrl?: string
}

/** Settings as people keep them in an `openrc` file. */
function openrc({ password, username = user.username, authUrl = `${url}/v3` }: Sent) {
  return {
    OS_AUTH_URL: authUrl,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: username,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: user.accountId,
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
  }
}

const openstack = (command: string, sent: Sent) => run('openstack', command.split(' '), openrc(sent))

/** What a command prints, with `-f json`. */
async function read(command: string, sent: Sent = { password: user.apiKey }) {
  const { exitCode, stdout, stderr } = await openstack(`${command} -f json`, sent)
  assert.equal(exitCode, 0, stderr)
  return JSON.parse(stdout)
}

const byToken = (command: string, token: string) => {
  const { OS_AUTH_URL, OS_IDENTITY_API_VERSION, OS_PROJECT_NAME, OS_PROJECT_DOMAIN_NAME } = openrc({
    password: '',
  })
  const place = { OS_AUTH_URL, OS_IDENTITY_API_VERSION, OS_PROJECT_NAME, OS_PROJECT_DOMAIN_NAME }
  return run('openstack', command.split(' '), { ...place, OS_AUTH_TYPE: 'v3token', OS_TOKEN: token })
}

describe('openstackclient with v3', () => {
  for (const [secret, password] of [
    ['the password', user.password],
    ['the account key as the password', user.apiKey],
  ] as const) {
    test(`gets a token by ${secret}`, async () => {
      const token = await read('token issue', { password })
      assert.equal(token.project_id, user.accountId)
      assert.equal(token.user_id, user.userId)
      assert.ok(Date.parse(token.expires) > Date.now())
    })

    test(`reaches the storage by ${secret}`, async () => {
      const before = storage.served()
      assert.deepEqual(await read('container list', { password }), [{ Name: CONTAINER }])
      assert.ok(storage.served() > before)
    })
  }

  test('finds v3 from the root', async () => {
    const token = await read('token issue', { password: user.apiKey, authUrl: url })
    assert.equal(token.project_id, user.accountId)
  })

  test('tells a wrong secret and an unknown user as its own error, and both alike', async () => {
    const wrong = await openstack('token issue', { password: WRONG_KEY })
    const unknown = await openstack('token issue', { password: user.apiKey, username: 'nobody' })
    for (const { exitCode, stderr } of [wrong, unknown]) {
      assert.equal(exitCode, 1)
      assert.match(stderr, /^The request you have made requires authentication\. \(HTTP 401\)/)
    }
  })

  test('lists the catalog', async () => {
    const catalog = await read('catalog list')
    const types = catalog.map(({ Type }: { Type: string }) => Type)
    assert.deepEqual(types, ['object-store', 'rax:object-cdn', 'identity'])
  })

  test('lists and shows projects', async () => {
    const project = { ID: user.accountId, Name: user.accountId }
    assert.deepEqual(await read('project list'), [project])
    assert.deepEqual(await read('project list --my-projects'), [project])
    assert.equal((await read(`project show ${user.accountId}`)).domain_id, 'default')
  })

  test('shows users by name and by id, and does not find others', async () => {
    assert.equal((await read(`user show ${user.username}`)).id, user.userId)
    assert.equal((await read(`user show ${user.userId}`)).name, user.username)
    const { exitCode, stderr } = await openstack('user show nobody', { password: user.apiKey })
    assert.equal(exitCode, 1)
    assert.match(stderr, /No user with a name or ID of 'nobody' exists/)
  })

  test('finds role, domain and region, by id and by name', async () => {
    assert.equal((await read('role show member')).name, 'member')
    assert.equal((await read('domain show Default')).id, 'default')
    assert.equal((await read('region show DFW')).region, 'DFW')
  })

  test('shows services and endpoints to the operator, and to no other', async () => {
    const refused = await openstack('service list', { password: user.apiKey })
    assert.match(refused.stderr, /HTTP 403/)
    const operator = await createUser(server, 'second-operator', { role: 'identity:service-admin' })
    const sent = { username: operator.username, password: operator.apiKey }
    assert.equal((await read('service list', sent)).length, 3)
    assert.ok((await read('endpoint list --service keystone', sent)).length === 3)
  })

  test('revokes a token, which is refused at once', async () => {
    const { id } = await read('token issue')
    assert.equal((await byToken('project list', id)).exitCode, 0)
    const { exitCode, stderr } = await openstack(`token revoke ${id}`, { password: user.apiKey })
    assert.equal(exitCode, 0, stderr)
    const after = await byToken('project list', id)
    assert.equal(after.exitCode, 1)
    assert.match(after.stderr, /HTTP 401/)
  })

  test('changes the own password', async () => {
    const { username } = await createUser(server, 'changer', { password: user.password })
    const next = 'another sentence that clients send'
    const words = ['user', 'password', 'set', '--original-password', user.password, '--password', next]
    const sent = { username, password: user.password }
    const { exitCode, stderr } = await run('openstack', words, openrc(sent))
    assert.equal(exitCode, 0, stderr)
    assert.equal((await openstack('token issue', sent)).exitCode, 1)
    assert.equal((await openstack('token issue', { username, password: next })).exitCode, 0)
  })

  test('is refused with the old key and its tokens as soon as a reset is answered', async () => {
    const old = await createUser(server, 'resetter')
    const sent = { username: old.username, password: old.apiKey }
    const { id } = await read('token issue', sent)
    assert.equal((await byToken('project list', id)).exitCode, 0)
    const key = await resetKey(server, old.username)
    for (const refused of [await byToken('project list', id), await openstack('token issue', sent)]) {
      assert.equal(refused.exitCode, 1)
      assert.match(refused.stderr, /HTTP 401/)
    }
    assert.ok((await read('token issue', { ...sent, password: key })).id)
  })
})

describe("openstackclient's application credentials", () => {
  const sent = { password: user.apiKey }
  const asCredential = (command: string, id: string, secret: string) =>
    run('openstack', command.split(' '), {
      OS_AUTH_TYPE: 'v3applicationcredential',
      OS_AUTH_URL: `${url}/v3`,
      OS_APPLICATION_CREDENTIAL_ID: id,
      OS_APPLICATION_CREDENTIAL_SECRET: secret,
    })
  const make = (name: string, more = '') => read(`application credential create ${name}${more}`, sent)

  test('are made, listed, shown by name and by id, and deleted', async () => {
    const made = await make(
      'monitor',
      ' --role member --expiration 2090-01-31T12:00:00 --description Watches',
    )
    assert.equal(made.expires_at, '2090-01-31T12:00:00.000000')
    assert.equal(made.roles, 'member')
    assert.equal(made.project_id, user.accountId)
    const listed = await read('application credential list')
    assert.deepEqual(
      listed.map(({ Name }: { Name: string }) => Name),
      ['monitor'],
    )
    for (const which of ['monitor', made.id]) {
      const shown = await read(`application credential show ${which}`)
      assert.equal(shown.description, 'Watches')
      assert.ok(!JSON.stringify(shown).includes(made.secret))
    }
    const { exitCode, stderr } = await openstack('application credential delete monitor', sent)
    assert.equal(exitCode, 0, stderr)
    assert.deepEqual(await read('application credential list'), [])
  })

  test('log in, reach the storage, and are refused as soon as they are deleted', async () => {
    const { id, secret } = await make('backup')
    const { exitCode, stdout, stderr } = await asCredential('container list -f json', id, secret)
    assert.equal(exitCode, 0, stderr)
    assert.deepEqual(JSON.parse(stdout), [{ Name: CONTAINER }])
    const token = JSON.parse((await asCredential('token issue -f json', id, secret)).stdout)
    assert.equal(token.project_id, user.accountId)
    await openstack('application credential delete backup', sent)
    const refused = await asCredential('token issue', id, secret)
    assert.equal(refused.exitCode, 1)
    assert.match(refused.stderr, /requires authentication.*HTTP 401/)
  })

  test('make others only when they are unrestricted', async () => {
    const child = 'application credential create child -f json'
    const restricted = await make('restricted')
    const refused = await asCredential(child, restricted.id, restricted.secret)
    assert.equal(refused.exitCode, 1)
    assert.match(refused.stderr, /HTTP 403/)
    const free = await make('free', ' --unrestricted')
    const answer = await asCredential(child, free.id, free.secret)
    assert.equal(answer.exitCode, 0, answer.stderr)
  })

  test('have access rules, which are listed, shown and deleted', async () => {
    const rules = JSON.stringify([{ service: 'object-store', method: 'GET', path: '/v1/**' }])
    const words = ['application', 'credential', 'create', 'ruled', '--access-rules', rules]
    const { exitCode, stderr } = await run('openstack', words, openrc(sent))
    assert.equal(exitCode, 0, stderr)
    const [rule] = await read('access rule list')
    assert.deepEqual(rule, { ID: rule.ID, Service: 'object-store', Method: 'GET', Path: '/v1/**' })
    assert.equal((await read(`access rule show ${rule.ID}`)).service, 'object-store')
    const inUse = await openstack(`access rule delete ${rule.ID}`, sent)
    assert.equal(inUse.exitCode, 1)
    await openstack('application credential delete ruled', sent)
    const deleted = await openstack(`access rule delete ${rule.ID}`, sent)
    assert.equal(deleted.exitCode, 0, deleted.stderr)
  })
})

test('no key and no password came into the server log', () => {
  for (const secret of [user.apiKey, user.password, WRONG_KEY]) assert.ok(!server.output().includes(secret))
})
