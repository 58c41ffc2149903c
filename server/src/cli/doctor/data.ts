import type { Keyward } from '../../app.ts'
import { readCheckpoints } from '../../backup/checkpoint-file.ts'
import type { Config } from '../../config/config.ts'
import { verifyAudit } from '../../domain/audit/verify-audit.ts'
import { ownerExists } from '../../domain/users/owner-exists.ts'
import { OPERATOR } from '../command.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { lookAtOutbox } from './mail.ts'

/** Further than this into the past, a clock did not just drift. */
const CLOCK_TOLERANCE_MS = 60_000

/** Looks into the open database. */
export async function lookAtData(
  config: Config,
  keyward: Keyward,
  full: boolean,
): Promise<readonly Finding[]> {
  return [
    ok(
      'database',
      `${config.database.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, schema up to date, right master key.`,
    ),
    ...keyward.store.warnings.map((text) => warn('durability', text)),
    ...(await integrity(keyward, full)),
    ...(await audit(config, keyward)),
    await clock(keyward),
    await owner(keyward),
    ...(await keysInDoubt(keyward)),
    ...(config.mail ? [await lookAtOutbox(keyward.store, keyward.deps.clock.now())] : []),
    ...(keyward.rotationPending
      ? [warn('master key', 'A rotation was cut short. Run "keyward master-key rotate" to complete it.')]
      : []),
    ...((await keyward.dataKeys.isPending())
      ? [
          warn(
            'data keys',
            'A rotation is under way or was cut short. Run "keyward data-keys rotate" to complete it.',
          ),
        ]
      : []),
  ]
}

async function integrity({ store }: Keyward, full: boolean): Promise<readonly Finding[]> {
  const found = await store.check(full)
  if (found.length === 0)
    return [
      ok(
        'integrity',
        full ? 'Every page, index and reference was checked.' : 'The database is sound; --full looks closer.',
      ),
    ]
  const next = 'Stop the server, keep the file, and restore the last backup: keyward restore FILE.'
  return found.map((finding) => fail('integrity', `The database is damaged (${finding}). ${next}`))
}

async function audit({ dataDir }: Config, { deps, signer }: Keyward): Promise<readonly Finding[]> {
  const { checkpoints, cutLines } = readCheckpoints(dataDir)
  const { entries, problems } = await verifyAudit({ store: deps.store, signer }, OPERATOR, checkpoints)
  const log =
    problems.length === 0
      ? ok('audit log', `${entries} entries follow each other unbroken.`)
      : fail('audit log', `It was tampered with in ${problems.length} places: run "keyward audit verify".`)
  if (cutLines === 0) return [log]
  const text = 'as a full disk does. They are passed over; see that there is room for the data folder.'
  return [
    log,
    warn('checkpoints', `Lines of audit-checkpoints.jsonl that were cut off: ${cutLines}, ${text}`),
  ]
}

async function clock({ deps }: Keyward): Promise<Finding> {
  let latest = 0
  for (const { chain, number } of await deps.store.audit.chains()) {
    const [entry] = await deps.store.audit.page(chain, number - 1, 1)
    latest = Math.max(latest, entry?.atMs ?? 0)
  }
  const nowMs = deps.clock.now()
  const text = `It is ${new Date(nowMs).toISOString()}`
  return latest > nowMs + CLOCK_TOLERANCE_MS
    ? fail(
        'clock',
        `${text}, but the audit log was written at ${new Date(latest).toISOString()}: set the clock.`,
      )
    : ok('clock', `${text}.`)
}

/** People would else only learn of it from programs that are turned away. */
async function keysInDoubt({ deps }: Keyward): Promise<readonly Finding[]> {
  const keys = await deps.store.keys.countInState('unconfirmed', deps.clock.now())
  if (keys === 0) return []
  const next =
    'Reset them, or, when nothing was revoked since the backup, run "keyward restore --trust-revocations".'
  return [warn('restored keys', `Keys that are refused since a restore: ${keys}. ${next}`)]
}

async function owner({ deps }: Keyward): Promise<Finding> {
  return (await ownerExists(deps.store))
    ? ok('operator', 'Somebody operates the installation.')
    : warn(
        'operator',
        'Nobody operates the installation yet: open the set-up link that the server prints when it starts.',
      )
}
