import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import type { CallCount } from './caller.ts'
import { callerSlot } from './summary.ts'

const DAY_MS = 24 * 3_600_000
/** Callers seen this long before the reset are the ones to come back. */
const LOOK_BACK_MS = 30 * DAY_MS

export type ReconnectState = 'moved' | 'old-key' | 'failing' | 'silent'

export interface ReconnectingCaller {
  readonly client: string
  readonly network: string
  readonly dialect: string
  readonly state: ReconnectState
  /** Since the reset, refused ones included. */
  readonly calls: number
  readonly lastAtMs: number
}

export interface Reconnect {
  /** Null when the key was never reset. */
  readonly resetAtMs: number | null
  readonly callers: readonly ReconnectingCaller[]
}

/**
 * Who has come back since the last reset, and who still presents the old key.
 * @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden`
 */
export async function reconnectAfterReset(deps: Deps, actor: Actor, userId: string): Promise<Reconnect> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  const keys = await deps.store.keys.ofUser(user.id)
  const current = keys.find(({ endsAtMs }) => endsAtMs === null)
  if (!current) throw new DomainError('key.not_found')
  if (keys.length === 1) return { resetAtMs: null, callers: [] }
  const resetAtMs = current.createdAtMs
  const counts = await deps.store.calls.ofUser(user.id, resetAtMs - LOOK_BACK_MS)
  return { resetAtMs, callers: groupByCaller(counts).map((uses) => stateOf(uses, current.id, resetAtMs)) }
}

function groupByCaller(counts: readonly CallCount[]): readonly (readonly [CallCount, ...CallCount[]])[] {
  const groups = new Map<string, [CallCount, ...CallCount[]]>()
  for (const count of counts) {
    const group = groups.get(callerSlot(count))
    if (group) group.push(count)
    else groups.set(callerSlot(count), [count])
  }
  return [...groups.values()].sort((a, b) => lastOf(b) - lastOf(a))
}

function stateOf(uses: readonly [CallCount, ...CallCount[]], currentKeyId: string, resetAtMs: number) {
  const [{ client, network, dialect }] = uses
  const after = uses.filter(({ lastAtMs, keyId }) => lastAtMs >= resetAtMs || keyId === currentKeyId)
  const last = after.reduce<CallCount | null>((a, b) => (a && a.lastAtMs >= b.lastAtMs ? a : b), null)
  const calls = after.reduce((sum, use) => sum + use.calls, 0)
  return { client, network, dialect, state: judge(last, currentKeyId), calls, lastAtMs: lastOf(uses) }
}

function judge(last: CallCount | null, currentKeyId: string): ReconnectState {
  if (!last) return 'silent'
  if (last.keyId === currentKeyId) return last.outcome === 'valid' ? 'moved' : 'failing'
  return last.outcome === 'valid' ? 'old-key' : 'failing'
}

function lastOf(uses: readonly CallCount[]): number {
  return Math.max(...uses.map(({ lastAtMs }) => lastAtMs))
}
