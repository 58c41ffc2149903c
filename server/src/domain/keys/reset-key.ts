import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { onceOnly } from '../idempotency/once-only.ts'
import { notify } from '../mail/put-out.ts'
import { requirePresence, userWithinReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type KeyWithSecret, keyFacts } from './describe-key.ts'
import { keyWorksAt, MAX_OVERLAP_SECONDS } from './key.ts'
import { newKey } from './new-key.ts'
import { decideShowOnce } from './show-once.ts'

export interface ResetOptions {
  /** How long the old key goes on working; 0 ends it before this resolves. */
  readonly overlapSeconds: number
  readonly note?: string
  /** True: the new key is shown now and never again. False: refused where the account lets no key be shown again. */
  readonly showOnce?: boolean
  /** The same text within a day gives the same answer and makes no second key. */
  readonly idempotencyKey?: string
}

/**
 * Replaces the user's key. Without overlap the old one, and every token got with it, is refused everywhere before
 * this resolves. At most one retired key stays alive: an earlier overlap ends.
 * @throws DomainError `key.not_found`, `step_up.needed`, `idempotency.conflict`, `key.shown_once` as `onceOnly`,
 * `input.invalid`, `user.not_found`, `actor.forbidden`
 */
export async function resetKey(
  deps: Deps,
  actor: Actor,
  userId: string,
  options: ResetOptions,
): Promise<KeyWithSecret> {
  const { overlapSeconds } = options
  if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > MAX_OVERLAP_SECONDS) {
    throw new DomainError('input.invalid', {
      field: 'overlapSeconds',
      reason: 'Between 0 and 30 days, in seconds.',
    })
  }
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor, user.accountId)
    // Holding the user makes parallel resets take turns; without it a loser would see no key at all.
    await tx.users.hold(user.id)
    const showOnce = await decideShowOnce(deps, tx, user.accountId, options.showOnce)
    const make = () => replaceKey(deps, tx, actor, user, { ...options, showOnce })
    const secret = await onceOnly(deps, tx, user, { actor, ...requestOf(options), showOnce }, make)
    return { ...(await keyFacts(deps, tx, user.id)), secret, userName: user.name }
  })
}

async function replaceKey(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  options: ResetOptions & { readonly showOnce: boolean },
): Promise<string> {
  const old = await endLiveKeys(deps, tx, user.id, options.overlapSeconds)
  const { row, secret } = newKey(deps, user, options.showOnce)
  await tx.keys.insert(row)
  const { overlapSeconds, showOnce, note } = options
  await recordAct(deps, tx, actor, {
    action: 'key.reset',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: {
      keyId: row.id,
      oldKeyId: old,
      overlapSeconds,
      ...(showOnce && { showOnce }),
      ...(note && { note }),
    },
  })
  await notify(deps, tx, actor, user, 'key_changed')
  return secret
}

/** Ends every live key of the user, the current one after its overlap. Returns the current one's id. */
async function endLiveKeys(deps: Deps, tx: Stores, userId: string, overlapSeconds: number): Promise<string> {
  const nowMs = deps.clock.now()
  const live = (await tx.keys.ofUser(userId)).filter((key) => keyWorksAt(key, nowMs))
  const current = live.find(({ endsAtMs }) => endsAtMs === null)
  if (!current) throw new DomainError('key.not_found')
  for (const { id } of live) await tx.keys.end(id, id === current.id ? nowMs + overlapSeconds * 1_000 : nowMs)
  return current.id
}

function requestOf({ overlapSeconds, note, showOnce, idempotencyKey }: ResetOptions) {
  const act = showOnce ? 'key.reset-show-once' : 'key.reset'
  return { idempotencyKey, request: `${act} ${overlapSeconds} ${note ?? ''}` }
}
