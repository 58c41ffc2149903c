import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PYTHON, runProgram } from '../support/programs.ts'
import { startServer } from '../support/server.ts'

const server = await startServer()
after(() => server.stop())

/** Calls in a minute: enough for a walk, and few to be throttled at its end. */
const READS = '40'

/** What a walk needs: a super administrator of a new account, as the operator makes one. */
async function settingsFor(name: string, zone: string): Promise<Record<string, string>> {
  const { accountId } = await server.prepare<{ accountId: string }>(['account', 'create', '--name', name])
  const create = ['user', 'create', '--account', accountId, '--username', `${name}-program`]
  await server.prepare([...create, '--admin-type', 'super'])
  const generate = ['admin-key', 'generate', '--username', `${name}-program`]
  const { userKey, secretKey } = await server.prepare<{ userKey: string; secretKey: string }>(generate)
  await server.prepare(['admin-key', 'set', '--username', `${name}-program`, '--reads', READS])
  return {
    ...{
      PATH: process.env['PATH'] ?? '',
      LANG: 'C.UTF-8',
      TZ: zone,
      TMPDIR: process.env['TMPDIR'] ?? '/tmp',
    },
    ...{ URL: `http://127.0.0.1:${server.port}`, USER_KEY: userKey, SECRET_KEY: secretKey },
    ...{ DOMAIN: `${name}.example`, READS },
  }
}

const here = (name: string) => join(import.meta.dirname, name)

test('curl and openssl walk the e-mail API', async () => {
  const walk = await runProgram('bash', [here('walk-email.sh')], await settingsFor('curl', 'UTC'))
  assert.deepEqual([walk.exitCode, walk.stdout], [0, 'walked\n'], walk.stderr)
})

for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12']) {
  test(`Python’s standard library walks it, by the clock of ${zone}`, async () => {
    const name = zone.startsWith('Pacific') ? 'east' : 'west'
    const walk = await runProgram(PYTHON, [here('walk_email.py')], await settingsFor(name, zone))
    assert.deepEqual([walk.exitCode, walk.stdout], [0, 'walked\n'], walk.stderr)
  })
}

test('Node walks it with what it brings along, by the clock of Asia/Tokyo', async () => {
  const walk = await runProgram(
    process.execPath,
    [here('walk-email.mjs')],
    await settingsFor('node', 'Asia/Tokyo'),
  )
  assert.deepEqual([walk.exitCode, walk.stdout], [0, 'walked\n'], walk.stderr)
})

test('domains are listed and removed at the command line while a program uses them', async () => {
  const listed = await server.prepare<{ name: string; mailboxes: number }[]>(['domain', 'list'])
  const curl = listed.find(({ name }) => name === 'curl.example')
  assert.equal(curl?.mailboxes, 3)
  const refused = await server.cli(['domain', 'remove', '--name', 'curl.example'])
  assert.equal(refused.exitCode, 1)
  assert.match(refused.stderr, /3 mailboxes/)
})
