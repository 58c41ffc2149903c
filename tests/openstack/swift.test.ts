import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { resetKey, WRONG_KEY } from '../support/client-bench.ts'
import { withPorts } from '../support/ports.ts'
import { type CreatedUser, createUser, startServer } from '../support/server.ts'
import { assertAllShown, shownBelow } from '../support/shown.ts'
import { startSwift, whyNoSwift } from '../support/swift.ts'
import { startClientRunner } from '../support/warm-python.ts'

const skip = whyNoSwift() ?? false
const home = mkdtempSync(join(tmpdir(), 'keyward-client-'))
after(() => rmSync(home, { recursive: true, force: true }))
const CONTENT = 'what is in the box\n'
writeFileSync(join(home, 'hello.txt'), CONTENT)

const keyward = await startServer()
after(() => keyward.stop())
const service = await createUser(keyward, 'swift')
await keyward.prepare(['user', 'role', '--username', 'swift', '--add', 'service'])
const swift = skip === false ? await startSwift(keyward, service) : null
after(() => swift?.stop())
const storage = `http://127.0.0.1:${swift?.port}/v1/AUTH_%(tenant_id)s`
await keyward.prepare([
  'service',
  'add',
  '--name',
  'swift',
  '--type',
  'object-store',
  '--region',
  'HOME',
  '--url',
  storage,
])
const alice = await createUser(keyward, 'alice')

const env = { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C.UTF-8' }
const clients = startClientRunner(env, home)
after(() => clients.stop())
const run = (program: string, args: readonly string[], more: Record<string, string> = {}) =>
  clients.run(program, args, { ...env, ...more })

async function succeeds(program: string, args: readonly string[], more: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await run(program, args, more)
  assert.equal(exitCode, 0, `${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

const objectUrl = ({ accountId }: CreatedUser, path: string) =>
  `http://127.0.0.1:${swift?.port}/v1/AUTH_${accountId}/${path}`

/** One request to Swift. @returns the status */
async function ask(method: string, url: string, token: string | undefined, body?: string): Promise<number> {
  const headers = token === undefined ? {} : { 'X-Auth-Token': token }
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) })
  await answer.arrayBuffer()
  return answer.status
}

/** A login by JSON. @returns the token and the body */
async function post(path: string, body: object, token?: string) {
  const headers = {
    'Content-Type': 'application/json',
    ...(token !== undefined && { 'X-Auth-Token': token }),
  }
  const answer = await fetch(`${keyward.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.ok(answer.ok, `${path}: ${answer.status}`)
  return { token: answer.headers.get('x-subject-token') ?? '', body: JSON.parse(await answer.text()) }
}

const v3 = (identity: object) => post('/v3/auth/tokens', { auth: { identity } })

/** Every way to a token by user name and API key. */
const LOGINS: Record<string, (user: CreatedUser) => Promise<string>> = {
  'v1.0': async ({ username, apiKey }) => {
    const headers = { 'X-Auth-User': username, 'X-Auth-Key': apiKey }
    return (await fetch(`${keyward.url}/v1.0`, { headers })).headers.get('x-auth-token') ?? ''
  },
  'v2.0': async ({ username, apiKey }) => {
    const { body } = await post('/v2.0/tokens', {
      auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } },
    })
    return body.access.token.id
  },
  'v3, the key as the password': async ({ username, apiKey }) => {
    const user = { name: username, domain: { id: 'default' }, password: apiKey }
    return (await v3({ methods: ['password'], password: { user } })).token
  },
}

interface ApplicationCredential {
  readonly id: string
  readonly secret: string
  readonly token: () => Promise<string>
  readonly remove: () => Promise<unknown>
}

async function createApplicationCredential(
  user: CreatedUser,
  more: object = {},
): Promise<ApplicationCredential> {
  const own = (await LOGINS['v3, the key as the password']?.(user)) ?? ''
  const path = `/v3/users/${user.userId}/application_credentials`
  const given = { application_credential: { name: `for ${JSON.stringify(more)}`, ...more } }
  const { id, secret } = (await post(path, given, own)).body.application_credential
  const identity = { methods: ['application_credential'], application_credential: { id, secret } }
  const remove = () =>
    fetch(`${keyward.url}${path}/${id}`, { method: 'DELETE', headers: { 'X-Auth-Token': own } })
  return { id, secret, token: async () => (await v3(identity)).token, remove }
}

describe('Swift with tokens of Keyward', { skip }, () => {
  test('by v1.0, v2.0 and v3: stores, reads back, and is refused in the next request after the reset', async () => {
    const user = await createUser(keyward, 'user')
    const tokens = await Promise.all(Object.values(LOGINS).map((login) => login(user)))
    for (const [at, token] of tokens.entries()) {
      const container = objectUrl(user, `box-${at}`)
      assert.equal(await ask('PUT', container, token), 201)
      assert.equal(await ask('PUT', `${container}/hello.txt`, token, CONTENT), 201)
      const got = await fetch(`${container}/hello.txt`, { headers: { 'X-Auth-Token': token } })
      assert.equal(await got.text(), CONTENT)
    }
    await resetKey(keyward, user.username)
    for (const token of tokens) assert.equal(await ask('GET', objectUrl(user, 'box-0'), token), 401)
  })

  test('v3, application credential: the same, until it is deleted', async () => {
    const { token, remove } = await createApplicationCredential(alice)
    const got = await token()
    assert.equal(await ask('PUT', objectUrl(alice, 'by-application'), got), 201)
    assert.equal(await ask('GET', objectUrl(alice, 'by-application'), got), 204)
    await remove()
    assert.equal(await ask('GET', objectUrl(alice, 'by-application'), got), 401)
  })

  test('access rules of an application credential are held', async () => {
    const rule = { method: 'GET', path: '/v1/**', service: 'object-store' }
    const { token } = await createApplicationCredential(alice, { access_rules: [rule] })
    const got = await token()
    assert.equal(await ask('GET', objectUrl(alice, ''), got), 200)
    assert.equal(await ask('PUT', objectUrl(alice, 'forbidden'), got), 401)
  })

  test('another account is closed, and so is everything without a token or with a wrong one', async () => {
    const another = await keyward.prepare<{ accountId: string }>(['account', 'create', '--name', 'another'])
    const stranger = await createUser(keyward, 'bob', another)
    const token = await LOGINS['v1.0']?.(stranger)
    assert.equal(await ask('PUT', objectUrl(stranger, 'box'), token), 201)
    assert.equal(await ask('GET', objectUrl(alice, ''), token), 403)
    assert.equal(await ask('GET', objectUrl(alice, ''), undefined), 401)
    assert.equal(await ask('GET', objectUrl(alice, ''), WRONG_KEY), 401)
  })
})

describe('clients with Swift', { skip }, () => {
  const v1 = ['-A', `${keyward.url}/v1.0`, '-U', alice.username]
  const backend = (path: string, key: string) => [
    ...['--config', '/dev/null', '--retries', '1', '--swift-auth', `${keyward.url}${path}`],
    ...['--swift-user', alice.username, '--swift-key', key],
  ]

  test('swiftclient stores by v1.0 and reads back by v3 and an application credential', async () => {
    const application = await createApplicationCredential(alice, { description: 'for swiftclient' })
    const user = ['-V', '3', '--os-auth-url', `${keyward.url}/v3`, '--os-username', alice.username]
    const place = ['--os-project-id', alice.accountId, '--os-user-domain-id', 'default']
    const { id, secret } = application
    const by = ['--os-auth-type', 'v3applicationcredential', '--os-application-credential-id', id]
    await succeeds('swift', [...v1, '-K', alice.apiKey, 'upload', 'swiftclient', 'hello.txt'])
    for (const login of [
      [...user, ...place, '--os-password', alice.apiKey],
      ['-V', '3', '--os-auth-url', `${keyward.url}/v3`, ...by, '--os-application-credential-secret', secret],
    ]) {
      const read = ['download', 'swiftclient', 'hello.txt', '-o', '-']
      assert.equal(await succeeds('swift', [...login, ...read]), CONTENT)
    }
  })

  for (const path of ['/v1.0', '/v2.0', '/v3']) {
    test(`rclone copies there and back, by ${path}`, async () => {
      const container = `rclone${path.replace(/\W/g, '-')}`
      await succeeds('rclone', ['copy', 'hello.txt', `:swift:${container}`, ...backend(path, alice.apiKey)])
      const args = ['cat', `:swift:${container}/hello.txt`, ...backend(path, alice.apiKey)]
      assert.equal(await succeeds('rclone', args), CONTENT)
    })
  }

  test('restic makes a backup and restores it', async () => {
    const login = { ST_AUTH: `${keyward.url}/v1.0`, ST_USER: alice.username, ST_KEY: alice.apiKey }
    const settings = { ...login, RESTIC_REPOSITORY: 'swift:restic:/', RESTIC_PASSWORD: 'of the backup' }
    mkdirSync(join(home, 'data'))
    writeFileSync(join(home, 'data/file'), CONTENT)
    await succeeds('restic', ['init', '--no-cache'], settings)
    await succeeds('restic', ['backup', 'data', '--no-cache'], settings)
    await succeeds('restic', ['restore', 'latest', '--target', 'restored', '--no-cache'], settings)
    assert.equal(readFileSync(join(home, 'restored/data/file'), 'utf8'), CONTENT)
    const { exitCode } = await run('restic', ['snapshots', '--no-cache'], { ...settings, ST_KEY: WRONG_KEY })
    assert.notEqual(exitCode, 0)
  })

  test('the commands of the document do what it says', () => {
    const document = readFileSync('docs/operate/openstack.md', 'utf8')
    const shown = shownBelow(withPorts(document, swift?.ports ?? new Map()), 'An object')
    return assertAllShown(shown, (commands) =>
      run('bash', ['-e', '-o', 'pipefail', '-c', commands], { KEYWARD_KEY: alice.apiKey }),
    )
  })

  test('an old key gets nobody in after the reset', async () => {
    await resetKey(keyward, alice.username)
    assert.notEqual((await run('swift', [...v1, '-K', alice.apiKey, 'list'])).exitCode, 0)
    assert.notEqual((await run('rclone', ['lsd', ':swift:', ...backend('/v3', alice.apiKey)])).exitCode, 0)
  })
})

test('what the document shows of the configuration is the file that Swift was started with', () => {
  const [, shown = ''] = /```ini\n(.*?)```/s.exec(readFileSync('docs/operate/openstack.md', 'utf8')) ?? []
  assert.match(shown, /token_cache_time = -1/)
  assert.ok(readFileSync('examples/swift/proxy-server.conf', 'utf8').includes(shown))
})

test('no key came into a log', () => {
  for (const { apiKey } of [alice, service]) {
    assert.ok(!keyward.output().includes(apiKey))
    assert.ok(!swift?.output().includes(apiKey))
  }
})
