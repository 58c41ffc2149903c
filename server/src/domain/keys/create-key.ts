import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { onceOnly } from '../idempotency/once-only.ts'
import { requirePresence, userWithinReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type KeyWithSecret, keyFacts } from './describe-key.ts'
import { newKey } from './new-key.ts'
import { decideShowOnce } from './show-once.ts'

export interface CreateOptions {
  /** True: the key is shown now and never again. False: refused where the account lets no key be shown again. */
  readonly showOnce?: boolean
  /** The same text within a day makes no second key. */
  readonly idempotencyKey?: string
}

/**
 * Gives a user without a key one.
 * @throws DomainError `key.exists`, `idempotency.conflict`, `key.shown_once` as `onceOnly`, `input.invalid`,
 * `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function createKey(
  deps: Deps,
  actor: Actor,
  userId: string,
  options: CreateOptions = {},
): Promise<KeyWithSecret> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor, user.accountId)
    await tx.users.hold(user.id)
    const showOnce = await decideShowOnce(deps, tx, user.accountId, options.showOnce)
    const make = () => createOnce(deps, tx, actor, user, showOnce)
    const request = options.showOnce ? 'key.create-show-once' : 'key.create'
    const { idempotencyKey } = options
    const secret = await onceOnly(deps, tx, user, { actor, idempotencyKey, request, showOnce }, make)
    return { ...(await keyFacts(deps, tx, user.id)), secret, userName: user.name }
  })
}

async function createOnce(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  showOnce: boolean,
): Promise<string> {
  if (await tx.keys.current(user.id)) throw new DomainError('key.exists')
  return insertKey(deps, tx, actor, user, showOnce)
}

/** Stores a first key for a user within a transaction that holds the user. Returns its value. */
export async function insertKey(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  showOnce: boolean,
): Promise<string> {
  const { row, secret } = newKey(deps, user, showOnce)
  await tx.keys.insert(row)
  const act = { action: 'key.create', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, { ...act, details: { keyId: row.id, ...(showOnce && { showOnce }) } })
  return secret
}
