import { openKeyward } from '../../server/src/app.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { userActor } from '../../server/src/domain/actor.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { startImport } from '../../server/src/domain/imports/start-import.ts'
import { findJob } from '../../server/src/domain/jobs/read-jobs.ts'
import { workJob } from '../../server/src/domain/jobs/work-jobs.ts'

const BY_KEY = { kind: 'credential', of: 'key', credentialId: 'bench' } as const
const VISIT = {
  origin: { dialect: 'native', address: '127.0.0.1', userAgent: 'bench' },
  requestId: 'bench',
} as const
/** Passwords are hashed beside the rest, for as long as is chosen: what is measured is the rest. */
const HASHED = '{ARGON2ID}none'
const HASHER: Deps['hasher'] = {
  hash: async () => HASHED,
  verify: async () => ({ matches: false, outdated: false }),
}

/**
 * Imports new mailboxes into the domain of the bench, from a file with a password and three more columns.
 * @returns rows in a second, from the file to the last row of the job
 */
export async function importedPerSecond(
  dataDir: string,
  rows: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<number> {
  const keyward = await openKeyward(loadConfig({ KEYWARD_DATA_DIR: dataDir, ...settings }))
  try {
    const deps = { ...keyward.deps, hasher: HASHER }
    const user = await deps.store.users.byName('operator')
    if (!user) throw new Error('there is no operator')
    const actor = userActor(user, BY_KEY, VISIT)
    const place = { accountId: user.accountId, domain: 'bench.example' }
    const bytes = Buffer.from(fileOf(rows))
    const before = performance.now()
    const { id } = await startImport(deps, actor, place, { bytes })
    while (await workJob(deps));
    const seconds = (performance.now() - before) / 1_000
    const { state, done } = await findJob(deps.store, actor, user.accountId, id)
    if (state !== 'done' || done !== rows) throw new Error(`the import is ${state} with ${done} rows`)
    return rows / seconds
  } finally {
    await keyward.close()
  }
}

function fileOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => `new-${at},Str0ng-enough-${at},Anna,Example,${at}`)
  return ['Username,Password,FirstName,LastName,CustomID', ...lines].join('\r\n')
}
