import type { MailboxOwner } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { EditPlace } from '../mailboxes/edit-mailbox.ts'
import type { Stores } from '../store.ts'

/**
 * One transaction in which an owner changes the own mailbox; who else changes the domain waits.
 * @param what whether it is the new password that everything else may have to wait for
 * @throws DomainError `session.not_found` when the session, or the right to sign in, ended since the page was asked for
 */
export function inOwnMailbox<T>(
  deps: Deps,
  owner: MailboxOwner,
  work: (tx: Stores, place: EditPlace) => Promise<T>,
  what: 'anything' | 'password' = 'anything',
): Promise<T> {
  return deps.store.transaction(async (tx) => {
    await tx.mailDomains.hold(owner.domainId)
    const session = await tx.mailboxSessions.byDigest(owner.digest)
    const mailbox = session && (await tx.mailboxes.byId(session.mailboxId))
    const domain = mailbox && (await tx.mailDomains.byName(mailbox.accountId, domainOf(mailbox.address)))
    const isShut = mailbox?.mustChangePassword && what !== 'password'
    if (!mailbox?.enabled || isShut || !domain) throw new DomainError('session.not_found')
    return work(tx, { mailbox, domain })
  })
}
