import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import fc from 'fast-check'
import type { Config } from './config.ts'
import { ConfigError } from './errors.ts'
import { loadConfig } from './load.ts'
import { SETTINGS, type SettingName } from './settings.ts'

const FILE = fileURLToPath(import.meta.url)

interface Row {
  /** Text, and what the program makes of it. */
  readonly good: readonly (readonly [text: string, value: unknown])[]
  readonly bad: readonly string[]
  /** What must be set besides for the value to count. */
  readonly beside?: Readonly<Record<string, string>>
  readonly read: (config: Config) => unknown
}

const long = (length: number) => 'a'.repeat(length)

/** Every setting there is. One without a row does not compile. */
const ROWS: Readonly<Record<SettingName, Row>> = {
  host: {
    good: [
      ['127.0.0.1', '127.0.0.1'],
      ['127.255.255.254', '127.255.255.254'],
      ['::1', '::1'],
      ['LOCALHOST', 'LOCALHOST'],
      ['  localhost ', 'localhost'],
    ],
    bad: [
      '127.0.0.1:8080',
      'http://localhost',
      '-x',
      'x-',
      'a..b',
      'a_b',
      '[::1]',
      '::1::',
      `${long(254)}`,
      '0.0.0.0',
      '128.0.0.1',
      '::',
      'example.com',
    ],
    read: ({ host }) => host,
  },
  port: {
    good: [
      ['0', 0],
      ['1', 1],
      ['65535', 65_535],
      ['00080', 80],
    ],
    bad: ['65536', '99999', '100000', '-1', '+1', '1.5', '1e3', '0x50', '８０', 'http', '80,81'],
    read: ({ port }) => port,
  },
  dataDir: {
    good: [
      ['/srv/keyward', '/srv/keyward'],
      ['data', resolve('data')],
      ['/srv/../srv/k/', '/srv/k'],
      ['/srv/a b', '/srv/a b'],
    ],
    bad: [],
    read: ({ dataDir }) => dataDir,
  },
  databaseUrl: {
    good: [
      ['sqlite:/srv/k.db', { engine: 'sqlite', path: '/srv/k.db' }],
      ['sqlite:k.db', { engine: 'sqlite', path: resolve('k.db') }],
    ],
    bad: [
      'sqlite:',
      'sqlite://k.db',
      'sqlite::memory:',
      'SQLITE:k.db',
      'k.db',
      'mysql://h/d',
      'postgres:h/d',
      'postgres://[',
      'postgresqll://h/d',
    ],
    read: ({ database }) => database,
  },
  masterKeyFile: {
    good: [
      ['/run/secrets/k', { kind: 'file', path: '/run/secrets/k' }],
      ['k', { kind: 'file', path: resolve('k') }],
    ],
    bad: [],
    read: ({ masterKey }) => masterKey,
  },
  masterKeyCommand: {
    good: [
      ['/opt/kms', { kind: 'command', command: ['/opt/kms'] }],
      ['/opt/kms  print   key', { kind: 'command', command: ['/opt/kms', 'print', 'key'] }],
      ['["/opt/k m s", ""]', { kind: 'command', command: ['/opt/k m s', ''] }],
      ['["a", "it\'s \\"x\\""]', { kind: 'command', command: ['a', 'it\'s "x"'] }],
    ],
    bad: ['sh -c "x"', "sh 'x'", 'x `y`', '[]', '[""]', '["a"', '[1]', '["a", null]', '{"a":1}"', '[["a"]]'],
    read: ({ masterKey }) => masterKey,
  },
  masterKey: {
    good: [[' anything, for the vault to judge ', ' anything, for the vault to judge ']],
    bad: [],
    read: ({ masterKey }) => masterKey.kind === 'value' && masterKey.value.reveal(),
  },
  publicUrl: {
    good: [
      ['https://keys.example.com', 'https://keys.example.com'],
      ['https://KEYS.example.com:443/', 'https://keys.example.com'],
      ['http://localhost:8080', 'http://localhost:8080'],
      ['https://[::1]:8443', 'https://[::1]:8443'],
      ['HTTPS://keys.example.com', 'https://keys.example.com'],
    ],
    bad: [
      'keys.example.com',
      '//keys.example.com',
      'ftp://x',
      'https://',
      'https:// x',
      'https://x/p',
      'https://x//',
      'https://x?q',
      'https://x#f',
      'https://u@x',
      'https://u:p@x',
      'https://x:99999',
      'javascript://x',
    ],
    read: ({ publicUrl }) => publicUrl,
  },
  ownerUsername: {
    good: [
      ['ann', 'ann'],
      ['Ann.O+1@example.com', 'Ann.O+1@example.com'],
    ],
    bad: ['9ann', 'ann o', 'ann:o', '@ann', 'ann/../o', long(300)],
    beside: { KEYWARD_OWNER_PASSWORD: 'x' },
    read: ({ owner }) => owner?.username,
  },
  ownerPassword: {
    good: [
      ['a', 'a'],
      [' as it stands ', ' as it stands '],
    ],
    bad: [],
    beside: { KEYWARD_OWNER_USERNAME: 'ann' },
    read: ({ owner }) => owner?.password.reveal(),
  },
  trustedProxies: {
    good: [
      ['127.0.0.1', 1],
      ['10.0.0.0/8,fd00::/8', 2],
      [' 10.0.0.0/8 , ::1 ', 2],
      ['0.0.0.0/0', 1],
    ],
    bad: [
      'localhost',
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0/8',
      'fd00::/129',
      '10.0.0.1,',
      ',',
      '10.0.0.0/8;::1',
      '10.0.0.0/08x',
      '*',
    ],
    read: ({ trustedProxies }) => trustedProxies.length,
  },
  tlsCertFile: {
    good: [[FILE, FILE]],
    bad: ['/nowhere/cert.pem'],
    beside: { KEYWARD_TLS_KEY_FILE: FILE },
    read: ({ tls }) => tls?.certFile,
  },
  tlsKeyFile: {
    good: [[FILE, FILE]],
    bad: ['/nowhere/key.pem'],
    beside: { KEYWARD_TLS_CERT_FILE: FILE },
    read: ({ tls }) => tls?.keyFile,
  },
  insecureHttp: {
    good: ['1', 'true', 'YES', 'on', '0', 'false', 'no', 'OFF'].map((text) => [text, '127.0.0.1'] as const),
    bad: ['2', 'y', 'enabled', 'True!', '１', '-1'],
    read: ({ host }) => host,
  },
  showOnce: {
    good: [
      ['1', true],
      ['on', true],
      ['0', false],
      ['No', false],
    ],
    bad: ['2', 'sometimes', 'yes please'],
    read: ({ showOnce }) => showOnce,
  },
  smtpUrl: {
    good: [
      ['smtp://mail.example.com', 'starttls mail.example.com 587 - -'],
      ['smtp://mail.example.com:25/', 'starttls mail.example.com 25 - -'],
      ['smtps://mail.example.com', 'tls mail.example.com 465 - -'],
      ['SMTPS://u:p@mail.example.com:4650', 'tls mail.example.com 4650 u p'],
      [
        'smtp://me%40example.com:a%3Ab%2F%25@mail.example.com',
        'starttls mail.example.com 587 me@example.com a:b/%',
      ],
      ['smtp://localhost', 'none localhost 587 - -'],
      ['smtp://127.0.0.1:1025', 'none 127.0.0.1 1025 - -'],
      ['smtp://[::1]:25', 'none ::1 25 - -'],
      ['smtps://localhost', 'tls localhost 465 - -'],
      ['smtp://relay.lan:25?tls=off', 'none relay.lan 25 - -'],
      ['  smtp://relay.lan ', 'starttls relay.lan 587 - -'],
    ],
    bad: [
      'mail.example.com',
      'mail.example.com:587',
      'http://mail.example.com',
      'smtp:mail.example.com',
      'smtp://',
      'smtp://u:p@',
      'smtp://u@mail.example.com',
      'smtp://:p@mail.example.com',
      'smtp://u:%zz@mail.example.com',
      'smtp://mail_example',
      'smtp://mail.example.com:0',
      'smtp://mail.example.com:99999',
      'smtp://mail.example.com/inbox',
      'smtp://mail.example.com?tls=no',
      'smtp://mail.example.com?tls=off&x=1',
      'smtps://mail.example.com?tls=off',
      'smtp://mail.example.com#x',
    ],
    read: ({ mail }) =>
      mail &&
      `${mail.security} ${mail.host} ${mail.port} ${mail.login?.user ?? '-'} ${mail.login?.password.reveal() ?? '-'}`,
  },
  smtpFrom: {
    good: [['keys@example.com', 'keys@example.com']],
    bad: ['keys', 'Keys <keys@example.com>', 'a@b@c', `${long(250)}@example.com`],
    beside: { KEYWARD_SMTP_URL: 'smtp://localhost' },
    read: ({ mail }) => mail?.from,
  },
  mailPort: {
    good: [
      ['8025', 8025],
      ['0', 0],
    ],
    bad: ['65536', '127.0.0.1:8025', 'on', '-1'],
    read: ({ mailSystem }) => mailSystem?.port,
  },
  mailSockets: {
    good: [
      ['/run/keyward-mail', '/run/keyward-mail'],
      ['m', resolve('m')],
    ],
    bad: [],
    beside: { KEYWARD_MAIL_PORT: '8025' },
    read: ({ mailSystem }) => mailSystem?.sockets,
  },
  logLevel: {
    good: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((text) => [text, text] as const),
    bad: ['INFO', 'warning', 'verbose', '30', 'infos', 'toString'],
    read: ({ logLevel }) => logLevel,
  },
}

/** The faults of an environment; none when it can be used. */
function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig({ ...env })
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults
  }
}

for (const [name, { good, bad, beside = {}, read }] of Object.entries(ROWS)) {
  const { env, secret, value } =
    Object.values(SETTINGS).find((each) => each === Reflect.get(SETTINGS, name)) ?? assert.fail(name)

  describe(env, () => {
    for (const [text, expected] of good) {
      test(`${JSON.stringify(text)} is taken`, () => {
        const given: Record<string, string | undefined> = { ...beside, [env]: text }
        assert.deepEqual(read(loadConfig(given)), expected)
        assert.equal(env in given, !secret, secret ? 'a secret leaves the environment' : 'it stays')
      })
    }

    for (const text of bad) {
      test(`${JSON.stringify(text.slice(0, 40))} stops the start, and is not repeated`, () => {
        const [fault = '', ...more] = faultsOf({ ...beside, [env]: text })
        assert.deepEqual(more, [])
        assert.match(fault, new RegExp(`^${env}: `))
        // A file that cannot be read is named on purpose, for who mounted another one.
        const mayBeSaid = value.includes(text) || name.startsWith('tls') || text.length < 4
        if (!mayBeSaid) assert.ok(!fault.includes(text), fault)
      })
    }

    test('left out, empty and blank are the same', () => {
      const without = outcome(beside)
      assert.deepEqual(outcome({ ...beside, [env]: '' }), without)
      if (!secret) assert.deepEqual(outcome({ ...beside, [env]: ' \t ' }), without)
    })
  })
}

function outcome(env: Record<string, string>) {
  const faults = faultsOf(env)
  return faults.length > 0 ? faults : inspect(loadConfig({ ...env }), { depth: 5 })
}

test('plain HTTP for other machines is offered after a yes, never after a no', () => {
  for (const [text, faults] of [
    ['1', 0],
    ['TRUE', 0],
    ['yes', 0],
    ['0', 1],
    ['off', 1],
    ['', 1],
  ] as const) {
    assert.equal(faultsOf({ KEYWARD_HOST: '0.0.0.0', KEYWARD_INSECURE_HTTP: text }).length, faults, text)
  }
})

test('whatever is set, the settings are read or every fault names a setting: nothing else happens', () => {
  const names = Object.values(SETTINGS).map(({ env }) => env)
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('1', '[', '/', 'sqlite:', 'http://', '::', ',', '"'),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text, { noNullPrototype: true }), (env) => {
      for (const fault of faultsOf(env)) {
        const named = fault.slice(0, fault.indexOf(':'))
        assert.ok(names.includes(named), fault)
      }
    }),
    { numRuns: 500 },
  )
})

test('several faults are told together, one for each setting, whichever they are', () => {
  const faulty = Object.entries(ROWS).flatMap(([name, { bad, beside }]) => {
    const env = Reflect.get(SETTINGS, name)?.env
    return bad[0] !== undefined && beside === undefined ? [[String(env), bad[0]] as const] : []
  })
  assert.ok(faulty.length > 5)
  fc.assert(
    fc.property(fc.subarray(faulty, { minLength: 1 }), (some) => {
      const found = faultsOf(Object.fromEntries(some)).map((fault) => fault.slice(0, fault.indexOf(':')))
      assert.deepEqual(found.sort(), some.map(([env]) => env).sort())
    }),
  )
})
