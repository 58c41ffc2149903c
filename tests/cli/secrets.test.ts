import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { contentsOf } from '../support/contents.ts'
import { freshPlace, type NewUser, withUser } from './place.ts'

describe('secrets at the command line', () => {
  const place = freshPlace()
  const password = 'purple canaries whistle in the attic'
  let joe: NewUser
  const said: string[] = []
  const say = async (words: readonly string[], stdin = '') => {
    const found = await place.cli(words, stdin)
    said.push(found.stderr)
    return found
  }
  before(async () => {
    joe = await withUser(place)
  })

  it('are on standard output alone, where they were asked for, and in no other answer', async () => {
    const ofJoe = ['--username', 'joe']
    const next = await say(['key', 'reset', ...ofJoe, '--overlap', '1h', '--json'])
    const secrets = [joe.apiKey, JSON.parse(next.stdout).apiKey, password]
    const silent: readonly (readonly string[])[] = [
      ['user', 'password', ...ofJoe, '--password-stdin'],
      ['user', 'list', '--json'],
      ['user', 'role', ...ofJoe, '--json'],
      ['user', 'disable', ...ofJoe],
      ['user', 'enable', ...ofJoe],
      ['account', 'list', '--json'],
      ['session', 'end', ...ofJoe],
      ['master-key', 'rotate', '--json'],
      ['backup', '--json'],
      ['audit', 'export'],
      ['audit', 'verify', '--json'],
      ['doctor', '--json'],
      ['user', 'delete', ...ofJoe, '--yes', '--json'],
    ]
    for (const words of silent) {
      const { exitCode, stdout } = await say(words, password)
      assert.equal(exitCode, 0, words.join(' '))
      for (const secret of secrets) assert.ok(!stdout.includes(secret), words.join(' '))
    }
    for (const secret of secrets) assert.ok(!said.join('').includes(secret))
  })

  it('lie nowhere in the data folder in the clear', async () => {
    const files = contentsOf(place.dataDir)
    assert.ok(Object.keys(files).length > 3)
    for (const [name, content] of Object.entries(files)) {
      assert.ok(!content.includes(joe.apiKey), name)
      assert.ok(!content.includes(Buffer.from(joe.apiKey, 'hex').toString('latin1')), name)
      assert.ok(!content.includes(password), name)
    }
  })

  it('typed as an option are refused and not repeated', async () => {
    const words = ['user', 'create', '--account', '100002', '--username', 'x', '--password', password]
    const { exitCode, stdout, stderr } = await say(words)
    assert.equal(exitCode, 2)
    assert.ok(!`${stdout}${stderr}`.includes(password))
  })

  it('in a database URL are not repeated when that database is away', async () => {
    const away = freshPlace({ KEYWARD_DATABASE_URL: 'postgres://keyward:canary-secret@127.0.0.1:1/keyward' })
    for (const words of [['user', 'list'], ['doctor'], ['serve']].slice(0, 2)) {
      const { exitCode, stdout, stderr } = await away.cli(words)
      assert.equal(exitCode, 1, stderr)
      assert.doesNotMatch(stdout + stderr, /canary-secret/)
      assert.match(stdout + stderr, /database cannot be reached|KEYWARD_DATABASE_URL/)
    }
  })
})
