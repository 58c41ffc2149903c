import type { Actor } from '../actor.ts'
import { type MailDeps, notify } from '../mail/put-out.ts'
import type { Stores } from '../store.ts'
import type { User } from './user.ts'

/**
 * To be called in the transaction of every change of an address: the old one is told, and links that went there open
 * nothing any more.
 * @param before the user with the old address
 */
export async function emailChanged(deps: MailDeps, tx: Stores, actor: Actor, before: User): Promise<void> {
  await tx.links.deleteOf('reset', before.id)
  await notify(deps, tx, actor, before, 'email_changed')
}
