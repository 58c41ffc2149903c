import type { Deps } from '../deps.ts'
import { NOTICE_LIFETIME_MS } from '../mail/outgoing.ts'
import { putOut } from '../mail/put-out.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { reachedBy, runningOf } from './reached.ts'
import type { Threshold, ThresholdAudience } from './threshold.ts'

type TellDeps = Pick<Deps, 'store' | 'clock' | 'random' | 'sendsMail'>

/** Writes to those who want to know that their account has reached a threshold; once for each day and month. */
export async function tellReached(deps: TellDeps): Promise<void> {
  for (const { accountId, notify } of await deps.store.thresholds.list()) {
    if (notify !== 'nobody') await deps.store.transaction((tx) => tellOne(deps, tx, accountId))
  }
}

async function tellOne(deps: TellDeps, tx: Stores, accountId: string): Promise<void> {
  // Of two servers that look at once the second sees what the first has written.
  await tx.accounts.hold(accountId)
  const threshold = await tx.thresholds.ofAccount(accountId)
  if (!threshold) return
  const running = await runningOf(tx, accountId, deps.clock.now())
  const reached = reachedBy(threshold, running)
  const day = reached.day && threshold.toldDayMs !== running.dayMs
  const month = reached.month && threshold.toldMonthMs !== running.monthMs
  if (!day && !month) return
  await tx.thresholds.put({
    ...threshold,
    toldDayMs: day ? running.dayMs : threshold.toldDayMs,
    toldMonthMs: month ? running.monthMs : threshold.toldMonthMs,
  })
  if (!deps.sendsMail) return
  const periods = [
    ...(day ? [sentence('today', running.callsToday, threshold.callsPerDay)] : []),
    ...(month ? [sentence('this month', running.callsThisMonth, threshold.callsPerMonth)] : []),
  ]
  await write(deps, tx, threshold, periods)
}

function sentence(when: string, calls: number, threshold: number | null): string {
  return `It made ${calls} calls ${when}; the threshold is ${threshold}.`
}

async function write(
  deps: TellDeps,
  tx: Stores,
  { accountId, notify }: Threshold,
  periods: readonly string[],
): Promise<void> {
  const account = await tx.accounts.byId(accountId)
  if (!account?.enabled) return
  const text = [
    `Hello,\n\nthe account ${account.name} (${accountId}) has reached a threshold of its usage.`,
    ...periods,
    '\nDays and months are those of UTC. No call is refused for it. Usage Overview shows which keys were used, and where the threshold is set.\n',
  ].join('\n')
  const content = JSON.stringify({ subject: `Usage of the account ${account.name}`, text })
  const rest = { kind: 'usage_notice', userId: null, userName: null, doneFrom: null } as const
  const endsAtMs = deps.clock.now() + NOTICE_LIFETIME_MS
  for (const address of await addressesOf(tx, accountId, notify)) {
    await putOut(deps, tx, { ...rest, address, content, endsAtMs })
  }
}

/** Each gets a letter of their own: nobody sees the addresses of others. */
async function addressesOf(
  tx: Stores,
  accountId: string,
  notify: ThresholdAudience,
): Promise<ReadonlySet<string>> {
  const roles = notify === 'managers' ? [USER_ADMIN, USER_MANAGE] : [USER_ADMIN]
  const users = await Promise.all(roles.map((role) => tx.users.list({ accountId, role })))
  return new Set(users.flat().flatMap(({ email, enabled }) => (email !== null && enabled ? [email] : [])))
}
