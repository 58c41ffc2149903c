import type { Keyward } from './app.ts'
import { appendCheckpoints } from './backup/checkpoint-file.ts'
import type { SystemActor } from './domain/actor.ts'
import { AuditCheckpoints } from './domain/audit/checkpoint.ts'
import { monthsBefore } from './domain/callers/month.ts'
import { CALLS_KEPT_MS, MONTHS_KEPT } from './domain/callers/recording.ts'
import { SESSION_ENDS_KEPT_MS } from './domain/delivery/open-sessions.ts'
import type { Deps } from './domain/deps.ts'
import { FAILURE_WINDOW_MS } from './domain/factors/attempts.ts'
import { RESULT_LIFETIME_MS } from './domain/idempotency/result.ts'
import { forgetJobs } from './domain/jobs/forget-jobs.ts'
import { FORGOTTEN_KEYS_KEPT_MS } from './domain/keys/key.ts'
import { RECOVERY_MS } from './domain/mailboxes/mailbox.ts'
import { SESSION_ABSOLUTE_MS } from './domain/sessions/session.ts'
import { tellReached } from './domain/thresholds/tell-reached.ts'

/** How often counted calls are written. A kill loses at most this much of the counting, never a key. */
const FLUSH_MS = 5_000
/** How often the files of the certificate are looked at. */
const RENEW_MS = 5_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const SERVER: SystemActor = { kind: 'system', name: 'server' }

/** Runs what has to be done now and then, until the returned function is called. */
export function startHousekeeping(
  { deps, signer, dataKeys }: Pick<Keyward, 'deps' | 'signer' | 'dataKeys'>,
  dataDir: string,
  renewTls: () => Promise<void>,
  onError: (task: string, error: unknown) => void,
): () => void {
  const checkpoints = new AuditCheckpoints({ ...deps, signer })
  const timers = [
    repeat('flush', FLUSH_MS, () => deps.calls.flush(), onError),
    repeat('forget', HOUR_MS, () => forgetOld(deps), onError),
    repeat('renew certificate', RENEW_MS, renewTls, onError),
    repeat('data keys', MINUTE_MS, () => dataKeys.refresh(), onError),
    repeat('outdated data keys', HOUR_MS, () => dataKeys.complete(SERVER), onError),
    repeat('thresholds', MINUTE_MS, () => tellReached(deps), onError),
    repeat('checkpoint', MINUTE_MS, async () => appendCheckpoints(dataDir, await checkpoints.run()), onError),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

/** Removes what has served its time. Ended keys stay as long as calls do: refused calls are told by them. */
async function forgetOld({ store, known, clock }: Deps): Promise<void> {
  const nowMs = clock.now()
  await store.sessions.deleteSeenBefore(nowMs - SESSION_ABSOLUTE_MS)
  await store.mailboxSessions.deleteSeenBefore(nowMs - SESSION_ABSOLUTE_MS)
  await store.results.forgetBefore(nowMs - RESULT_LIFETIME_MS)
  await store.calls.forgetBefore(nowMs - CALLS_KEPT_MS)
  await store.answerTimes.forgetBefore(nowMs - CALLS_KEPT_MS)
  await store.calls.forgetMonthsBefore(monthsBefore(nowMs, MONTHS_KEPT - 1))
  await store.keys.forgetEndedBefore(nowMs - CALLS_KEPT_MS)
  await store.forgottenKeys.dropEndedBefore(nowMs - FORGOTTEN_KEYS_KEPT_MS)
  await store.keyPairs.forgetEndedBefore(nowMs - CALLS_KEPT_MS)
  await store.keyPairs.forgetUsed(nowMs)
  await store.mailboxes.forgetDeletedBefore(nowMs - RECOVERY_MS)
  await forgetJobs({ store, clock })
  await store.sessionEnds.forgetBefore(nowMs - SESSION_ENDS_KEPT_MS)
  await store.tokens.forgetExpired(nowMs)
  await store.pendingLogins.forgetExpired(nowMs)
  await store.links.forgetExpired('reset', nowMs)
  await store.loginTokens.forgetExpired(nowMs)
  await store.outbox.forgetEnded(nowMs)
  await store.passkeys.forgetChallenges(nowMs)
  await store.factorFailures.forgetBefore(nowMs - FAILURE_WINDOW_MS)
  await known.loadDeletedTokens()
}

function repeat(
  task: string,
  everyMs: number,
  run: () => Promise<unknown>,
  onError: (task: string, error: unknown) => void,
): NodeJS.Timeout {
  let running = false
  const timer = setInterval(async () => {
    if (running) return
    running = true
    await run().catch((error: unknown) => onError(task, error))
    running = false
  }, everyMs)
  timer.unref()
  return timer
}
