import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import { takeToken } from './login-token.ts'

/**
 * The mailbox whose owner a token lets in. It is used up.
 * @throws DomainError `link.not_found` for every token that is no good, also where the mailbox was deleted or blocked, or
 * the account disabled, since it was made
 */
export function useMailboxToken(deps: Deps, token: string): Promise<Mailbox> {
  return deps.store.transaction(async (tx) => {
    const { mailboxId } = await takeToken(deps, tx, token)
    const mailbox = mailboxId === null ? null : await tx.mailboxes.byId(mailboxId)
    const account = mailbox && (await tx.accounts.byId(mailbox.accountId))
    if (!mailbox?.enabled || !account?.enabled) throw new DomainError('link.not_found')
    return mailbox
  })
}
