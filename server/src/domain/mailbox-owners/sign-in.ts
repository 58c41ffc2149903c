import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { OpenedMailbox } from './mailbox-session.ts'
import { heldMailbox, type MailboxVisit, openMailbox } from './open-mailbox.ts'
import { type PresentedMailboxPassword, proveMailboxPassword } from './prove-password.ts'

/** Signs the owner of a mailbox in. @throws DomainError `credential.wrong`, `throttled`, `busy` */
export async function signInToMailbox(
  deps: Deps,
  presented: PresentedMailboxPassword,
  visit: MailboxVisit,
): Promise<OpenedMailbox> {
  const proved = await proveMailboxPassword(deps, presented, visit.origin)
  return deps.store.transaction(async (tx) => {
    const mailbox = await heldMailbox(tx, proved)
    // The password may have been changed while it was compared: then it opens nothing any more.
    if (mailbox?.passwordHash !== proved.passwordHash) throw new DomainError('credential.wrong')
    return openMailbox(deps, tx, mailbox, visit, 'password')
  })
}
