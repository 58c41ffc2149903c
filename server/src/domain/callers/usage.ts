import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { mayAssist, userWithinReach } from '../policy.ts'
import { SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { pageInSight } from '../users/page-in-sight.ts'
import type { User } from '../users/user.ts'
import type { CallCount, Outcome } from './caller.ts'
import { recordingSinceMs } from './recording.ts'
import { type Span, spanOf, type UsageStep, type UsageStretch, type UsageWindow } from './span.ts'
import { type CallerSummary, summariseCallers } from './summary.ts'

/** Users to read at a time. */
const CHUNK_USERS = 1_000

export interface UsagePoint {
  readonly atMs: number
  readonly outcome: Outcome
  readonly calls: number
}

export interface Usage extends Span {
  readonly recordedSinceMs: number
  readonly points: readonly UsagePoint[]
  readonly byDialect: ReadonlyMap<string, number>
  readonly byCaller: readonly CallerSummary[]
  readonly byUser: readonly UserUsage[]
  readonly byKey: readonly KeyUsage[]
}

interface Total {
  readonly calls: number
  readonly lastAtMs: number
}

export interface UserUsage extends Total {
  readonly userId: string
  readonly userName: string
}

export interface KeyUsage extends UserUsage {
  readonly keyId: string
  /** Null for what is no account key, and for one that ended so long ago that it is forgotten. */
  readonly lastFour: string | null
  readonly current: boolean
  /** What an application credential is called; null for a key, and for what is gone. */
  readonly applicationCredential: string | null
  /** The part of a key pair that is told with every request; null for everything else. */
  readonly userKey: string | null
}

/** Calls with a user's keys. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function usageOf(
  deps: Deps,
  actor: Actor,
  userId: string,
  period: UsageWindow | UsageStretch,
  step?: UsageStep,
): Promise<Usage> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  const span = spanOf(deps.clock, period, step)
  const counts = await deps.store.calls.ofUser(user.id, span.fromMs)
  return reportOn(deps, [user], within(counts, span), span)
}

/**
 * Calls with the keys of everybody whom an owner or manager may act on.
 * @throws DomainError `actor.forbidden` for anybody else
 */
export async function usageOfAccount(
  deps: Deps,
  actor: UserActor,
  period: UsageWindow | UsageStretch,
  step?: UsageStep,
): Promise<Usage> {
  if (![USER_ADMIN, USER_MANAGE, SERVICE_ADMIN].some((role) => actor.roles.includes(role))) {
    throw new DomainError('actor.forbidden')
  }
  await deps.calls.settle()
  const span = spanOf(deps.clock, period, step)
  const counts = within(await deps.store.calls.ofAccount(actor.accountId, span.fromMs), span)
  const callers = await callersInSight(deps, actor, counts)
  const ids = new Set(callers.map(({ id }) => id))
  // Who never called counts for nothing but since when there could have been calls: the oldest user says.
  const oldest = await pageInSight(deps, actor, { accountId: actor.accountId, marker: null, limit: 1 })
  return reportOn(
    deps,
    [...(oldest?.rows ?? []), ...callers],
    counts.filter(({ userId }) => ids.has(userId)),
    span,
  )
}

/** Of the users who called, those whom the actor may look at. */
async function callersInSight(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  counts: readonly CallCount[],
): Promise<readonly User[]> {
  const ids = [...new Set(counts.map(({ userId }) => userId))]
  const users: User[] = []
  for (let at = 0; at < ids.length; at += CHUNK_USERS) {
    users.push(...(await store.users.list({ ids: ids.slice(at, at + CHUNK_USERS) })))
  }
  return users.filter((user) => mayAssist(actor, user))
}

/** An hour counts as a whole: to the period in which it begins. */
function within(counts: readonly CallCount[], { hoursBeforeMs }: Span): readonly CallCount[] {
  return counts.filter(({ hourMs }) => hourMs < hoursBeforeMs)
}

async function reportOn(
  deps: Deps,
  users: readonly User[],
  counts: readonly CallCount[],
  span: Span,
): Promise<Usage> {
  return {
    ...span,
    recordedSinceMs: Math.min(...users.map((user) => recordingSinceMs(deps, user))),
    points: pointsOf(counts, span.stepMs),
    byDialect: sumBy(counts, ({ dialect }) => dialect),
    byCaller: summariseCallers(counts),
    byUser: usersOf(counts, users),
    byKey: await keysOf(deps, counts, users),
  }
}

/** Most calls first. */
function usersOf(counts: readonly CallCount[], users: readonly User[]): readonly UserUsage[] {
  const byId = new Map(users.map((user) => [user.id, user]))
  return rank(totalsBy(counts, ({ userId }) => userId)).flatMap(([userId, total]) => {
    const user = byId.get(userId)
    return user ? [{ userId, userName: user.name, ...total }] : []
  })
}

/** Most calls first. Keys that have ended count too; of those long forgotten the last four are not known. */
async function keysOf(
  { store }: Pick<Deps, 'store'>,
  counts: readonly CallCount[],
  users: readonly User[],
): Promise<readonly KeyUsage[]> {
  const byUser = usersOf(counts, users)
  const stored = await Promise.all(byUser.map(({ userId }) => store.keys.ofUser(userId)))
  const known = new Map(stored.flat().map((key) => [key.id, key]))
  const credentials = await Promise.all(
    byUser.map(({ userId }) => store.applicationCredentials.ofUser(userId)),
  )
  const names = new Map(credentials.flat().map(({ id, name }) => [id, name]))
  const pairs = await Promise.all(byUser.map(({ userId }) => store.keyPairs.ofUser(userId)))
  const pairById = new Map(pairs.flat().map((pair) => [pair.id, pair]))
  const owners = new Map(counts.map(({ keyId, userId }) => [keyId, userId]))
  return rank(totalsBy(counts, ({ keyId }) => keyId)).map(([keyId, total]) => {
    const userId = owners.get(keyId) ?? ''
    const userName = byUser.find((user) => user.userId === userId)?.userName ?? ''
    const key = known.get(keyId)
    const pair = pairById.get(keyId)
    return {
      keyId,
      userId,
      userName,
      lastFour: key?.lastFour ?? null,
      current: (key ?? pair)?.endsAtMs === null,
      applicationCredential: names.get(keyId) ?? null,
      userKey: pair?.userKey ?? null,
      ...total,
    }
  })
}

function totalsBy(
  counts: readonly CallCount[],
  nameOf: (count: CallCount) => string,
): ReadonlyMap<string, Total> {
  const totals = new Map<string, Total>()
  for (const count of counts) {
    const before = totals.get(nameOf(count)) ?? { calls: 0, lastAtMs: 0 }
    const lastAtMs = Math.max(before.lastAtMs, count.lastAtMs)
    totals.set(nameOf(count), { calls: before.calls + count.calls, lastAtMs })
  }
  return totals
}

function rank(totals: ReadonlyMap<string, Total>): readonly (readonly [string, Total])[] {
  return [...totals].sort(([, a], [, b]) => b.calls - a.calls || b.lastAtMs - a.lastAtMs)
}

function pointsOf(counts: readonly CallCount[], stepMs: number): readonly UsagePoint[] {
  const points = new Map<string, UsagePoint>()
  for (const { hourMs, outcome, calls } of counts) {
    const atMs = hourMs - (hourMs % stepMs)
    const slot = `${atMs} ${outcome}`
    points.set(slot, { atMs, outcome, calls: calls + (points.get(slot)?.calls ?? 0) })
  }
  return [...points.values()].sort((a, b) => a.atMs - b.atMs)
}

function sumBy(
  counts: readonly CallCount[],
  nameOf: (count: CallCount) => string,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const count of counts) sums.set(nameOf(count), (sums.get(nameOf(count)) ?? 0) + count.calls)
  return sums
}
