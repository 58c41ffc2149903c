import assert from 'node:assert/strict'
import { appendFileSync, chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { contentsOf } from '../support/contents.ts'
import { freshPlace, type Place, placeAt, withUser } from './place.ts'

interface Finding {
  readonly check: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly text: string
}

interface Fault {
  readonly spoil?: (place: Place) => void
  readonly env?: Readonly<Record<string, string>>
  readonly words?: readonly string[]
  /** What doctor finds that it does not find on good data. */
  readonly found: readonly (readonly [check: string, status: Finding['status'], text: RegExp])[]
}

const root = mkdtempSync(join(tmpdir(), 'keyward-doctor-'))
after(() => rmSync(root, { recursive: true, force: true }))

let original: Place
let usual: readonly Finding[]
let serial = 0

function copy(env: Readonly<Record<string, string>> = {}): Place {
  serial++
  const dataDir = join(root, String(serial))
  cpSync(original.dataDir, dataDir, { recursive: true })
  chmodSync(dataDir, 0o700)
  return placeAt(dataDir, env)
}

async function look(place: Place, words: readonly string[] = []) {
  const { exitCode, stdout, stderr } = await place.cli(['doctor', '--json', ...words])
  assert.equal(stderr, '')
  const reply: { ok: boolean; findings: Finding[] } = JSON.parse(stdout)
  assert.equal(exitCode, reply.ok ? 0 : 1)
  assert.equal(
    reply.ok,
    reply.findings.every(({ status }) => status !== 'fail'),
  )
  return reply.findings
}

const inside = (place: Place, name: string) => join(place.dataDir, name)

function change(place: Place, sql: string): void {
  const database = new DatabaseSync(inside(place, 'keyward.db'), { enableForeignKeyConstraints: false })
  database.exec(sql)
  database.close()
}

before(async () => {
  original = freshPlace()
  await withUser(original)
  usual = await look(copy())
})

const FAULTS: Readonly<Record<string, Fault>> = {
  'a data folder open to others': {
    spoil: ({ dataDir }) => chmodSync(dataDir, 0o755),
    found: [['data folder', 'fail', /chmod 700 \//]],
  },
  'a database open to others': {
    spoil: (place) => chmodSync(inside(place, 'keyward.db'), 0o644),
    found: [['database file', 'fail', /chmod 600 \/.*keyward\.db/]],
  },
  'a master key that is gone': {
    spoil: (place) => rmSync(inside(place, 'master.key')),
    found: [
      ['master key', 'fail', /master\.key is missing: put your copy/],
      ['database', 'fail', /master\.key/],
    ],
  },
  'a master key that is none': {
    spoil: (place) => writeFileSync(inside(place, 'master.key'), 'no key'),
    found: [['database', 'fail', /master/i]],
  },
  'no space kept back': {
    spoil: (place) => rmSync(inside(place, 'ballast')),
    found: [['ballast', 'warn', /make room and restart/]],
  },
  'a setting that is none': {
    env: { KEYWARD_PROT: '80' },
    found: [['settings', 'warn', /KEYWARD_PROT is not a setting/]],
  },
  'a public address behind no known proxy': {
    env: { KEYWARD_PUBLIC_URL: 'https://keys.example' },
    found: [['settings', 'warn', /KEYWARD_TRUSTED_PROXIES/]],
  },
  'an address of another machine': {
    env: { KEYWARD_HOST: '192.0.2.1', KEYWARD_INSECURE_HTTP: 'on' },
    found: [['listener', 'fail', /no address 192\.0\.2\.1: set KEYWARD_HOST/]],
  },
  'an entry of the log that was changed': {
    spoil: (place) =>
      change(
        place,
        `drop trigger audit_entries_no_update; update audit_entries set actor = 'x' where number = 2`,
      ),
    found: [['audit log', 'fail', /tampered.*keyward audit verify/]],
  },
  'an end of the log that was cut off': {
    spoil: (place) => {
      const checkpoint = {
        chain: '100002',
        number: 99,
        hash: 'ab'.repeat(32),
        atMs: 1,
        signature: 'audit-1.x',
      }
      appendFileSync(inside(place, 'audit-checkpoints.jsonl'), `${JSON.stringify({ checkpoint })}\n`)
    },
    found: [['audit log', 'fail', /tampered/]],
  },
  'rows whose account is gone, when all is read': {
    spoil: (place) => change(place, `delete from accounts where id = '100002'`),
    words: ['--full'],
    found: [['integrity', 'fail', /damaged.*keyward restore FILE/]],
  },
  'a database that is cut short': {
    spoil: (place) => writeFileSync(inside(place, 'keyward.db'), 'SQLite format 3\0'),
    found: [['database', 'fail', /keyward\.db/]],
  },
}

describe('doctor', () => {
  it('finds nothing to mend on good data, and says what is still to come', () => {
    const doubtful = usual.filter(({ status }) => status !== 'ok')
    assert.ok(doubtful.every(({ status }) => status === 'warn'))
    assert.match(doubtful.find(({ check }) => check === 'operator')?.text ?? '', /set-up link/)
    for (const check of [
      'node',
      'settings',
      'data folder',
      'database file',
      'listener',
      'database',
      'integrity',
      'audit log',
      'clock',
    ]) {
      assert.ok(
        usual.some((finding) => finding.check === check && finding.status === 'ok'),
        check,
      )
    }
  })

  for (const [what, { spoil, env, words, found }] of Object.entries(FAULTS)) {
    it(`finds ${what}, says what to do, and nothing else`, async () => {
      const place = copy(env)
      spoil?.(place)
      const findings = await look(place, words)
      for (const [check, status, text] of found) {
        const all = findings.filter((finding) => finding.check === check && finding.status === status)
        assert.ok(
          all.some((finding) => text.test(finding.text)),
          JSON.stringify(findings, null, 1),
        )
      }
      const checks = found.map(([check]) => check)
      const others = findings.filter(({ check, status }) => status === 'fail' && !checks.includes(check))
      assert.deepEqual(others, [])
    })
  }

  it('names a port that another program has', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    try {
      const findings = await look(copy({ KEYWARD_PORT: port }))
      const [listener] = findings.filter(({ check }) => check === 'listener')
      assert.equal(listener?.status, 'fail')
      assert.match(listener.text, new RegExp(`^Port ${port} is in use by .*KEYWARD_PORT`))
    } finally {
      other.close()
    }
  })

  it('makes nothing where there is nothing yet', async () => {
    const nothing = freshPlace()
    const findings = await look(nothing)
    assert.equal(findings.find(({ check }) => check === 'database')?.status, 'warn')
    assert.deepEqual(contentsOf(nothing.dataDir), {})
  })

  it('shows a person the same, a line for each, with the sum below', async () => {
    const place = copy()
    rmSync(inside(place, 'master.key'))
    const { exitCode, stdout } = await place.cli(['doctor'])
    assert.equal(exitCode, 1)
    assert.match(stdout, /^fail {2}master key +\/.*master\.key is missing/m)
    assert.match(stdout, /\n\n\d+ ok, \d+ to look at, 2 to be mended\.\n$/)
  })
})
