import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { OpenedMailbox } from '../mailbox-owners/mailbox-session.ts'
import { heldMailbox, type MailboxVisit, openMailbox } from '../mailbox-owners/open-mailbox.ts'
import { takeToken } from './login-token.ts'

/**
 * Signs the owner of a mailbox in by a token. It is used up.
 * @throws DomainError `link.not_found` for every token that is no good, also where the mailbox was deleted or blocked, or
 * the account disabled, since it was made
 */
export function useMailboxToken(deps: Deps, token: string, visit: MailboxVisit): Promise<OpenedMailbox> {
  return deps.store.transaction(async (tx) => {
    const { mailboxId } = await takeToken(deps, tx, token)
    const found = mailboxId === null ? null : await tx.mailboxes.byId(mailboxId)
    const mailbox = found && (await heldMailbox(tx, found))
    if (!mailbox) throw new DomainError('link.not_found')
    return openMailbox(deps, tx, mailbox, visit, 'login-token')
  })
}
