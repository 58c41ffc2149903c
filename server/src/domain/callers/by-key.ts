import type { Deps } from '../deps.ts'
import type { User } from '../users/user.ts'
import { type CallCount, OUTCOMES, type Outcome } from './caller.ts'

/** What has to be known of a count to say whose it is, be it of an hour or of a month. */
type Counted = Pick<CallCount, 'userId' | 'keyId' | 'outcome' | 'calls' | 'lastAtMs'>

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
  /** What did not happen is not there. */
  readonly byOutcome: readonly { readonly outcome: Outcome; readonly calls: number }[]
}

/** Most calls first. */
export function usersOf(counts: readonly Counted[], users: readonly User[]): readonly UserUsage[] {
  const byId = new Map(users.map((user) => [user.id, user]))
  return rank(totalsBy(counts, ({ userId }) => userId)).flatMap(([userId, total]) => {
    const user = byId.get(userId)
    return user ? [{ userId, userName: user.name, ...total }] : []
  })
}

/** Most calls first. Keys that have ended count too; of those long forgotten the last four are not known. */
export async function keysOf(
  { store }: Pick<Deps, 'store'>,
  counts: readonly Counted[],
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
  const byKey = Map.groupBy(counts, ({ keyId }) => keyId)
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
      byOutcome: byOutcome(byKey.get(keyId) ?? []),
      ...total,
    }
  })
}

function byOutcome(counts: readonly Counted[]): KeyUsage['byOutcome'] {
  return OUTCOMES.flatMap((outcome) => {
    const calls = counts.reduce((sum, count) => sum + (count.outcome === outcome ? count.calls : 0), 0)
    return calls === 0 ? [] : [{ outcome, calls }]
  })
}

function totalsBy(
  counts: readonly Counted[],
  nameOf: (count: Counted) => string,
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
