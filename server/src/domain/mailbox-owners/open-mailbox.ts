import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { randomSecret } from '../ids.ts'
import { actOn } from '../mailboxes/add-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import { looksLikeSessionSecret, type Visit } from '../sessions/session.ts'
import type { Stores } from '../store.ts'
import { factorDue } from './factor-due.ts'
import { mailboxOwner, type OpenedMailbox } from './mailbox-session.ts'

export interface MailboxVisit extends Visit {
  /** Of the session that the browser brought along, which ends. */
  readonly broughtSecret: string | null
}

/**
 * The mailbox as it is when everybody has had their turn who blocks it, changes its password or suspends its account
 * just now; null where nobody signs in to it any more.
 */
export async function heldMailbox(tx: Stores, { id, accountId }: Pick<Mailbox, 'id' | 'accountId'>) {
  await tx.accounts.hold(accountId)
  const before = await tx.mailboxes.byId(id)
  if (before) await tx.mailDomains.hold(before.domainId)
  const mailbox = await tx.mailboxes.byId(id)
  const account = await tx.accounts.byId(accountId)
  return mailbox?.enabled && account?.enabled ? mailbox : null
}

/** Starts a session of an owner who has just proved it, in a transaction that holds the mailbox. */
export async function openMailbox(
  deps: Deps,
  tx: Stores,
  mailbox: Mailbox,
  { broughtSecret, ...visit }: MailboxVisit,
  method: 'password' | 'login-token',
): Promise<OpenedMailbox> {
  if (broughtSecret !== null && looksLikeSessionSecret(broughtSecret))
    for (const digest of deps.vault.digests('mailbox-session', broughtSecret))
      await tx.mailboxSessions.delete(digest)
  const secret = randomSecret(deps.random)
  const nowMs = deps.clock.now()
  const digest = deps.vault.digest('mailbox-session', secret)
  const factorProved = method === 'login-token'
  const session = { digest, mailboxId: mailbox.id, createdAtMs: nowMs, lastSeenAtMs: nowMs, factorProved }
  await tx.mailboxSessions.insert(session)
  const act = actOn(mailbox, 'mailbox.session.start')
  const owner = mailboxOwner({ session, mailbox }, visit)
  await recordAct(deps, tx, owner, { ...act, details: { ...act.details, method } })
  return { session, mailbox, secret, due: await factorDue(tx, session, mailbox) }
}
