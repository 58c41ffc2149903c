import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import { mustManage } from '../callers/in-sight.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { reachedBy, runningOf } from './reached.ts'
import { MAX_THRESHOLD, NO_THRESHOLD, type Threshold, type ThresholdSettings } from './threshold.ts'

/** What is set, and how far the running day and month are. */
export interface ThresholdState extends ThresholdSettings {
  readonly callsToday: number
  readonly callsThisMonth: number
  readonly reached: { readonly day: boolean; readonly month: boolean }
}

/** For those who see the usage of their account. @throws DomainError `actor.forbidden` */
export async function readThreshold(deps: Deps, actor: UserActor): Promise<ThresholdState> {
  mustManage(actor)
  await deps.calls.settle()
  return stateOf(deps, await thresholdOf(deps.store, actor.accountId))
}

/**
 * For the owner. What was told of a threshold that is another one now is told anew.
 * @throws DomainError `actor.forbidden`, `input.invalid`
 */
export async function changeThreshold(
  deps: Deps,
  actor: UserActor,
  change: Partial<ThresholdSettings>,
): Promise<ThresholdState> {
  if (!actor.roles.includes(USER_ADMIN) && !isOperator(actor)) throw new DomainError('actor.forbidden')
  checkCalls('callsPerDay', change.callsPerDay)
  checkCalls('callsPerMonth', change.callsPerMonth)
  const threshold = await deps.store.transaction(async (tx) => {
    await tx.accounts.hold(actor.accountId)
    const before = await thresholdOf(tx, actor.accountId)
    const changed = { ...before, ...change }
    const { callsPerDay, callsPerMonth, notify } = changed
    const sameDay = callsPerDay === before.callsPerDay
    const sameMonth = callsPerMonth === before.callsPerMonth
    if (sameDay && sameMonth && notify === before.notify) return before
    const next = {
      ...changed,
      toldDayMs: sameDay ? before.toldDayMs : null,
      toldMonthMs: sameMonth ? before.toldMonthMs : null,
    }
    await tx.thresholds.put(next)
    const act = { action: 'usage.threshold', chain: actor.accountId, target: `account:${actor.accountId}` }
    const {
      callsPerDay: callsPerDayBefore,
      callsPerMonth: callsPerMonthBefore,
      notify: notifyBefore,
    } = before
    const details = {
      ...{ callsPerDay, callsPerMonth, notify },
      ...{ callsPerDayBefore, callsPerMonthBefore, notifyBefore },
    }
    await recordAct(deps, tx, actor, { ...act, details })
    return next
  })
  await deps.calls.settle()
  return stateOf(deps, threshold)
}

function checkCalls(field: 'callsPerDay' | 'callsPerMonth', calls: number | null | undefined): void {
  if (calls == null || (Number.isInteger(calls) && calls >= 1 && calls <= MAX_THRESHOLD)) return
  throw new DomainError('input.invalid', { field, reason: `A number of calls from 1 to ${MAX_THRESHOLD}.` })
}

async function thresholdOf(
  { thresholds }: Pick<Stores, 'thresholds'>,
  accountId: string,
): Promise<Threshold> {
  return (await thresholds.ofAccount(accountId)) ?? { accountId, ...NO_THRESHOLD }
}

async function stateOf({ store, clock }: Deps, threshold: Threshold): Promise<ThresholdState> {
  const { accountId, callsPerDay, callsPerMonth, notify } = threshold
  const running = await runningOf(store, accountId, clock.now())
  const { callsToday, callsThisMonth } = running
  return {
    callsPerDay,
    callsPerMonth,
    notify,
    callsToday,
    callsThisMonth,
    reached: reachedBy(threshold, running),
  }
}
