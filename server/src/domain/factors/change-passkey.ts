import { sha256Hex } from '../../lib/sha256.ts'
import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { checkFactorName, type Passkey } from './factor.ts'
import { requireFactorPresence } from './presence.ts'
import { heldUser } from './recovery-codes.ts'
import { finishRemoval } from './remove-factor.ts'

/** Names a passkey in addresses: 32 hex digits. Its own id may have a thousand signs. */
export function passkeyRef({ id }: Pick<Passkey, 'id'>): string {
  return sha256Hex(id).slice(0, 32)
}

/** @throws DomainError `step_up.needed`, `actor.forbidden`, `factor.not_found`, `input.invalid` */
export function renamePasskey(deps: Deps, actor: UserActor, ref: string, given: string): Promise<Passkey> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    const passkey = await passkeyOf(tx, user.id, ref)
    const name = checkFactorName(given, passkey.name)
    await tx.passkeys.rename(passkey.id, name)
    const act = { action: 'factor.passkey_rename', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { name, before: passkey.name } })
    return { ...passkey, name }
  })
}

/** @throws DomainError `step_up.needed`, `actor.forbidden`, `factor.not_found`, `factor.required` */
export function removePasskey(deps: Deps, actor: UserActor, ref: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    const { id, name } = await passkeyOf(tx, user.id, ref)
    await tx.passkeys.delete(id)
    await finishRemoval(deps, tx, actor, user, { action: 'factor.passkey_remove', details: { name } })
  })
}

/** @throws DomainError `factor.not_found`, also for another user's */
async function passkeyOf(tx: Stores, userId: string, ref: string): Promise<Passkey> {
  const passkey = (await tx.passkeys.ofUser(userId)).find((one) => passkeyRef(one) === ref)
  if (!passkey) throw new DomainError('factor.not_found')
  return passkey
}
