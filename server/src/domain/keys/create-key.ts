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

/**
 * Gives a user without a key one.
 * @param idempotencyKey the same text within a day gives the same answer
 * @throws DomainError `key.exists`, `idempotency.conflict`, `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function createKey(
  deps: Deps,
  actor: Actor,
  userId: string,
  idempotencyKey?: string,
): Promise<KeyWithSecret> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor)
    await tx.users.hold(user.id)
    const make = () => createOnce(deps, tx, actor, user)
    const secret = await onceOnly(deps, tx, user, { idempotencyKey, request: 'key.create' }, make)
    return { ...(await keyFacts(deps, tx, user.id)), secret, userName: user.name }
  })
}

async function createOnce(deps: Deps, tx: Stores, actor: Actor, user: User): Promise<string> {
  if (await tx.keys.current(user.id)) throw new DomainError('key.exists')
  return insertKey(deps, tx, actor, user)
}

/** Stores a first key for a user within a transaction that holds the user. Returns its value. */
export async function insertKey(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  given?: string,
): Promise<string> {
  const { row, secret } = newKey(deps, user, given)
  await tx.keys.insert(row)
  const act = { action: 'key.create', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, { ...act, details: { keyId: row.id } })
  return secret
}
