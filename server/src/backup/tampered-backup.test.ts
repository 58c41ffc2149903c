import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { digestsOf } from '../../../tests/support/contents.ts'
import { makeBackup } from './make-backup.ts'
import { sizeAndHash } from './manifest.ts'
import { configOf, type Installation, restore, useInstallation, withData } from './restore-testing.ts'

const { root, installation } = useInstallation()

async function refused(place: Installation, expected: { exitCode: number; message?: RegExp }): Promise<void> {
  const before = digestsOf(place.config.dataDir)
  await assert.rejects(restore(place), expected)
  assert.deepEqual(
    digestsOf(place.config.dataDir),
    before,
    'nothing of the data was touched, and nothing was left',
  )
}

type Change = (manifest: Record<string, unknown>) => Record<string, unknown>
const without =
  (name: string): Change =>
  (manifest) => {
    const { [name]: _, ...rest } = manifest
    return rest
  }
const withMember =
  (name: string, value: unknown): Change =>
  (manifest) => ({ ...manifest, [name]: value })

describe('S-A6 a backup that was tampered with is refused, and nothing is changed', () => {
  const members = ['format', 'createdAt', 'bytes', 'sha256', 'schema', 'keyCheck', 'counts', 'auditHeads']
  const changes: Readonly<Record<string, Change>> = {
    ...Object.fromEntries(members.map((name) => [`no ${name}`, without(name)])),
    'another format': withMember('format', 'keyward-backup/2'),
    'a date that is none': withMember('createdAt', 'yesterday'),
    'a size one greater': ({ bytes, ...rest }) => ({ ...rest, bytes: Number(bytes) + 1 }),
    'a size that is text': ({ bytes, ...rest }) => ({ ...rest, bytes: String(bytes) }),
    'another SHA-256': withMember('sha256', 'ab'.repeat(32)),
    'a SHA-256 in capitals': ({ sha256, ...rest }) => ({ ...rest, sha256: String(sha256).toUpperCase() }),
    'an older schema': withMember('schema', 0),
    'another key check': withMember('keyCheck', 'x'),
    'an empty key check': withMember('keyCheck', ''),
    'one key fewer': ({ counts, ...rest }) => ({ ...rest, counts: { ...Object(counts), api_keys: 4 } }),
    'no count of users': ({ counts, ...rest }) => ({ ...rest, counts: without('users')(Object(counts)) }),
    'a count of something else': ({ counts, ...rest }) => ({
      ...rest,
      counts: { ...Object(counts), meta: 1 },
    }),
    'no audit heads': withMember('auditHeads', []),
    'an audit head too many': ({ auditHeads, ...rest }) => ({
      ...rest,
      auditHeads: [...(Array.isArray(auditHeads) ? auditHeads : []), { chain: 'x', number: 1, hash: 'h' }],
    }),
    'an audit head that is one entry shorter': ({ auditHeads, ...rest }) => ({
      ...rest,
      auditHeads: (Array.isArray(auditHeads) ? auditHeads : []).map((head) => ({
        ...head,
        number: head.number - 1,
      })),
    }),
    'a member too many': withMember('trusted', true),
  }
  for (const [what, change] of Object.entries(changes)) {
    it(`its manifest has ${what}`, async () => {
      const place = installation()
      const manifest = JSON.parse(readFileSync(place.backup.manifestFile, 'utf8'))
      writeFileSync(place.backup.manifestFile, JSON.stringify(change(manifest)))
      await refused(place, { exitCode: 74 })
    })
  }

  it('its manifest is missing', async () => {
    const place = installation()
    rmSync(place.backup.manifestFile)
    await refused(place, { exitCode: 74, message: /manifest\.json is missing/ })
  })

  it('its manifest is that of another backup', async () => {
    const place = installation()
    const other = await withData(place.config, (keyward) =>
      makeBackup(keyward, join(place.config.dataDir, 'backups')),
    )
    copyFileSync(other.manifestFile, place.backup.manifestFile)
    await refused(place, { exitCode: 74, message: /SHA-256 differ/ })
  })

  const spoilt: Readonly<Record<string, (file: string) => void>> = {
    'is empty': (file) => truncateSync(file),
    'is cut in the middle of a page': (file) => truncateSync(file, statSync(file).size - 100),
    'has another byte in its header': (file) => flip(file, 20),
    'has another byte in the middle': (file) => flip(file, Math.floor(statSync(file).size / 2)),
    'has another last byte': (file) => flip(file, statSync(file).size - 1),
  }
  for (const [what, spoil] of Object.entries(spoilt)) {
    it(`its database ${what}`, async () => {
      const place = installation()
      spoil(place.backup.file)
      await refused(place, { exitCode: 74 })
    })
  }

  const forged: Readonly<Record<string, (file: string) => void>> = {
    'is no database': (file) => writeFileSync(file, 'a letter to grandmother'),
    'is the database of another program': (file) => {
      rmSync(file)
      change(file, 'create table notes (text text)')
    },
    'lost a key': (file) => change(file, 'delete from api_keys where rowid = 1'),
    'lost the last entry of its log': (file) =>
      change(file, 'drop trigger audit_entries_no_delete; delete from audit_entries where number = 3'),
    'has a changed entry in its log': (file) =>
      change(
        file,
        "drop trigger audit_entries_no_update; update audit_entries set action = 'x' where number = 2",
      ),
  }
  for (const [what, forge] of Object.entries(forged)) {
    it(`its database ${what}, and size and SHA-256 were made to fit`, async () => {
      const place = installation()
      forge(place.backup.file)
      const manifest = JSON.parse(readFileSync(place.backup.manifestFile, 'utf8'))
      const fitting = { ...manifest, ...(await sizeAndHash(place.backup.file)) }
      writeFileSync(place.backup.manifestFile, JSON.stringify(fitting))
      await refused(place, { exitCode: 74 })
    })
  }
})

describe('a restore under another master key', () => {
  it('is refused with 78 and changes nothing', async () => {
    const place = installation()
    const other = configOf(join(root, 'other-key'))
    await withData(other, async () => undefined)
    copyFileSync(join(other.dataDir, 'master.key'), join(place.config.dataDir, 'master.key'))
    await refused(place, { exitCode: 78, message: /another master key/ })
  })

  it('is refused with 78 without one, and none is made up', async () => {
    const place = installation()
    rmSync(join(place.config.dataDir, 'master.key'))
    await refused(place, { exitCode: 78, message: /missing: .+ Put your copy of it there/ })
    assert.ok(!existsSync(join(place.config.dataDir, 'master.key')))
  })
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** As somebody would who can write to the file; no write-ahead log is left. */
function change(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = delete')
  database.exec(sql)
  database.exec('pragma journal_mode = wal')
  database.close()
}
