import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Keyward } from '../app.ts'
import { inspectSqlite } from '../storage/inspect.ts'
import { BackupError, describeFile, type Manifest, manifestPath, writeManifest } from './manifest.ts'

export interface Backup {
  readonly file: string
  readonly manifestFile: string
  readonly manifest: Manifest
}

const EXIT_REFUSED = 1

/**
 * Copies the data, in use as they are, into a folder: the database and a manifest, never the master key. The copy
 * is checked as a whole before it gets its name.
 * @throws BackupError on PostgreSQL, which has its own tools; StoreDamagedError when the data are damaged
 */
export async function makeBackup({ store, deps }: Keyward, folder: string): Promise<Backup> {
  if (!store.backup) {
    const advice =
      'PostgreSQL is backed up with its own tools, such as pg_dump: see docs/operate/postgresql.md.'
    throw new BackupError(advice, EXIT_REFUSED)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const nowMs = deps.clock.now()
  const file = join(folder, nameAt(nowMs, folder))
  const unfinished = `${file}.unfinished`
  try {
    await deps.calls.flush()
    await store.backup(unfinished)
    const manifest = await describeFile(unfinished, inspectSqlite(unfinished), nowMs)
    sync(unfinished)
    writeManifest(file, manifest)
    renameSync(unfinished, file)
    sync(folder)
    return { file, manifestFile: manifestPath(file), manifest }
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** `keyward-20260131-235959.db`, in UTC; with a number after it when there is one of that second already. */
function nameAt(nowMs: number, folder: string): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  for (let number = 1; ; number++) {
    const name = `keyward-${stamp}${number === 1 ? '' : `-${number}`}.db`
    if (!existsSync(join(folder, name)) && !existsSync(manifestPath(join(folder, name)))) return name
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
