import type { MailboxOwner } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { AppPassword } from '../mailboxes/app-password.ts'
import { dropAppPassword, insertAppPassword, type MadeAppPassword } from '../mailboxes/app-password-acts.ts'
import { checkAppPassword } from '../mailboxes/make-app-password.ts'
import { proveOwnPassword } from './change-own-password.ts'
import { inOwnMailbox } from './own-mailbox.ts'

export interface AppPasswordAsked extends Pick<AppPassword, 'name' | 'protocols'> {
  /** The mailbox's own password: what is made lets in for good. */
  readonly current: string
}

/** @throws DomainError `input.invalid`, `password.wrong`, `throttled`, `busy`, `session.not_found` */
export async function addOwnAppPassword(
  deps: Deps,
  owner: MailboxOwner,
  { current, ...given }: AppPasswordAsked,
): Promise<MadeAppPassword> {
  checkAppPassword(given)
  await proveOwnPassword(deps, owner, current)
  return inOwnMailbox(deps, owner, (tx, { mailbox }) => insertAppPassword(deps, tx, owner, mailbox, given))
}

/** By time. */
export function listOwnAppPasswords({ store }: Deps, owner: MailboxOwner): Promise<readonly AppPassword[]> {
  return store.appPasswords.ofMailbox(owner.mailboxId)
}

/** @throws DomainError `app_password.not_found`, `session.not_found` */
export function deleteOwnAppPassword(deps: Deps, owner: MailboxOwner, id: string): Promise<void> {
  return inOwnMailbox(deps, owner, (tx, { mailbox }) => dropAppPassword(deps, tx, owner, mailbox, id))
}
