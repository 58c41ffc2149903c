import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Keyward, openKeyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import { EXIT_CONFIG } from '../config/errors.ts'
import type { SystemActor } from '../domain/actor.ts'
import type { AuditCheckpoint } from '../domain/audit/entry.ts'
import { verifyAudit } from '../domain/audit/verify-audit.ts'
import { distrustKeys, recordRestore } from '../domain/restore/distrust-keys.ts'
import { inspectSqlite } from '../storage/inspect.ts'
import { replaceSqlite } from '../storage/replace.ts'
import { checkpointFile, readCheckpoints } from './checkpoint-file.ts'
import { BackupError, type Manifest, readManifest, sizeAndHash } from './manifest.ts'

export interface RestoreOptions {
  /** Nothing was revoked since the backup, says the operator: keys go on as they were. */
  readonly trustRevocations: boolean
  readonly actor: SystemActor
}

export interface Restored {
  readonly manifest: Manifest
  /** Keys that are refused until they are reset or confirmed. */
  readonly unconfirmedKeys: number
  /** The data that were replaced; null when there were none. */
  readonly replacedFile: string | null
  /** Where the audit log of this machine knows more than the backup. */
  readonly missingEntries: readonly MissingEntries[]
}

export interface MissingEntries {
  readonly chain: string
  readonly backupEndsAt: number
  readonly knownThrough: number
}

/**
 * Checks all of a backup, prepares it beside the data and then puts it in their place in one step. Until then
 * nothing of the data is touched.
 * @param file the database file of the backup; its manifest lies beside it
 * @throws BackupError, StoreDamagedError (74), MasterKeyError (78), StoreInUseError
 */
export async function restoreBackup(
  config: Config,
  file: string,
  options: RestoreOptions,
): Promise<Restored> {
  const { database } = config
  if (database.engine !== 'sqlite') {
    throw new BackupError(
      'PostgreSQL is restored with its own tools; then run "keyward restore --in-place". See docs/operate/postgresql.md.',
      1,
    )
  }
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`, 1)
  const manifest = readManifest(file)
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '')
  const folder = mkdtempSync(join(dirname(database.path), 'restore-'))
  try {
    const copy = join(folder, 'keyward.db')
    await copyChecked(file, copy, manifest)
    const { checkpoints } = readCheckpoints(config.dataDir)
    const prepared = await prepare(
      { ...config, database: { ...database, path: copy } },
      file,
      checkpoints,
      options,
    )
    sync(copy)
    const aside = `${database.path}.before-restore-${stamp}`
    const replaced = replaceSqlite(database.path, copy, aside)
    moveAside(checkpointFile(config.dataDir), stamp)
    return { manifest, ...prepared, replacedFile: replaced ? aside : null }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Checks the copy, not the file: what is put in place is what was checked. */
async function copyChecked(file: string, copy: string, manifest: Manifest): Promise<void> {
  copyFileSync(file, copy)
  const { bytes, sha256 } = await sizeAndHash(copy)
  if (bytes !== manifest.bytes || sha256 !== manifest.sha256) {
    throw new BackupError(`${file} is not the file that its manifest describes: size or SHA-256 differ.`)
  }
  const { schema, keyCheck, counts, auditHeads } = inspectSqlite(copy)
  const found = { schema, keyCheck, counts, auditHeads }
  for (const [name, value] of Object.entries(found)) {
    const stated = Object.entries(manifest).find(([key]) => key === name)?.[1]
    if (!isDeepStrictEqual(value, stated))
      throw new BackupError(`${file}: its ${name} differ from the manifest.`)
  }
}

/** Opens the copy with today's master key and schema, follows its audit log and settles which keys may be used. */
async function prepare(
  config: Config,
  file: string,
  checkpoints: readonly AuditCheckpoint[],
  { trustRevocations, actor }: RestoreOptions,
): Promise<Pick<Restored, 'unconfirmedKeys' | 'missingEntries'>> {
  const keyward = await openKeyward(config, { busyTimeoutMs: 0 }).catch((error: unknown) => {
    throw explained(error)
  })
  try {
    const missingEntries = await compareAudit(keyward, file, checkpoints, actor)
    const source = basename(file)
    const unconfirmedKeys = trustRevocations
      ? await trusted(keyward, actor, source)
      : (await distrustKeys(keyward.deps, actor, source)).keys
    return { unconfirmedKeys, missingEntries }
  } finally {
    await keyward.close()
  }
}

/** A rotation since the backup is the likeliest cause, and easily helped. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'WrongMasterKeyError') return error
  const advice =
    'This backup was made under another master key. Put that key below the current one, in the same place, restore, ' +
    'and run "keyward master-key rotate" afterwards.'
  return new BackupError(advice, EXIT_CONFIG)
}

async function trusted({ deps }: Keyward, actor: SystemActor, source: string): Promise<number> {
  await deps.store.transaction((tx) => recordRestore(deps, tx, actor, { source, trusted: true, keys: 0 }))
  return 0
}

async function compareAudit(
  { deps, signer }: Keyward,
  file: string,
  checkpoints: readonly AuditCheckpoint[],
  actor: SystemActor,
): Promise<readonly MissingEntries[]> {
  const { problems } = await verifyAudit({ store: deps.store, signer }, actor)
  const [first] = problems
  if (first) {
    throw new BackupError(
      `${file}: its audit log does not verify: ${first.chain} entry ${first.number} ${first.problem}.`,
    )
  }
  const heads = await deps.store.audit.chains()
  const ends = new Map(heads.map(({ chain, number }) => [chain, number]))
  const known = new Map<string, number>()
  for (const { chain, number } of checkpoints) known.set(chain, Math.max(number, known.get(chain) ?? 0))
  return [...known]
    .map(([chain, knownThrough]) => ({ chain, backupEndsAt: ends.get(chain) ?? 0, knownThrough }))
    .filter(({ backupEndsAt, knownThrough }) => knownThrough > backupEndsAt)
}

/** Checkpoints of the replaced log say nothing about the one that is there now. */
function moveAside(path: string, stamp: string): void {
  if (existsSync(path)) renameSync(path, `${path}.before-restore-${stamp}`)
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
