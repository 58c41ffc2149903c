import type { MailboxOwner } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { EditPlace } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'
import { factorDue } from './factor-due.ts'
import type { MailboxSession } from './mailbox-session.ts'

/**
 * One transaction in which an owner changes the own mailbox; who else changes the domain waits.
 * @param what whether it is the second factor, or the new password, that everything else may have to wait for
 * @throws DomainError `session.not_found` when the session, or the right to sign in, ended since the page was asked for
 */
export function inOwnMailbox<T>(
  deps: Deps,
  owner: MailboxOwner,
  work: (tx: Stores, place: EditPlace) => Promise<T>,
  what: 'anything' | 'password' | 'factor' = 'anything',
): Promise<T> {
  return deps.store.transaction(async (tx) => {
    await tx.mailDomains.hold(owner.domainId)
    const session = await tx.mailboxSessions.byDigest(owner.digest)
    const mailbox = session && (await tx.mailboxes.byId(session.mailboxId))
    const domain = mailbox && (await tx.mailDomains.byName(mailbox.accountId, domainOf(mailbox.address)))
    const isShut = mailbox && session && (await mustWait(tx, session, mailbox, what))
    if (!mailbox?.enabled || isShut || !domain) throw new DomainError('session.not_found')
    return work(tx, { mailbox, domain })
  })
}

async function mustWait(
  tx: Stores,
  session: MailboxSession,
  mailbox: Mailbox,
  what: 'anything' | 'password' | 'factor',
): Promise<boolean> {
  if (what === 'factor') return false
  if ((await factorDue(tx, session, mailbox)) !== null) return true
  return mailbox.mustChangePassword && what !== 'password'
}
