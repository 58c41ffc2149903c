import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { digestsOf } from '../support/contents.ts'
import { freshPlace, type NewUser, type Place, placeAt, withUser } from './place.ts'

/** One of each command that opens the data, in a form that would succeed on good data. */
const COMMANDS: readonly (readonly string[])[] = [
  ['account', 'create', '--name', 'x'],
  ['account', 'list'],
  ['account', 'set', '--account', '100002', '--name', 'x'],
  ['account', 'disable', '--account', '100002'],
  ['account', 'enable', '--account', '100002'],
  ['user', 'create', '--account', '100002', '--username', 'x'],
  ['user', 'list'],
  ['user', 'disable', '--username', 'joe'],
  ['user', 'enable', '--username', 'joe'],
  ['user', 'delete', '--username', 'joe', '--yes'],
  ['user', 'password', '--username', 'joe', '--password-stdin'],
  ['user', 'invite', '--username', 'joe'],
  ['user', 'role', '--username', 'joe'],
  ['session', 'end', '--username', 'joe'],
  ['key', 'show', '--username', 'joe'],
  ['key', 'reset', '--username', 'joe'],
  ['service', 'add', '--name', 'x', '--type', 'x', '--url', 'https://x.example'],
  ['service', 'list'],
  ['service', 'remove', '--name', 'x'],
  ['master-key', 'rotate'],
  ['backup'],
  ['restore', '--trust-revocations'],
  ['restore', '--in-place'],
  ['audit', 'verify'],
  ['audit', 'export'],
  ['audit', 'prune', '--before', '2020-01-01', '--yes'],
  ['migrate'],
]
const PASSWORD = 'seven grey geese walked home'

const root = mkdtempSync(join(tmpdir(), 'keyward-faulty-'))
after(() => rmSync(root, { recursive: true, force: true }))

let original: Place
let joe: NewUser
before(async () => {
  original = freshPlace()
  joe = await withUser(original)
})

let serial = 0

/** A copy of a good installation, to be spoilt. */
function copy(env: Readonly<Record<string, string>> = {}): Place {
  serial++
  const dataDir = join(root, String(serial))
  cpSync(original.dataDir, dataDir, { recursive: true })
  return placeAt(dataDir, env)
}

const inside = (place: Place, name: string) => join(place.dataDir, name)

/** Every command ends alike, with one line on standard error, and writes nothing. */
async function refusesAll(
  place: Place,
  exitCode: number,
  message: RegExp,
  commands = COMMANDS,
): Promise<void> {
  const before = digestsOf(place.dataDir)
  for (const words of commands) {
    const found = await place.cli([...words, '--json'], PASSWORD)
    assert.equal(found.exitCode, exitCode, `${words.join(' ')}: ${found.stderr}`)
    assert.equal(found.stdout, '', words.join(' '))
    assert.match(found.stderr, /^keyward: [^\n]+\n$/, words.join(' '))
    assert.match(found.stderr, message, words.join(' '))
    assert.doesNotMatch(found.stderr, new RegExp(`${joe.apiKey}|${PASSWORD}|\\n\\s+at `))
    assert.deepEqual(digestsOf(place.dataDir), before, words.join(' '))
  }
}

describe('S-A3 damaged data', () => {
  const damage: Readonly<Record<string, (file: string) => void>> = {
    'a header overwritten': (file) => writeFileSync(file, readFileSync(file).fill(0x5a, 0, 100)),
    'two pages overwritten': (file) => writeFileSync(file, readFileSync(file).fill(0x5a, 0, 8_192)),
    'half of the file gone': (file) =>
      truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096),
  }
  for (const [what, spoil] of Object.entries(damage)) {
    it(`ends every command with 74 and names the way out: ${what}`, async () => {
      const place = copy()
      spoil(inside(place, 'keyward.db'))
      await refusesAll(place, 74, /keyward\.db is damaged: .*Nothing was changed\..*keyward restore FILE/)
    })
  }

  it('doctor names it, and ends with 1', async () => {
    const place = copy()
    damage['two pages overwritten']?.(inside(place, 'keyward.db'))
    const { exitCode, stdout } = await place.cli(['doctor', '--json'])
    assert.equal(exitCode, 1)
    const { ok, findings } = JSON.parse(stdout)
    assert.equal(ok, false)
    const [database] = findings.filter(({ check }: { check: string }) => check === 'database')
    assert.equal(database.status, 'fail')
    assert.match(database.text, /is damaged.*keyward restore FILE/)
  })

  it('a file that is no database of Keyward is not touched', async () => {
    const place = copy()
    rmSync(inside(place, 'keyward.db'))
    const other = new DatabaseSync(inside(place, 'keyward.db'))
    other.exec('create table notes (text text)')
    other.close()
    await refusesAll(place, 78, /keyward\.db is not a Keyward database/)
  })

  it('a database of a newer version is not touched', async () => {
    const place = copy()
    const newer = new DatabaseSync(inside(place, 'keyward.db'))
    newer.exec(
      "insert into schema_migrations select number + 1, 'of the future', 1 from schema_migrations order by number desc limit 1",
    )
    newer.close()
    await refusesAll(place, 78, /newer/)
  })
})

describe('the wrong master key', () => {
  it('ends every command with 78 and nothing is written', async () => {
    const place = copy()
    const other = freshPlace()
    await withUser(other)
    cpSync(inside(other, 'master.key'), inside(place, 'master.key'))
    await refusesAll(place, 78, /master key/i)
  })

  it('missing, ends every command with 78 and none is made', async () => {
    const place = copy()
    rmSync(inside(place, 'master.key'))
    await refusesAll(place, 78, /master\.key/)
  })

  for (const [what, text] of [
    ['empty', ''],
    ['no key', 'a letter to grandmother\n'],
    ['cut short', 'half'],
  ] as const) {
    it(`file that is ${what}, ends every command with 78`, async () => {
      const place = copy()
      const key = readFileSync(inside(place, 'master.key'), 'utf8')
      writeFileSync(inside(place, 'master.key'), text === 'half' ? key.slice(0, key.length / 2) : text)
      await refusesAll(place, 78, /master/i)
    })
  }

  it('is not given up while the right one is in its place', async () => {
    const place = copy()
    await refusesAll(place, 78, /master key/i, [['master-key', 'recover', '--yes']])
    assert.partialDeepStrictEqual(await place.json(['key', 'show', '--username', 'joe']), {
      apiKey: joe.apiKey,
    })
  })
})

describe('settings that cannot be used', () => {
  it('end every command with 78, each fault in a line of its own, and nothing is written', async () => {
    const place = copy({ KEYWARD_PORT: 'x', KEYWARD_DATABASE_URL: 'mysql://x/y' })
    const before = digestsOf(place.dataDir)
    for (const words of COMMANDS) {
      const { exitCode, stdout, stderr } = await place.cli(words, PASSWORD)
      assert.equal(exitCode, 78, stderr)
      assert.equal(stdout, '')
      assert.match(stderr, /^keyward: KEYWARD_DATABASE_URL: .*$/m)
      assert.match(stderr, /^keyward: KEYWARD_PORT: .*$/m)
    }
    assert.deepEqual(digestsOf(place.dataDir), before)
  })

  it('are what doctor tells, as findings, with 1', async () => {
    const { exitCode, stdout, stderr } = await copy({ KEYWARD_PORT: 'x' }).cli(['doctor', '--json'])
    assert.equal(exitCode, 1)
    assert.equal(stderr, '')
    const { findings } = JSON.parse(stdout)
    assert.deepEqual(
      findings.map(({ check, status }: { check: string; status: string }) => `${check} ${status}`),
      ['settings fail'],
    )
  })
})
