import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { addServiceRule } from '../../server/src/domain/services/add-rule.ts'
import { TESTER } from '../support/app.ts'
import { resetKey, WRONG_KEY } from '../support/client-bench.ts'
import { type Example, startExample } from '../support/example.ts'
import { type RawAnswer, sendRaw } from '../support/raw-http.ts'
import { type Relay, startRelay } from '../support/relay.ts'
import { createUser, startServer, type TestServer } from '../support/server.ts'
import { assertAllShown } from '../support/shown.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'keyward-test-'))
after(() => rmSync(dataDir, { recursive: true, force: true }))
const env = { KEYWARD_TRUSTED_PROXIES: '127.0.0.1' }
let server: TestServer = await startServer({ dataDir, env })
after(() => server.stop())
let { apiKey, userId } = await createUser(server, 'alice')
await server.prepare(['role', 'add', '--name', 'reports:reader'])

const IDENTITY = ['User', 'User-Id', 'Account', 'Roles', 'Scopes', 'Key-Id'].map(
  (name) => `X-Keyward-${name}`,
)

interface Sent {
  readonly method?: string
  readonly target?: string
  readonly host?: string
  readonly headers?: readonly string[]
  readonly key?: string | null
  readonly body?: string
}

function isInPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** One request on a connection of its own, byte by byte as it is given. */
function send({ port }: Example, { method = 'GET', target = '/', key = apiKey, ...more }: Sent = {}) {
  const { host = `localhost:${port}`, headers = [], body = '' } = more
  const credential = key === null ? [] : [`Authorization: Bearer ${key}`]
  const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close']
  return sendRaw(port, [...lines, ...credential, ...length, ...headers, '', body].join('\r\n'))
}

/** What came to the service behind the proxy: its request line, and headers by lower-case name. */
function received({ status, body }: RawAnswer) {
  assert.equal(status, 200, body)
  const [head = '', text = ''] = body.split('\n\n')
  const [line = '', ...lines] = head.split('\n')
  const headers = new Map<string, string[]>()
  for (const one of lines) {
    const [name = '', value = ''] = one.split(/: ?(.*)/s)
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value])
  }
  return { line, headers, text }
}

/** Debian has no package of these: they are tried where somebody has put them. */
const others = ['traefik', 'envoy'].filter(isInPath)
const relays: Record<string, Relay> = {}
const examples: Record<string, Example> = {}
for (const name of ['nginx', 'caddy', ...others]) {
  const relay = await startRelay(server.port)
  after(() => relay.stop())
  const example = await startExample(name, server, { keywardPort: relay.port })
  after(() => example.stop())
  relays[name] = relay
  examples[name] = example
}
await addRules()

/** The server's data is opened by one process at a time, so it is stopped for that. */
async function addRules() {
  const { port } = server
  for (const [name, example] of Object.entries(examples)) {
    const address = `http://localhost:${example.port}/`
    await server.prepare(['service', 'add', '--name', name, '--type', 'reports', '--url', address])
  }
  await server.stop()
  const { deps, close } = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir }))
  const rules = [
    { methods: [], path: '/open/**', role: 'identity:default' },
    { methods: ['GET'], path: '/', role: 'identity:default' },
    { methods: ['GET'], path: '/reports', role: 'identity:default' },
    { methods: [], path: '/closed/**', role: 'reports:reader' },
  ]
  for (const service of Object.keys(examples)) {
    for (const rule of rules) await addServiceRule(deps, TESTER, { service, ...rule })
  }
  await close()
  server = await startServer({ dataDir, env: { ...env, KEYWARD_PORT: String(port) } })
}

for (const [name, example] of Object.entries(examples)) {
  describe(`examples/${name}`, () => {
    test('does what its README says', () =>
      assertAllShown(example.shown, (commands) => example.run(commands, apiKey)))

    test('the service gets who it is, the request as it came, and no secret', async () => {
      const body = 'an upload'
      const sent = { method: 'POST', target: '/open/a%20b?c=d%2Fe&f=../g', body }
      const { line, headers, text } = received(await send(example, sent))
      assert.equal(line, 'POST /open/a%20b?c=d%2Fe&f=../g')
      assert.equal(text, body)
      assert.deepEqual(headers.get('x-keyward-user'), ['alice'])
      assert.deepEqual(headers.get('x-keyward-user-id'), [userId])
      assert.deepEqual(headers.get('x-keyward-account'), ['100001'])
      assert.deepEqual(headers.get('x-keyward-roles'), ['identity:default'])
      assert.ok(![...headers.values()].flat().some((value) => value.includes(apiKey)))
    })

    test('forged copies of the identity headers, in any case and spelling, never arrive (F-12)', async () => {
      const forms = [
        (one: string) => one,
        (one: string) => one.toLowerCase(),
        (one: string) => one.toUpperCase(),
        (one: string) => one.replaceAll('-', '_'),
        (one: string) => one.replaceAll('-', '_').toLowerCase(),
        (one: string) => one.replace('-', '_'),
        (one: string) => one.replace(/-(?!K)/, '_'),
        (one: string) => one.replaceAll('-', '.'),
        (one: string) => one.replace('-', '.'),
        (one: string) => one.replace('-K', '_k').replaceAll('-', '.'),
      ]
      const all = forms.map((form) => IDENTITY.map((one) => `${form(one)}: forged`))
      for (const headers of [...all, all.flat()]) {
        const arrived = received(await send(example, { headers })).headers
        const identity = [...arrived].filter(([one]) => /^x[-_.]keyward/.test(one))
        assert.ok(
          identity.every(([, values]) => values.length === 1 && values[0] !== 'forged'),
          headers[0],
        )
        assert.deepEqual(arrived.get('x-keyward-user'), ['alice'])
      }
    })

    test('nobody gets in by headers alone', async () => {
      const headers = IDENTITY.map((one) => `${one}: alice`)
      assert.equal((await send(example, { key: null, headers })).status, 401)
    })

    test('no spelling of an address gets round a rule (F-24)', async () => {
      assert.equal((await send(example, { target: '/closed/x' })).status, 403)
      for (const target of [
        '/open/../closed/x',
        '/open/%2e%2e/closed/x',
        '/open/..%2fclosed/x',
        '/open%2f..%2fclosed%2fx',
        '/open/%252e%252e/closed/x',
        '/open/./../closed/x',
        '/./closed/x',
        '//closed/x',
        '/open/..;/closed/x',
        '/open\\..\\closed\\x',
        '/open/..%5cclosed/x',
        '/%63losed/x',
        '/closed/x?/open/',
        '/closed/x#/open/',
        '/closed%00/open/',
      ]) {
        const { status } = await send(example, { target })
        assert.ok([400, 401, 403].includes(status), `${target} ${status}`)
      }
    })

    test('no header that names another address, method or host gets round a rule', async () => {
      for (const header of [
        'X-Forwarded-Uri: /open/x',
        'X-Original-URI: /open/x',
        'X-Original-URL: http://localhost/open/x',
        'X-Rewrite-URL: /open/x',
        'X-Forwarded-Host: elsewhere.example',
        'X-Original-Host: elsewhere.example',
        'Forwarded: host=elsewhere.example',
      ]) {
        const { status } = await send(example, { target: '/closed/x', headers: [header] })
        assert.equal(status, 403, header)
      }
      for (const header of [
        'X-Forwarded-Method: GET',
        'X-Original-Method: GET',
        'X-HTTP-Method-Override: GET',
      ]) {
        const { status } = await send(example, { method: 'POST', target: '/reports', headers: [header] })
        assert.equal(status, 403, header)
      }
    })

    test('another host name gets round no rule', async () => {
      for (const host of ['elsewhere.example', `localhost:1`, '127.0.0.1', `LOCALHOST:${example.port}`]) {
        // Envoy and Traefik serve no other name.
        const { status } = await send(example, { target: '/closed/x', host })
        assert.ok(status === 403 || (others.includes(name) && status === 404), `${host} ${status}`)
      }
    })

    test('401 for a wrong key, and for a key that was reset, in the very next request', async () => {
      const old = apiKey
      assert.equal((await send(example, { key: WRONG_KEY })).status, 401)
      assert.equal((await send(example, { key: old })).status, 200)
      apiKey = await resetKey(server, 'alice')
      assert.equal((await send(example, { key: old })).status, 401)
      assert.equal((await send(example)).status, 200)
    })

    test('connections to Keyward are kept', async () => {
      const before = relays[name]?.connections() ?? 0
      for (let at = 0; at < 20; at++) assert.equal((await send(example)).status, 200)
      assert.ok((relays[name]?.connections() ?? 0) - before <= 1)
    })

    test('nobody gets in without Keyward', async () => {
      await relays[name]?.stop()
      const { status } = await send(example)
      assert.ok([...(name === 'traefik' ? [500] : []), 502, 503].includes(status), String(status))
    })
  })
}
