import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before } from 'node:test'
import { makeOwner, makeUser, OPERATOR } from '../../../tests/support/deps.ts'
import { type Keyward, openKeyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { deleteKey } from '../domain/keys/end-key.ts'
import { resetKey } from '../domain/keys/reset-key.ts'
import { judgeKey } from '../domain/login/verify-key.ts'
import { disableUser } from '../domain/users/disable-user.ts'
import { type Backup, makeBackup } from './make-backup.ts'
import { manifestPath } from './manifest.ts'
import { restoreBackup } from './restore-backup.ts'

interface Keys {
  readonly owner: string
  readonly kept: string
  readonly reset: string
  readonly deleted: string
}

export interface Installation {
  readonly config: Config
  readonly backup: Backup
  /** As they were in the backup. Three of the users had their keys changed since. */
  readonly keys: Keys
  /** Of the user whose key was reset after the backup. */
  readonly later: string
}

export const configOf = (dataDir: string) => loadConfig({ KEYWARD_DATA_DIR: dataDir })

export async function withData<T>(config: Config, work: (keyward: Keyward) => Promise<T>): Promise<T> {
  const keyward = await openKeyward(config, { busyTimeoutMs: 0 })
  try {
    return await work(keyward)
  } finally {
    await keyward.close()
  }
}

/** To be called at the top of a test file: an installation with a backup, made once. */
export function useInstallation() {
  const root = mkdtempSync(join(tmpdir(), 'keyward-restore-'))
  after(() => rmSync(root, { recursive: true, force: true }))
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

  return { root, installation }
}

export const restore = ({ config, backup }: Installation, trustRevocations = false) =>
  restoreBackup(config, backup.file, { trustRevocations, actor: OPERATOR })

export const verdicts = (config: Config, keys: object): Promise<Record<string, boolean>> =>
  withData(config, async ({ deps }) => {
    const judged = Object.entries(keys).map(async ([name, secret]) => {
      const { kind } = await judgeKey(deps, { secret: String(secret), username: null })
      return [name, kind === 'valid'] as const
    })
    return Object.fromEntries(await Promise.all(judged))
  })
