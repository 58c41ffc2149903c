import assert from 'node:assert/strict'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { contentsOf } from '../../../tests/support/contents.ts'
import { auditOf, makeOwner, makeUser, OPERATOR, visitFrom } from '../../../tests/support/deps.ts'
import { type Keyward, openKeyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { deleteKey } from '../domain/keys/end-key.ts'
import { resetKey } from '../domain/keys/reset-key.ts'
import { judgeKey } from '../domain/login/verify-key.ts'
import { trustKeys } from '../domain/restore/trust-keys.ts'
import { disableUser } from '../domain/users/disable-user.ts'
import { appendCheckpoints, checkpointFile, readCheckpoints } from './checkpoint-file.ts'
import { type Backup, makeBackup } from './make-backup.ts'
import { manifestPath, sizeAndHash } from './manifest.ts'
import { restoreBackup } from './restore-backup.ts'

const root = mkdtempSync(join(tmpdir(), 'keyward-restore-'))
after(() => rmSync(root, { recursive: true, force: true }))

interface Keys {
  readonly owner: string
  readonly kept: string
  readonly reset: string
  readonly deleted: string
}

interface Installation {
  readonly config: Config
  readonly backup: Backup
  /** As they were in the backup. Three of the users had their keys changed since. */
  readonly keys: Keys
  /** Of the user whose key was reset after the backup. */
  readonly later: string
}

const configOf = (dataDir: string) => loadConfig({ KEYWARD_DATA_DIR: dataDir })

async function withData<T>(config: Config, work: (keyward: Keyward) => Promise<T>): Promise<T> {
  const keyward = await openKeyward(config, { busyTimeoutMs: 0 })
  try {
    return await work(keyward)
  } finally {
    await keyward.close()
  }
}

let original: Installation

before(async () => {
  const config = configOf(join(root, 'original'))
  original = await withData(config, async (keyward) => {
    const { deps } = keyward
    const owner = await makeOwner(deps)
    const [kept, reset, deleted, disabled] = await Promise.all(
      ['kept', 'reset', 'deleted', 'disabled'].map((name) => makeUser(deps, owner.account.id, name)),
    )
    assert.ok(kept && reset && deleted && disabled)
    const backup = await makeBackup(keyward, join(config.dataDir, 'backups'))
    const { secret: later } = await resetKey(deps, OPERATOR, reset.user.id, { overlapSeconds: 0 })
    await deleteKey(deps, OPERATOR, deleted.user.id)
    await disableUser(deps, OPERATOR, disabled.user.id)
    const keys = { owner: owner.apiKey, kept: kept.apiKey, reset: reset.apiKey, deleted: deleted.apiKey }
    return { config, backup, keys, later }
  })
})

let serial = 0

/** A copy of the installation with its backup, to be spoilt. */
function installation(): Installation {
  serial++
  const dataDir = join(root, String(serial))
  cpSync(original.config.dataDir, dataDir, { recursive: true })
  const file = join(dataDir, 'backups', basename(original.backup.file))
  return {
    ...original,
    config: configOf(dataDir),
    backup: { ...original.backup, file, manifestFile: manifestPath(file) },
  }
}

const restore = ({ config, backup }: Installation, trustRevocations = false) =>
  restoreBackup(config, backup.file, { trustRevocations, actor: OPERATOR })

const verdicts = (config: Config, keys: object): Promise<Record<string, boolean>> =>
  withData(config, async ({ deps }) => {
    const judged = Object.entries(keys).map(async ([name, secret]) => {
      const { kind } = await judgeKey(deps, { secret: String(secret), username: null })
      return [name, kind === 'valid'] as const
    })
    return Object.fromEntries(await Promise.all(judged))
  })

async function refused(place: Installation, expected: { exitCode: number; message?: RegExp }): Promise<void> {
  const before = contentsOf(place.config.dataDir)
  await assert.rejects(restore(place), expected)
  assert.deepEqual(
    contentsOf(place.config.dataDir),
    before,
    'nothing of the data was touched, and nothing was left',
  )
}

describe('S-A6 a restore', () => {
  it('brings every key back as one that is refused, until the operator confirms them', async () => {
    const place = installation()
    const restored = await restore(place)
    assert.equal(restored.unconfirmedKeys, 5)
    const none = { owner: false, kept: false, reset: false, deleted: false }
    assert.deepEqual(await verdicts(place.config, place.keys), none)
    assert.equal(await withData(place.config, ({ deps }) => trustKeys(deps, OPERATOR)), 5)
    const all = { owner: true, kept: true, reset: true, deleted: true }
    assert.deepEqual(await verdicts(place.config, place.keys), all)
  })

  it('lets a reset confirm one key alone', async () => {
    const place = installation()
    await restore(place)
    const next = await withData(place.config, async ({ deps }) => {
      const user = await deps.store.users.byName('kept')
      assert.ok(user)
      return (await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 3_600 })).secret
    })
    const { kept, owner } = place.keys
    const found = await verdicts(place.config, { next, kept, owner })
    assert.deepEqual(
      found,
      { next: true, kept: false, owner: false },
      'no overlap for a key that is not confirmed',
    )
  })

  it('knows nothing of what came after the backup', async () => {
    const place = installation()
    await restore(place, true)
    const found = await verdicts(place.config, { later: place.later, kept: place.keys.kept })
    assert.deepEqual(found, { later: false, kept: true })
  })

  it('ends the sessions that the backup holds', async () => {
    const place = installation()
    const again = await withData(place.config, async (keyward) => {
      const { store } = keyward.deps
      const user = await store.users.byName('kept')
      assert.ok(user)
      const moments = { createdAtMs: 1, lastSeenAtMs: Date.now(), provenAtMs: null }
      const session = {
        digest: 'd',
        userId: user.id,
        accountId: user.accountId,
        ...moments,
        address: visitFrom().origin.address,
        client: 'x',
        method: 'password' as const,
      }
      await store.sessions.insert(session)
      return makeBackup(keyward, join(place.config.dataDir, 'backups'))
    })
    await restore({ ...place, backup: again })
    assert.equal(await withData(place.config, ({ deps }) => deps.store.sessions.byDigest('d')), null)
  })

  it('keeps what was there under another name, with all that was in it', async () => {
    const place = installation()
    const { replacedFile } = await restore(place)
    assert.ok(replacedFile)
    const aside = configOf(join(place.config.dataDir, 'aside'))
    mkdirSync(aside.dataDir, { mode: 0o700 })
    copyFileSync(replacedFile, join(aside.dataDir, 'keyward.db'))
    copyFileSync(join(place.config.dataDir, 'master.key'), join(aside.dataDir, 'master.key'))
    const found = await verdicts(aside, {
      later: place.later,
      kept: place.keys.kept,
      reset: place.keys.reset,
    })
    assert.deepEqual(found, { later: true, kept: true, reset: false })
  })

  it('leaves nothing else behind, and its files for their owner alone', async () => {
    const place = installation()
    await restore(place)
    const names = readdirSync(place.config.dataDir)
    assert.ok(!names.some((name) => name.startsWith('restore-')), names.join(' '))
    assert.ok(!names.some((name) => name.endsWith('-wal')), names.join(' '))
    for (const name of names.filter((each) => each.startsWith('keyward.db'))) {
      assert.equal(statSync(join(place.config.dataDir, name)).mode & 0o077, 0, name)
    }
  })

  for (const trusted of [true, false]) {
    it(`is noted in the log${trusted ? ', also when the keys are trusted' : ''}`, async () => {
      const place = installation()
      await restore(place, trusted)
      await withData(place.config, async ({ deps }) => {
        const entry = (await auditOf(deps, 'system')).at(-1)
        assert.equal(entry?.action, 'data.restore')
        assert.deepEqual(entry.details, {
          source: basename(place.backup.file),
          trusted,
          keys: trusted ? 0 : 5,
        })
      })
    })
  }

  it('can be done twice, and the second time finds the data of the first', async () => {
    const place = installation()
    const first = await restore(place)
    const second = await restore(place, true)
    assert.notEqual(first.replacedFile, second.replacedFile)
    assert.equal((await verdicts(place.config, place.keys))['kept'], true)
  })

  it('works into an empty folder that has the master key alone', async () => {
    const place = installation()
    const config = configOf(join(root, 'empty'))
    mkdirSync(config.dataDir, { mode: 0o700 })
    copyFileSync(join(place.config.dataDir, 'master.key'), join(config.dataDir, 'master.key'))
    const { replacedFile } = await restore({ ...place, config }, true)
    assert.equal(replacedFile, null)
    assert.equal((await verdicts(config, place.keys))['kept'], true)
  })

  it('of data in use by a server is refused', async () => {
    const place = installation()
    await withData(place.config, async () => {
      await assert.rejects(restore(place), { name: 'StoreInUseError' })
    })
    assert.equal((await verdicts(place.config, { later: place.later }))['later'], true)
  })

  it('tells what the log of this machine knows beyond the backup, and puts its checkpoints aside', async () => {
    const place = installation()
    const chain = await withData(place.config, async ({ deps }) =>
      (await deps.store.audit.chains()).find((each) => each.chain !== 'system'),
    )
    assert.ok(chain)
    const { dataDir } = place.config
    const at = (number: number) => ({
      chain: chain.chain,
      number,
      hash: chain.hash,
      atMs: 1,
      signature: 'audit-1.x',
    })
    appendCheckpoints(dataDir, [at(2), at(chain.number), at(3)])
    const { missingEntries, manifest } = await restore(place)
    const inBackup = manifest.auditHeads.find((head) => head.chain === chain.chain)?.number
    assert.deepEqual(missingEntries, [
      { chain: chain.chain, backupEndsAt: inBackup, knownThrough: chain.number },
    ])
    assert.ok(!existsSync(checkpointFile(dataDir)))
    assert.deepEqual(readCheckpoints(dataDir), [])
  })

  it('says nothing of missing entries where the backup knows as much', async () => {
    const place = installation()
    appendCheckpoints(place.config.dataDir, [
      { chain: '100001', number: 1, hash: 'h', atMs: 1, signature: 's' },
    ])
    assert.deepEqual((await restore(place)).missingEntries, [])
  })
})

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
    await refused(place, { exitCode: 78 })
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
