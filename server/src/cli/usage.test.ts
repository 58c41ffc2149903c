import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { callCli } from '../../../tests/support/cli.ts'
import { NOUNS } from './index.ts'

/** Every command as it is written, such as `user create`. */
const ALL = NOUNS.flatMap((noun) =>
  'commands' in noun ? noun.commands.map(({ name }) => [noun.name, name]) : [[noun.name]],
)

const folder = mkdtempSync(join(tmpdir(), 'keyward-usage-'))
const dataDir = join(folder, 'data')
const call = (words: readonly string[], env: Record<string, string> = {}) =>
  callCli(words, { KEYWARD_DATA_DIR: dataDir, ...env })

describe('the command line', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('tells its version', async () => {
    const { exitCode, stdout } = await call(['--version'])
    assert.equal(exitCode, 0)
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
  })

  it('has the commands that operators rely on', () => {
    const written = ALL.map((words) => words.join(' '))
    for (const name of [
      'serve',
      ...['create', 'list', 'set', 'disable', 'enable'].map((verb) => `account ${verb}`),
      ...['create', 'list', 'disable', 'enable', 'delete', 'password', 'invite', 'role'].map(
        (verb) => `user ${verb}`,
      ),
      'session end',
      'key show',
      'key reset',
      ...['add', 'list', 'remove'].map((verb) => `service ${verb}`),
      'master-key rotate',
      'master-key recover',
      'backup',
      'restore',
      ...['verify', 'export', 'prune'].map((verb) => `audit ${verb}`),
      'migrate',
      'doctor',
    ])
      assert.ok(written.includes(name), name)
  })

  for (const words of ALL) {
    it(`explains itself: keyward ${words.join(' ')} --help`, async () => {
      const { exitCode, stdout, stderr } = await call([...words, '--help'])
      assert.equal(exitCode, 0)
      assert.match(stdout, new RegExp(`^Usage: keyward ${words.join(' ')}`))
      assert.match(stdout, /--json/)
      assert.equal(stderr, '')
    })
  }

  const mistakes: readonly (readonly string[])[] = [
    [],
    ['usr'],
    ['user'],
    ['user', 'make'],
    ['user', 'create'],
    ['user', 'create', '--account', '100001'],
    ['user', 'create', '--account', '100001', '--username', 'joe', '--password', 'hunter2hunter2'],
    ['user', 'list', 'extra'],
    ['user', 'list', '--account'],
    ['account', 'set', '--account', '100001'],
    ['account', 'set', '--account', '100001', '--api-reveal', 'maybe'],
    ['account', 'set', '--account', '100001', '--step-up-minutes', 'five'],
    ['key', 'reset', '--username', 'joe', '--overlap', 'soon'],
    ['user', 'password', '--username', 'joe'],
    ['restore'],
    ['restore', '--in-place', '--trust-revocations'],
    ['audit', 'prune', '--before', 'yesterday'],
    ['audit', 'prune'],
  ]
  for (const words of mistakes) {
    it(`ends with 2 and says what is wrong: keyward ${words.join(' ')}`, async () => {
      const { exitCode, stderr } = await call(words)
      assert.equal(exitCode, 2)
      assert.notEqual(stderr, '')
      assert.doesNotMatch(stderr, /\n\s+at |hunter2/)
      assert.ok(!existsSync(dataDir))
    })
  }

  it('suggests the command that was meant', async () => {
    assert.match((await call(['backpu'])).stderr, /Did you mean backup\?/)
  })

  it('does not answer from an empty installation that it made up in the wrong folder', async () => {
    for (const words of [
      ['user', 'list'],
      ['key', 'show', '--username', 'joe'],
      ['backup'],
      ['audit', 'verify'],
    ]) {
      const { exitCode, stderr } = await call(words)
      assert.equal(exitCode, 1)
      assert.match(stderr, /There is no database at .* KEYWARD_DATA_DIR/)
      assert.ok(!existsSync(dataDir))
    }
  })

  it('names every fault of the settings, with exit code 78', async () => {
    const env = { KEYWARD_PORT: 'x', KEYWARD_LOG_LEVEL: 'loud' }
    const { exitCode, stderr } = await call(['account', 'create', '--name', 'x'], env)
    assert.equal(exitCode, 78)
    assert.match(stderr, /KEYWARD_PORT: .*\n.*KEYWARD_LOG_LEVEL: /s)
    assert.ok(!existsSync(dataDir))
  })
})
