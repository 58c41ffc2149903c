import type { MailboxOwner } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { applyEdit } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox, MailboxSettings } from '../mailboxes/mailbox.ts'
import { inOwnMailbox } from './own-mailbox.ts'

/** What owners set themselves; everything else is their administrator's. */
export type OwnSettings = Partial<
  Pick<MailboxSettings, 'vacationEnabled' | 'vacationMessage' | 'forwardTo' | 'keepForwarded'>
>

/** All of it or nothing. @throws DomainError `input.invalid`, `session.not_found` */
export function changeOwnSettings(deps: Deps, owner: MailboxOwner, settings: OwnSettings): Promise<Mailbox> {
  return inOwnMailbox(deps, owner, (tx, place) =>
    applyEdit(deps, tx, owner, place, { name: place.mailbox.name, settings, passwordHash: undefined }),
  )
}
