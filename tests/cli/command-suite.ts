import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { before, it } from 'node:test'
import { emailCommands } from './email-commands.ts'
import { type NewUser, type Place, withUser } from './place.ts'
import { serviceCommands } from './service-commands.ts'

/** What every command does and prints, wherever it runs. */
export function commandSuite(open: () => Promise<Place>): void {
  let place: Place
  let user: NewUser
  before(async () => {
    place = await open()
    user = await withUser(place)
  })
  emailCommands(() => ({ place, accountId: user.accountId }))
  serviceCommands(() => place)

  it('user create prints exactly what scripts expect', () => {
    assert.deepEqual(Object.keys(user), ['accountId', 'userId', 'username', 'apiKey'])
    assert.match(user.accountId, /^\d{6,}$/)
    assert.match(user.userId, /^[0-9a-f]{32}$/)
    assert.match(user.apiKey, /^[0-9a-f]{32}$/)
    assert.equal(user.username, 'joe')
  })

  it('account list prints exactly what scripts expect', async () => {
    const accounts = await place.json<object[]>(['account', 'list'])
    assert.ok(
      accounts.some(
        (account) =>
          JSON.stringify(account) === JSON.stringify({ accountId: user.accountId, name: 'Example' }),
      ),
    )
    assert.deepEqual(Object.keys(accounts[0] ?? {}), ['accountId', 'name'])
  })

  it('key show and key reset print exactly what scripts expect', async () => {
    const shown = await place.json<NewUser>(['key', 'show', '--username', 'JOE'])
    assert.deepEqual(shown, { userId: user.userId, username: 'joe', apiKey: user.apiKey })
    const reset = await place.json<NewUser>(['key', 'reset', '--username', 'joe'])
    assert.deepEqual(Object.keys(reset), ['userId', 'username', 'apiKey'])
    assert.notEqual(reset.apiKey, user.apiKey)
    assert.deepEqual(await place.json(['key', 'show', '--username', 'joe']), reset)
  })

  it('key reset with an overlap tells when the old key ends', async () => {
    const reset = await place.json<{ retiredUntil: string }>([
      'key',
      'reset',
      '--username',
      'joe',
      '--overlap',
      '24h',
    ])
    const hours = (Date.parse(reset.retiredUntil) - Date.now()) / 3_600_000
    assert.ok(hours > 23.9 && hours <= 24)
    const tooLong = await place.cli(['key', 'reset', '--username', 'joe', '--overlap', '31d'])
    assert.equal(tooLong.exitCode, 2)
    assert.match(tooLong.stderr, /^keyward: --overlap: .*30 days at most\.\n$/)
  })

  it('account set changes settings and shows them', async () => {
    const args = [
      '--reset-keeps-tokens',
      'on',
      '--api-reveal',
      'off',
      '--step-up-minutes',
      '0',
      '--name',
      'Renamed',
    ]
    const set = await place.json<object>(['account', 'set', '--account', user.accountId, ...args])
    assert.partialDeepStrictEqual(set, {
      accountId: user.accountId,
      name: 'Renamed',
      resetKeepsTokens: true,
      apiReveal: false,
      stepUpMinutes: 0,
    })
    const { stdout } = await place.cli(['account', 'set', '--account', user.accountId, '--name', 'Example'])
    assert.match(stdout, /^Name +Example$/m)
  })

  it('key reset --show-once prints the key, and key show does not', async () => {
    const joe = ['--username', 'joe']
    const reset = await place.json<NewUser & { shownOnce: boolean }>(['key', 'reset', ...joe, '--show-once'])
    assert.deepEqual(Object.keys(reset), ['userId', 'username', 'apiKey', 'shownOnce'])
    const show = await place.cli(['key', 'show', ...joe])
    assert.equal(show.exitCode, 1)
    assert.match(show.stderr, /shown once.*key reset/)
    assert.doesNotMatch(show.stdout + show.stderr, new RegExp(reset.apiKey))
    const text = await place.cli(['key', 'reset', ...joe, '--show-once'])
    assert.match(text.stdout, /cannot be shown again/)
    await place.json(['key', 'reset', ...joe])
  })

  it('account set --show-once says first how many copies it would forget', async () => {
    const one = await withUser(place, 'kim')
    const set = ['account', 'set', '--account', one.accountId, '--show-once', 'on']
    const refused = await place.cli(set)
    assert.equal(refused.exitCode, 1)
    assert.match(refused.stderr, /One key of this account can be shown now.*--forget-copies/)
    const shown = await place.json<NewUser>(['key', 'show', '--username', 'kim'])
    assert.equal(shown.apiKey, one.apiKey)
    const done = await place.json<object>([...set, '--forget-copies'])
    assert.partialDeepStrictEqual(done, { showOnce: true })
    assert.match((await place.cli(['account', 'list'])).stdout, new RegExp(`${one.accountId}.*shown once`))
    assert.equal((await place.cli(['key', 'show', '--username', 'kim'])).exitCode, 1)
    // Nothing is left to forget, so nothing is asked.
    const user = ['user', 'create', '--account', one.accountId, '--username', 'kit']
    assert.match((await place.cli(user)).stdout, /cannot be shown again/)
    assert.equal((await place.cli(set)).exitCode, 0)
  })

  it('account disable and enable', async () => {
    const off = await place.json<{ enabled: boolean }>(['account', 'disable', '--account', user.accountId])
    assert.equal(off.enabled, false)
    assert.match((await place.cli(['account', 'list'])).stdout, /disabled/)
    const on = await place.json<{ enabled: boolean }>(['account', 'enable', '--account', user.accountId])
    assert.equal(on.enabled, true)
  })

  it('passwords come through standard input, with or without a line break', async () => {
    const args = ['user', 'create', '--account', user.accountId, '--password-stdin']
    await place.json([...args, '--username', 'ann'], 'seven grey geese walked home\n')
    const changed = await place.cli(
      ['user', 'password', '--username', 'ann', '--password-stdin'],
      'nine wet hens stayed outside',
    )
    assert.equal(changed.exitCode, 0)
    assert.doesNotMatch(changed.stdout, /hens/)
    const weak = await place.cli([...args, '--username', 'bob'], 'short')
    assert.equal(weak.exitCode, 1)
    assert.match(weak.stderr, /15 characters/)
    assert.doesNotMatch(weak.stderr, /short/)
  })

  it('roles are given, taken and shown', async () => {
    const added = await place.json<{ roles: string[] }>([
      'user',
      'role',
      '--username',
      'ann',
      '--add',
      'identity:user-manage',
    ])
    assert.ok(added.roles.includes('identity:user-manage'))
    const taken = await place.json<{ roles: string[] }>([
      'user',
      'role',
      '--username',
      'ann',
      '--remove',
      'identity:user-manage',
    ])
    assert.deepEqual(await place.json(['user', 'role', '--username', 'ann']), taken)
    const unknown = await place.cli(['user', 'role', '--username', 'ann', '--add', 'root'])
    assert.equal(unknown.exitCode, 1)
    assert.match(unknown.stderr, /identity:user-admin/)
  })

  it('user invite prints a link', async () => {
    const { link } = await place.json<{ link: string }>(['user', 'invite', '--username', 'ann'])
    assert.match(link, /^http:\/\/localhost:\d+\/invite\/kwl_[0-9A-Za-z]{38}$/)
  })

  it('session end counts what it ended', async () => {
    assert.partialDeepStrictEqual(await place.json(['session', 'end', '--username', 'ann']), { ended: 0 })
  })

  it('user disable, enable and delete', async () => {
    assert.partialDeepStrictEqual(await place.json(['user', 'disable', '--username', 'ann']), {
      enabled: false,
    })
    assert.partialDeepStrictEqual(await place.json(['user', 'enable', '--username', 'ann']), {
      enabled: true,
    })
    assert.partialDeepStrictEqual(await place.json(['user', 'delete', '--username', 'ann']), {
      deleted: true,
    })
    const gone = await place.cli(['user', 'delete', '--username', 'ann'])
    assert.equal(gone.exitCode, 1)
    assert.match(gone.stderr, /^keyward: There is no such user\..*\n$/)
  })

  it('refusals are one line on standard error and nothing on standard output', async () => {
    const refused = [
      ['key', 'show', '--username', 'nobody'],
      ['user', 'create', '--account', '999999', '--username', 'x'],
      ['user', 'create', '--account', user.accountId, '--username', 'joe'],
      ['account', 'set', '--account', '999999', '--name', 'x'],
    ]
    for (const words of refused) {
      const { exitCode, stdout, stderr } = await place.cli([...words, '--json'])
      assert.equal(exitCode, 1)
      assert.equal(stdout, '')
      assert.match(stderr, /^keyward: [^\n]+\n$/)
    }
  })

  it('a value that cannot be used is named by its option, and ends with 2', async () => {
    const service = ['service', 'add', '--name', 'x', '--type', 'x']
    const mistakes: readonly (readonly [flag: string, words: readonly string[]])[] = [
      ['--url', [...service, '--url', 'ftp://x']],
      ['--internal-url', [...service, '--url', 'https://x.example', '--internal-url', 'x']],
      ['--type', ['service', 'add', '--name', 'x', '--type', '?', '--url', 'https://x.example']],
      ['--region', [...service, '--url', 'https://x.example', '--region', 'a b']],
      ['--name', ['account', 'create', '--name', ' ']],
      ['--step-up-minutes', ['account', 'set', '--account', user.accountId, '--step-up-minutes', '61']],
      ['--username', ['user', 'create', '--account', user.accountId, '--username', '1 2']],
      ['--email', ['user', 'create', '--account', user.accountId, '--username', 'eve', '--email', 'eve']],
      ['--before', ['audit', 'prune', '--before', '2999-01-01']],
    ]
    for (const [flag, words] of mistakes) {
      const { exitCode, stdout, stderr } = await place.cli([...words, '--json'])
      assert.equal(exitCode, 2, stderr)
      assert.equal(stdout, '')
      assert.match(stderr, new RegExp(`^keyward: ${flag}: [^\n]+\n$`))
      assert.doesNotMatch(stderr, /[a-z][A-Z]/, 'no name of the program itself')
    }
  })

  it('the master key is rotated, and everything goes on', async () => {
    const before = await place.json<NewUser>(['key', 'show', '--username', 'joe'])
    const rotated = await place.json<{ masterKeyId: string; previousMasterKeyId: string }>([
      'master-key',
      'rotate',
    ])
    assert.notEqual(rotated.masterKeyId, rotated.previousMasterKeyId)
    assert.deepEqual(await place.json(['key', 'show', '--username', 'joe']), before)
    assert.equal(statSync(join(place.dataDir, 'master.key')).mode & 0o777, 0o600)
  })

  it('everything that was done stands in the audit log, and the log verifies', async () => {
    const { stdout, exitCode } = await place.cli(['audit', 'export'])
    assert.equal(exitCode, 0)
    for (const action of [
      'account.create',
      'user.create',
      'key.reset',
      'key.show',
      'user.delete',
      'master_key.rotate',
      'endpoint.add',
    ]) {
      assert.match(stdout, new RegExp(`"action":"${action}","actor":"command line"`))
    }
    assert.partialDeepStrictEqual(await place.json(['audit', 'verify']), { ok: true, problems: [] })
  })

  it('doctor finds nothing to mend', async () => {
    const { ok, findings } = await place.json<{ ok: boolean; findings: { check: string; status: string }[] }>(
      ['doctor', '--full'],
    )
    assert.equal(ok, true)
    assert.ok(findings.some(({ check, status }) => check === 'audit log' && status === 'ok'))
    assert.ok(findings.every(({ status }) => status !== 'fail'))
  })

  it('migrate finds the schema up to date, or asks to stop the server that holds the data', async () => {
    const { exitCode, stderr } = await place.cli(['migrate'])
    const servedBySqlite = existsSync(join(place.dataDir, 'run'))
    assert.equal(exitCode, servedBySqlite ? 1 : 0)
    if (servedBySqlite) assert.match(stderr, /Stop the server/)
  })
}
