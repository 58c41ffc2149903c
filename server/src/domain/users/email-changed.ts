import type { Actor } from '../actor.ts'
import { type MailDeps, notify } from '../mail/put-out.ts'
import type { Stores } from '../store.ts'
import type { User } from './user.ts'

/**
 * To be called in the transaction of every change of an address: the old one is told, and links that went there open
 * nothing any more: whoever was invited at a mistyped address is invited again.
 * @param before the user with the old address
 */
export async function emailChanged(deps: MailDeps, tx: Stores, actor: Actor, before: User): Promise<void> {
  await tx.links.deleteOf('reset', before.id)
  if (deps.sendsMail && before.email !== null) await tx.links.deleteOf('invitation', before.id)
  await notify(deps, tx, actor, before, 'email_changed')
}
