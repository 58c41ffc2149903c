import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { freshPlace } from './place.ts'

const KEYWARD = resolve(import.meta.dirname, '../../server/bin/keyward.mjs')

describe('the program', () => {
  const place = freshPlace()
  const keyward = (args: readonly string[], input = '') =>
    spawnSync(process.execPath, [KEYWARD, ...args], {
      env: place.env,
      input,
      encoding: 'utf8',
      cwd: dirname(place.dataDir),
    })

  it('does, prints and ends as it should', () => {
    const made = keyward(['account', 'create', '--name', 'Zoë & Söhne', '--json'])
    assert.equal(made.status, 0, made.stderr)
    assert.equal(JSON.parse(made.stdout).name, 'Zoë & Söhne')
    assert.match(made.stderr, /a new installation begins in .*master\.key/)
    assert.equal(keyward(['key', 'show', '--username', 'nobody']).status, 1)
    assert.equal(keyward(['key', 'show']).status, 2)
    assert.equal(keyward(['--help']).status, 0)
  })

  it('takes a password from a pipe', () => {
    const args = ['user', 'create', '--account', '100002', '--username', 'joe', '--password-stdin', '--json']
    const made = keyward(args, 'seven grey geese walked home\n')
    assert.equal(made.status, 0, made.stderr)
    assert.doesNotMatch(made.stdout + made.stderr, /geese/)
  })

  it('writes files where the caller stands', () => {
    const made = keyward(['audit', 'export', '--to', 'log.jsonl', '--json'])
    assert.equal(made.status, 0, made.stderr)
    assert.equal(JSON.parse(made.stdout).file, resolve(place.dataDir, '../log.jsonl'))
  })

  it('writes all of a long answer into a pipe before it ends', () => {
    const exported = keyward(['audit', 'export'])
    assert.equal(exported.status, 0)
    assert.ok(exported.stdout.endsWith('}\n'))
  })
})
