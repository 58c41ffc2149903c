import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { networkContains } from '../lib/cidr.ts'
import { ConfigError } from './errors.ts'
import { loadConfig, publicUrlFor } from './load.ts'

const THIS_FILE = fileURLToPath(import.meta.url)

/** The faults of an environment; none when it can be used. */
function faults(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults
  }
}

function onlyFault(env: Record<string, string>): string {
  const [fault, ...more] = faults(env)
  assert.ok(fault, 'a fault was expected')
  assert.deepEqual(more, [])
  return fault
}

test('nothing needs to be set', () => {
  const config = loadConfig({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8080)
  assert.deepEqual(config.database, { engine: 'sqlite', path: resolve('data/keyward.db') })
  assert.deepEqual(config.masterKey, { kind: 'file', path: resolve('data/master.key') })
  assert.equal(config.owner, null)
  assert.equal(config.tls, null)
  assert.equal(config.showOnce, false)
  assert.equal(config.logLevel, 'info')
  assert.deepEqual(config.trustedProxies, [])
  assert.deepEqual(config.warnings, [])
})

test('an empty value counts as not set', () => {
  assert.deepEqual(loadConfig({ KEYWARD_PORT: '', KEYWARD_HOST: ' ' }), loadConfig({}))
})

test('database and master key move with the data folder', () => {
  const config = loadConfig({ KEYWARD_DATA_DIR: '/srv/keyward' })
  assert.deepEqual(config.database, { engine: 'sqlite', path: '/srv/keyward/keyward.db' })
  assert.deepEqual(config.masterKey, { kind: 'file', path: '/srv/keyward/master.key' })
})

test('every fault is told at once, each with its setting and what to write instead', () => {
  const found = faults({
    KEYWARD_PORT: '80x',
    KEYWARD_LOG_LEVEL: 'loud',
    KEYWARD_TRUSTED_PROXIES: 'everybody',
  })
  assert.equal(found.length, 3)
  assert.match(found.join('\n'), /KEYWARD_PORT: write port number, 0 to 65535/)
  assert.match(found.join('\n'), /KEYWARD_LOG_LEVEL: write `trace`/)
  assert.match(found.join('\n'), /KEYWARD_TRUSTED_PROXIES: write addresses or networks/)
})

test('a wrong setting ends with exit code 78', () => {
  assert.throws(
    () => loadConfig({ KEYWARD_PORT: '-1' }),
    (error) => error instanceof ConfigError && error.exitCode === 78,
  )
})

test('ports are 0 to 65535', () => {
  for (const port of ['65536', '-1', '8080 ', '8_080', '0x50', '1e3', 'tcp://10.0.0.1:8080'])
    assert.deepEqual(faults({ KEYWARD_PORT: port }).length, port === '8080 ' ? 0 : 1, port)
  assert.equal(loadConfig({ KEYWARD_PORT: '0' }).port, 0)
})

test('the port that Kubernetes invents is explained', () => {
  assert.match(onlyFault({ KEYWARD_PORT: 'tcp://10.43.0.7:8080' }), /enableServiceLinks: false/)
})

test('plain HTTP beyond loopback needs a word', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.7', 'keyward.example.com'])
    assert.match(onlyFault({ KEYWARD_HOST: host }), /KEYWARD_INSECURE_HTTP=1/)
  assert.deepEqual(faults({ KEYWARD_HOST: '0.0.0.0', KEYWARD_INSECURE_HTTP: '1' }), [])
  for (const host of ['127.0.0.1', '127.8.0.1', '::1', 'localhost'])
    assert.deepEqual(faults({ KEYWARD_HOST: host }), [])
})

test('a switch is on or off, never a guess', () => {
  const env = { KEYWARD_HOST: '0.0.0.0' }
  assert.equal(faults({ ...env, KEYWARD_INSECURE_HTTP: 'off' }).length, 1)
  assert.match(
    faults({ ...env, KEYWARD_INSECURE_HTTP: 'maybe' }).join(),
    /KEYWARD_INSECURE_HTTP: write `1` or `0`/,
  )
})

test('TLS needs both files and both must be readable', () => {
  const both = { KEYWARD_TLS_CERT_FILE: THIS_FILE, KEYWARD_TLS_KEY_FILE: THIS_FILE }
  assert.deepEqual(loadConfig(both).tls, { certFile: THIS_FILE, keyFile: THIS_FILE })
  assert.deepEqual(faults({ ...both, KEYWARD_HOST: '0.0.0.0' }), [])
  assert.match(onlyFault({ KEYWARD_TLS_CERT_FILE: THIS_FILE }), /KEYWARD_TLS_KEY_FILE/)
  assert.match(onlyFault({ KEYWARD_TLS_KEY_FILE: THIS_FILE }), /KEYWARD_TLS_CERT_FILE/)
  assert.match(
    onlyFault({ ...both, KEYWARD_TLS_KEY_FILE: '/nowhere/key.pem' }),
    /\/nowhere\/key\.pem is not one/,
  )
})

test('the address that clients use has a scheme and a host and nothing behind them', () => {
  assert.equal(
    loadConfig({ KEYWARD_PUBLIC_URL: 'https://Keys.example.com/' }).publicUrl,
    'https://keys.example.com',
  )
  const wrong = [
    'keys.example.com',
    'ftp://x',
    'https://x/panel',
    'https://x/?a',
    'https://x#a',
    'https://u:p@x',
  ]
  for (const url of wrong) assert.equal(faults({ KEYWARD_PUBLIC_URL: url }).length, 1, url)
})

test('without it, localhost and the port that was opened', () => {
  assert.equal(publicUrlFor({ publicUrl: null, tls: null }, 8181), 'http://localhost:8181')
  assert.equal(
    publicUrlFor({ publicUrl: null, tls: { certFile: 'a', keyFile: 'b' } }, 443),
    'https://localhost:443',
  )
  assert.equal(
    publicUrlFor({ publicUrl: 'https://keys.example.com', tls: null }, 1),
    'https://keys.example.com',
  )
})

test('databases are SQLite files or PostgreSQL', () => {
  const database = (url: string) => loadConfig({ KEYWARD_DATABASE_URL: url }).database
  assert.deepEqual(database('sqlite:/var/lib/k.db'), { engine: 'sqlite', path: '/var/lib/k.db' })
  assert.deepEqual(database('sqlite:k.db'), { engine: 'sqlite', path: resolve('k.db') })
  const postgres = database('postgres://kw:hunter2@db.example.com/kw')
  assert.ok(postgres.engine === 'postgres' && postgres.url.reveal().endsWith('@db.example.com/kw'))
  assert.equal(database('postgresql:///kw').engine, 'postgres')
  for (const url of ['mysql://x', 'sqlite:', 'sqlite://k.db', 'sqlite::memory:', 'k.db'])
    assert.equal(faults({ KEYWARD_DATABASE_URL: url }).length, 1, url)
})

test('S-24 the master key is looked for in a named file, a program, the value, the default file', () => {
  const env = {
    KEYWARD_MASTER_KEY_FILE: '/run/secrets/k',
    KEYWARD_MASTER_KEY_COMMAND: '/opt/kms print-key',
    KEYWARD_MASTER_KEY: '00'.repeat(32),
  }
  assert.deepEqual(loadConfig({ ...env }).masterKey, { kind: 'file', path: '/run/secrets/k' })
  assert.deepEqual(loadConfig({ ...env, KEYWARD_MASTER_KEY_FILE: '' }).masterKey, {
    kind: 'command',
    command: ['/opt/kms', 'print-key'],
  })
  const value = loadConfig({ KEYWARD_MASTER_KEY: env.KEYWARD_MASTER_KEY })
  assert.ok(value.masterKey.kind === 'value' && value.masterKey.value.reveal() === env.KEYWARD_MASTER_KEY)
  assert.match(value.warnings.join(), /KEYWARD_MASTER_KEY: .*a file is safer/)
})

test('the program for the master key is words or a JSON list, because there is no shell', () => {
  const command = (text: string) => loadConfig({ KEYWARD_MASTER_KEY_COMMAND: text }).masterKey
  assert.deepEqual(command('["/opt/my kms", "it\'s"]'), { kind: 'command', command: ['/opt/my kms', "it's"] })
  for (const text of ["sh -c 'x'", '[1]', '[]', '["a"', '[{}]', '[""]'])
    assert.equal(faults({ KEYWARD_MASTER_KEY_COMMAND: text }).length, 1, text)
})

test('S-24 secrets leave the environment, also when something else is wrong', () => {
  const env = { KEYWARD_OWNER_PASSWORD: 'a', KEYWARD_MASTER_KEY: 'b', KEYWARD_PORT: 'c' }
  assert.throws(() => loadConfig(env), ConfigError)
  assert.deepEqual(env, { KEYWARD_PORT: 'c' })
})

test('no secret is printed, neither from the settings nor from a fault', () => {
  const config = loadConfig({
    KEYWARD_OWNER_USERNAME: 'owner',
    KEYWARD_OWNER_PASSWORD: 'SECRET-password',
    KEYWARD_DATABASE_URL: 'postgres://kw:SECRET-db@db/kw',
    KEYWARD_MASTER_KEY: 'SECRET-master',
  })
  assert.ok(!inspect(config, { depth: 9, showHidden: true }).includes('SECRET'))
  assert.ok(!JSON.stringify(config).includes('SECRET'))
  const wrong = { KEYWARD_DATABASE_URL: 'mysql://kw:SECRET@db', KEYWARD_PUBLIC_URL: 'http://u:SECRET@x' }
  assert.ok(!faults(wrong).join().includes('SECRET'))
})

test('the first owner has a name and a password, taken exactly as written', () => {
  const owner = loadConfig({ KEYWARD_OWNER_USERNAME: 'ann', KEYWARD_OWNER_PASSWORD: ' spaces count ' }).owner
  assert.equal(owner?.username, 'ann')
  assert.equal(owner?.password.reveal(), ' spaces count ')
  assert.match(onlyFault({ KEYWARD_OWNER_USERNAME: 'ann' }), /KEYWARD_OWNER_PASSWORD/)
  assert.match(onlyFault({ KEYWARD_OWNER_PASSWORD: 'x' }), /KEYWARD_OWNER_USERNAME/)
  assert.match(onlyFault({ KEYWARD_OWNER_USERNAME: '9', KEYWARD_OWNER_PASSWORD: 'x' }), /begin with a letter/)
})

test('proxies are addresses and networks', () => {
  const { trustedProxies } = loadConfig({ KEYWARD_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' })
  const trusted = (address: string) => trustedProxies.some((network) => networkContains(network, address))
  assert.deepEqual(['10.9.9.9', '::ffff:127.0.0.1', 'fd00::1', '127.0.0.2'].map(trusted), [
    true,
    true,
    true,
    false,
  ])
})

test('a mistyped setting is named', () => {
  const { warnings } = loadConfig({ KEYWARD_PROT: '1', KEYWARD_TEST_INSTALL: '0', OTHER: 'x' })
  assert.deepEqual(warnings, ['KEYWARD_PROT is not a setting of this version and does nothing'])
})

test('addresses that will not work for others are pointed out', () => {
  const open = { KEYWARD_HOST: '0.0.0.0', KEYWARD_INSECURE_HTTP: '1' }
  assert.match(loadConfig(open).warnings.join(), /KEYWARD_PUBLIC_URL is not set/)
  assert.match(
    loadConfig({ KEYWARD_PUBLIC_URL: 'http://keys.example.com' }).warnings.join(),
    /begins with http/,
  )
  for (const url of ['http://localhost:1', 'http://[::1]:1', 'http://127.0.0.1', 'https://keys.example.com'])
    assert.deepEqual(loadConfig({ KEYWARD_PUBLIC_URL: url }).warnings, [], url)
})
