import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { freshPlace, type Place } from './place.ts'

let place: Place
before(async () => {
  place = freshPlace({ KEYWARD_MAIL_PORT: '8025' })
  await place.json(['account', 'create', '--name', 'Example'])
})

const config = (...words: string[]) => ['mail', 'config', '--host', 'mail.example.com', ...words]

describe('keyward mail config', () => {
  it('writes what belongs below /etc, and tells what it has written', async () => {
    const folder = join(place.dataDir, 'out')
    const written = await place.json(config('--out', folder))
    const files = [
      'postfix/main.cf',
      'postfix/master.cf',
      'dovecot/dovecot.conf',
      'dovecot/keyward-auth.conf.ext',
      ...[
        'worker-proxy.inc',
        'worker-normal.inc',
        'actions.conf',
        'options.inc',
        'dmarc.conf',
        'greylist.conf',
        'dkim_signing.conf',
      ].map((name) => `rspamd/local.d/${name}`),
      'rspamd/local.d/rspamd.lua',
    ]
    const sockets = join(place.dataDir, 'mail')
    assert.deepEqual(written, { folder, files, host: 'mail.example.com', port: 8025, sockets })
    const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
    // rspamd writes a threshold that is none as `null`.
    assert.doesNotMatch(text.replaceAll('= null;', ''), /undefined|null|\[object|\[secret/)
    assert.match(text, /^myhostname = mail\.example\.com$/m)
    assert.match(
      text,
      /^smtpd_tls_chain_files = \/etc\/letsencrypt\/live\/mail\.example\.com\/privkey\.pem, /m,
    )
    assert.match(text, /^keyward = socketmap:inet:127\.0\.0\.1:8025$/m)
    assert.ok(text.includes(`uri = proxy:${sockets}/dict.sock:auth\n`))
  })

  it('says which files of the certificate are not there yet', async () => {
    const out = config('--out', join(place.dataDir, 'bare'))
    const there = join(place.dataDir, 'there.pem')
    writeFileSync(there, '')
    assert.match(
      (await place.cli(out)).stdout,
      /^Missing: .*fullchain\.pem\. .*\nMissing: .*privkey\.pem\. /m,
    )
    const { stdout } = await place.cli([...out, '--cert', there])
    assert.doesNotMatch(stdout, /there\.pem|fullchain/)
    assert.doesNotMatch((await place.cli([...out, '--cert', there, '--key', there])).stdout, /Missing/)
  })

  it('takes the host of the settings where none is named, and asks for one where there is none', async () => {
    const named = freshPlace({
      KEYWARD_MAIL_PORT: '8025',
      KEYWARD_MAIL_HOST: 'mx.example.com, imap=in.example.com',
    })
    await named.json(['account', 'create', '--name', 'Example'])
    const out = (at: Place) => ['mail', 'config', '--out', join(at.dataDir, 'out')]
    assert.partialDeepStrictEqual(await named.json(out(named)), { host: 'mx.example.com' })
    const other = await named.json([...out(named), '--host', 'other.example.com'])
    assert.partialDeepStrictEqual(other, { host: 'other.example.com' })
    const { exitCode, stderr } = await place.cli(out(place))
    assert.notEqual(exitCode, 0)
    assert.match(stderr, /--host is needed, or KEYWARD_MAIL_HOST/)
  })

  it('keeps the secret in one file that nobody else can read, the same each time', async () => {
    const folder = join(place.dataDir, 'again')
    await place.json(config('--out', folder))
    await place.json(config('--out', folder))
    const secret = readFileSync(join(place.dataDir, 'mail-system.key'), 'utf8').trim()
    const modes = ['dovecot/dovecot.conf', 'postfix/main.cf'].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    )
    assert.deepEqual(modes, [0o600, 0o644])
    assert.equal(readFileSync(join(folder, 'dovecot/dovecot.conf'), 'utf8').split(secret).length, 3)
    for (const name of ['postfix/main.cf', 'postfix/master.cf', 'dovecot/keyward-auth.conf.ext'])
      assert.ok(!readFileSync(join(folder, name), 'utf8').includes(secret))
    const { stdout } = await place.cli(config('--out', folder))
    assert.ok(!stdout.includes(secret))
  })

  it('gives rspamd a secret of its own, in one file that nobody else can read', async () => {
    const folder = join(place.dataDir, 'filtered')
    await place.json(config('--out', folder))
    const rules = join(folder, 'rspamd/local.d/rspamd.lua')
    const [own, dovecots] = ['mail-filter.key', 'mail-system.key'].map((name) =>
      readFileSync(join(place.dataDir, name), 'utf8').trim(),
    )
    assert.equal(statSync(rules).mode & 0o777, 0o600)
    const text = readFileSync(rules, 'utf8')
    assert.ok(text.includes(`'Bearer ${own}'`) && !text.includes(String(dovecots)))
    assert.ok(text.includes("url = 'http://127.0.0.1:8025/filter'"))
    assert.ok(!readFileSync(join(folder, 'dovecot/dovecot.conf'), 'utf8').includes(String(own)))
    const { stdout } = await place.cli(config('--out', folder))
    assert.ok(!stdout.includes(String(own)))
  })

  it('leaves rspamd out where there is none, and what only it may say of a message all the same', async () => {
    const [folder, filtered] = [join(place.dataDir, 'unfiltered'), join(place.dataDir, 'filtered')]
    const { files } = await place.json<{ files: string[] }>(config('--out', folder, '--without-rspamd'))
    assert.deepEqual(
      files.filter((name) => name.includes('rspamd')),
      [],
    )
    await place.json(config('--out', filtered))
    const [without = '', withIt = ''] = [folder, filtered].map((one) =>
      readFileSync(join(one, 'postfix/main.cf'), 'utf8'),
    )
    assert.doesNotMatch(without, /milter/)
    assert.match(withIt, /^smtpd_milters = inet:127\.0\.0\.1:11332\nmilter_default_action = tempfail$/m)
    for (const text of [without, withIt])
      assert.match(text, /^header_checks = regexp:.*X-Spam\|X-Keyward-Client/m)
  })

  it('takes places that are named', async () => {
    const folder = join(place.dataDir, 'named')
    const words = [
      '--cert',
      '/a/c.pem',
      '--key',
      '/a/k.pem',
      '--mail-dir',
      '/srv/mail',
      '--mail-user',
      'mail',
    ]
    await place.json(config('--out', folder, ...words))
    const text = readFileSync(join(folder, 'dovecot/dovecot.conf'), 'utf8')
    for (const line of [
      'ssl_cert = </a/c.pem',
      'ssl_key = </a/k.pem',
      'mail_home = /srv/mail/%{userdb:storage}',
      'mail_uid = mail',
    ])
      assert.ok(text.includes(`${line}\n`), line)
  })

  for (const [about, words] of [
    ['a host without a dot', ['--host', 'localhost']],
    ['a host with more in it', ['--host', 'a.example\nmynetworks = 0.0.0.0/0']],
    ['a file with a comma', ['--cert', '/a,b']],
    ['a file that is no whole path', ['--key', 'key.pem']],
    ['a folder with a line break', ['--mail-dir', '/var\nprotocols = none']],
    ['a user with a brace', ['--mail-user', 'a}']],
  ] as const)
    it(`does not write ${about}`, async () => {
      const folder = join(place.dataDir, 'refused')
      const { exitCode, stderr } = await place.cli(config('--out', folder, ...words))
      assert.equal(exitCode, 2)
      assert.match(stderr, new RegExp(`^keyward: ${words[0]}: `))
      assert.equal(existsSync(folder), false)
    })

  it('is nothing for an installation without a mail system', async () => {
    const { exitCode, stderr } = await freshPlace({}).cli(config('--out', '/nowhere'))
    assert.equal(exitCode, 1)
    assert.match(stderr, /KEYWARD_MAIL_PORT/)
  })

  it('for PostgreSQL writes what reads the views: the password in files of their own, the same each time', async () => {
    const url = 'postgres://keyward:s3cret@db.example/keyward'
    const { dataDir, ...onPostgres } = freshPlace({ KEYWARD_DATABASE_URL: url })
    mkdirSync(dataDir)
    const [folder, again] = [join(dataDir, 'sql'), join(dataDir, 'again')]
    const written = await onPostgres.json<{ files: string[] }>(config('--sql', '--out', folder))
    await onPostgres.json(config('--sql', '--out', again))
    const textOf = (name: string, from = folder) => readFileSync(join(from, name), 'utf8')
    const password = /^password = ([0-9a-f]{64})$/m.exec(textOf('postfix/keyward-aliases.cf'))?.[1] ?? ''
    assert.equal(password.length, 64)
    for (const name of written.files) {
      assert.equal(textOf(name), textOf(name, again))
      const isClosed = (statSync(join(folder, name)).mode & 0o777) === 0o600
      assert.equal(textOf(name).includes(password), isClosed, name)
      // Neither Keyward's own way in, nor what Keyward and Dovecot know each other by.
      const secret = readFileSync(join(dataDir, 'mail-system.key'), 'utf8').trim()
      for (const none of [
        's3cret',
        secret,
        'undefined',
        '[secret',
        'socketmap',
        'dict.sock',
        'smtpd_milters = inet',
      ])
        assert.ok(!textOf(name).includes(none), `${name}: ${none}`)
    }
    assert.match(
      textOf('dovecot/keyward-sql.conf.ext'),
      /^connect = host=db\.example port=5432 dbname=keyward /m,
    )
    assert.match(
      textOf('role.sql'),
      /^alter role keyward_mail login nosuperuser .*\n +password '[0-9a-f]{64}';$/m,
    )
  })

  it('has no views to read for SQLite, nor for a database that cannot be named in a line', async () => {
    const refused = async (url: string | undefined, reason: RegExp) => {
      const { cli } = freshPlace(url === undefined ? {} : { KEYWARD_DATABASE_URL: url })
      const { exitCode, stderr } = await cli(config('--sql', '--out', '/nowhere'))
      assert.equal(exitCode, 1)
      assert.match(stderr, reason)
      assert.doesNotMatch(stderr, /s3cret/)
    }
    await refused(undefined, /--sql is for PostgreSQL/)
    for (const url of ['postgres://a:s3cret@db.example/a%20b', 'postgres:///a?host=/run/postgresql'])
      await refused(url, /must name a host/)
  })
})
