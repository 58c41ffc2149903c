import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { OWNER, startServer } from '../support/server.ts'
import { freshPlace, type Place, placeAt, withUser } from './place.ts'

interface Refusal {
  readonly words: readonly string[]
  readonly exitCode: number
  readonly message: RegExp
  readonly stdin?: string
}

const refused = (words: string, exitCode: number, message: RegExp, stdin = ''): Refusal => ({
  words: words.split(' '),
  exitCode,
  message,
  stdin,
})

const NO_USER = /There is no such user\. "keyward user list"/
const NO_ACCOUNT = /There is no such account\. "keyward account list"/
const WEAK = 'hunter2'

const REFUSALS: readonly Refusal[] = [
  ...[
    'user disable',
    'user enable',
    'user delete --yes',
    'user invite',
    'user role',
    'session end',
    'key show',
    'key reset',
    'admin-key generate',
    'admin-key show',
    'user admin-type --type super',
  ].map((verb) => refused(`${verb} --username nobody`, 1, NO_USER)),
  refused('user password --username nobody --password-stdin', 1, NO_USER, 'seven grey geese walked home'),
  ...['disable', 'enable', 'set --name x'].map((verb) =>
    refused(`account ${verb} --account 999999`, 1, NO_ACCOUNT),
  ),
  refused('user create --account 999999 --username new', 1, NO_ACCOUNT),
  refused('user create --account 999999 --username new --admin-type super', 1, NO_ACCOUNT),
  refused('user create --account 100002 --username new --admin-type root', 2, /^keyward: --admin-type: /),
  refused('user admin-type --username joe --type root', 2, /^keyward: --type: .*super, standard, limited/),
  refused('user admin-type --username joe', 2, /--type/),
  refused('domain add --account 999999 --name x.example', 1, NO_ACCOUNT),
  refused('domain list --account 999999', 1, NO_ACCOUNT),
  refused('domain add --account 100002 --name localhost', 2, /^keyward: --name: .*example\.com/),
  refused('domain add --account 100002 --name x.example --max-mailboxes -1', 2, /./),
  refused('domain add --account 100002 --name x.example --max-mailboxes 9999999', 2, /./),
  refused('domain remove --name nowhere.example', 1, /There is no such domain\. "keyward domain list"/),
  refused('admin-key set --username joe --clock off', 2, /^keyward: --clock: write lenient, strict, static/),
  refused('admin-key set --username joe --reads x', 2, /^keyward: --reads: /),
  refused('admin-key set --username joe --reads 0', 2, /./),
  refused('admin-key generate --username joe', 1, /Only super administrators/),
  refused('admin-key show --username joe', 1, /Only super administrators/),
  refused('user create --account x --username new', 1, NO_ACCOUNT),
  refused('user list --account 999999', 1, NO_ACCOUNT),
  refused('user create --account 100002 --username JOE', 1, /There is a user of that name already/),
  refused('user create --account 100002 --username new --role root', 1, /Roles are .*identity:user-admin/),
  refused('user create --account 100002 --username 1x', 2, /^keyward: --username: .*begins with a letter/),
  refused(
    'user create --account 100002 --username new --default-region <b>',
    2,
    /^keyward: --default-region: /,
  ),
  refused('user create --account 100002 --username new --email joe', 2, /^keyward: --email: /),
  refused('user create --account 100002 --username new --password-stdin', 1, /15 characters/, WEAK),
  refused('user create --account 100002 --username new --password-stdin', 1, /15 characters/, ''),
  refused(
    'user create --account 100002 --username josephine --password-stdin',
    1,
    /first that an attacker tries/,
    'josephinejosephine',
  ),
  refused('user password --username joe --password-stdin', 1, /15 characters/, WEAK),
  refused('user password --username joe --password-stdin', 1, /1024 bytes/, 'ab c'.repeat(257)),
  refused('user password --username joe', 2, /--password-stdin/, 'seven grey geese walked home'),
  refused('user role --username joe --add root', 1, /Roles are /),
  refused('key reset --username joe --overlap 31d', 2, /^keyward: --overlap: .*30 days at most/),
  refused('key reset --username joe --overlap 2592001', 2, /^keyward: --overlap: .*30 days at most/),
  refused('key reset --username joe --overlap -1h', 2, /--overlap/),
  refused('key show --username joe --overlap 1h', 2, /unknown option '--overlap'/),
  refused('service remove --name nothing', 1, /no such endpoint\. "keyward service list"/),
  refused('service remove --name cloudFiles --region ORD', 1, /no such endpoint/),
  refused(
    'service add --name cloudFiles --type object-store --region dfw --url https://x.example',
    1,
    /Remove it first/,
  ),
  refused('service add --name x --type x --url https://user:pass@x.example', 2, /^keyward: --url: /),
  refused('service add --name x --type x --url https://x.example/%(tenant)s', 2, /^keyward: --url: /),
  refused(
    'service add --name x --type x --url https://x.example --internal-url x',
    2,
    /^keyward: --internal-url: /,
  ),
  refused('account set --account 100002 --step-up-minutes 61', 2, /^keyward: --step-up-minutes: .*0 to 60/),
  refused(
    'account set --account 100002 --reset-keeps-tokens yes',
    2,
    /^keyward: --reset-keeps-tokens: write on or off/,
  ),
  refused('audit export --chain 999999', 1, /has no chain 999999/),
  refused('audit prune --before 2999-01-01 --yes', 2, /^keyward: --before: .*yet to come/),
  refused('audit prune --before 2026-13-01 --yes', 2, /^keyward: --before: /),
  refused('audit verify --export nowhere.jsonl', 1, /nowhere\.jsonl is not there/),
  refused('audit verify --checkpoint nowhere.jsonl', 1, /nowhere\.jsonl is not there/),
  refused('restore nowhere.db --yes', 1, /There is no file .*nowhere\.db/),
  refused('restore nowhere.db --in-place --yes', 2, /restore FILE, restore --in-place/),
  refused('restore --in-place --trust-revocations', 2, /restore FILE, restore --in-place/),
  refused('restore', 2, /restore FILE, restore --in-place/),
]

/** The words of a refusal, and that neither a fault nor a secret shows. */
async function assertRefused(place: Place, { words, exitCode, message, stdin }: Refusal): Promise<void> {
  const found = await place.cli([...words, '--json'], stdin)
  assert.equal(found.exitCode, exitCode, found.stderr)
  assert.equal(found.stdout, '')
  assert.match(found.stderr, message)
  assert.match(found.stderr, /^[^\n]+\n(Add --help[^\n]*\n)?$/, 'one line')
  assert.doesNotMatch(found.stderr, /fault in Keyward|\bat .*\.ts|SQLITE|hunter2|josephine|geese/)
}

describe('a refusal: exit code, one line, nothing on standard output, nothing changed', () => {
  const place = freshPlace()
  before(async () => {
    await withUser(place)
    const service = ['--name', 'cloudFiles', '--type', 'object-store', '--url', 'https://x.example']
    await place.json(['service', 'add', ...service, '--region', 'DFW'])
  })
  for (const refusal of REFUSALS) {
    it(`${refusal.exitCode}: keyward ${refusal.words.join(' ')}`, async () => {
      const database = join(place.dataDir, 'keyward.db')
      const before = readFileSync(database)
      await assertRefused(place, refusal)
      assert.ok(readFileSync(database).equals(before))
    })
  }

  it('1: a folder for the backup that is a file, and a log over another one', async () => {
    const file = join(place.dataDir, '..', 'taken')
    writeFileSync(file, 'x')
    for (const words of [
      `backup --to ${file}`,
      `audit export --to ${file}`,
      `audit export --to ${file}/below/log`,
    ]) {
      const { exitCode, stdout, stderr } = await place.cli(words.split(' '))
      assert.equal(exitCode, 1, words)
      assert.match(stderr, /^keyward: .*taken.*\n$/)
      assert.doesNotMatch(stderr, /fault in Keyward/)
      assert.equal(stdout, '')
    }
    assert.equal(readFileSync(file, 'utf8'), 'x')
  })
})

describe('beside a server, the same refusals', () => {
  it('come through the socket with the same words and codes', async (t) => {
    const server = await startServer()
    t.after(() => server.stop())
    const place = placeAt(server.dataDir)
    await place.json(['account', 'create', '--name', 'Example'])
    await place.json(['user', 'create', '--account', '100002', '--username', 'joe'])
    const service = ['--name', 'cloudFiles', '--type', 'object-store', '--url', 'https://x.example']
    await place.json(['service', 'add', ...service, '--region', 'DFW'])
    // With a file the server has to be stopped first.
    for (const refusal of REFUSALS.filter(({ words }) => !words.includes('nowhere.db')))
      await assertRefused(place, refusal)
    for (const words of ['migrate', 'restore nowhere.db --yes', 'master-key recover --yes']) {
      await assertRefused(place, refused(words, 1, /Stop the server/))
    }
    const owner = refused(`user delete --username ${OWNER.username} --yes`, 1, /last enabled operator/)
    await assertRefused(place, owner)
    await assertRefused(place, refused('account disable --account 100001', 1, /last enabled operator/))
  })
})

describe('help', () => {
  const place = freshPlace()
  const help = async (...words: string[]) => {
    const found = await place.cli([...words, '--help'])
    assert.equal(found.exitCode, 0)
    assert.equal(found.stderr, '')
    assert.ok(!existsSync(place.dataDir), 'reads and writes no data')
    return found.stdout
  }

  it('names every noun, and every verb of each', async () => {
    const all = await help()
    for (const noun of [
      'serve',
      'account',
      'user',
      'session',
      'key',
      'service',
      'master-key',
      'backup',
      'restore',
      'audit',
      'migrate',
      'doctor',
    ]) {
      assert.match(all, new RegExp(`^ {2}${noun}\\b.* [A-Z]`, 'm'), noun)
    }
    const user = await help('user')
    for (const verb of ['create', 'list', 'disable', 'enable', 'delete', 'password', 'invite', 'role']) {
      assert.match(user, new RegExp(`^ {2}${verb}\\b`, 'm'), verb)
    }
  })

  it('names options that have to be there, and what they take', async () => {
    const text = await help('user', 'create')
    for (const flag of [
      '--account <number>',
      '--username <name>',
      '--email <address>',
      '--role <role>',
      '--password-stdin',
      '--json',
    ]) {
      assert.ok(text.includes(flag), flag)
    }
    assert.match(await help('key', 'reset'), /--overlap <time>.*30d at most/s)
  })

  it('is offered after a mistake', async () => {
    mkdirSync(place.dataDir, { recursive: true })
    const { exitCode, stderr } = await place.cli(['key', 'reset'])
    assert.equal(exitCode, 2)
    assert.match(stderr, /--username.*\nAdd --help to see how it is written\./)
  })
})
