import type { Actor, MailboxOwner } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import { endMailSessions } from '../delivery/open-sessions.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { actOn } from './add-mailbox.ts'
import { type AppPassword, MAIL_PROTOCOLS, MAX_APP_PASSWORDS } from './app-password.ts'
import type { Mailbox } from './mailbox.ts'
import { appPasswordHash, invalid, newAppPassword } from './make-app-password.ts'

export interface MadeAppPassword extends AppPassword {
  /** Shown now and never again. */
  readonly secret: string
}

/** Makes one that was checked, in a transaction that holds the domain. @throws DomainError `input.invalid` for too many */
export async function insertAppPassword(
  deps: Deps,
  tx: Stores,
  by: Actor | MailboxOwner,
  mailbox: Mailbox,
  given: Pick<AppPassword, 'name' | 'protocols'>,
): Promise<MadeAppPassword> {
  const { id, secret } = newAppPassword(deps.random)
  const others = await tx.appPasswords.ofMailbox(mailbox.id)
  if (others.length >= MAX_APP_PASSWORDS)
    throw invalid('name', `A mailbox has ${MAX_APP_PASSWORDS} app passwords at most. Delete one first.`)
  const protocols = MAIL_PROTOCOLS.filter((protocol) => given.protocols.includes(protocol))
  const made = { id, mailboxId: mailbox.id, name: given.name.trim(), protocols }
  const appPassword = { ...made, createdAtMs: deps.clock.now(), lastUsedAtMs: null }
  await tx.appPasswords.insert({ ...appPassword, passwordHash: appPasswordHash(secret) })
  const act = actOn(mailbox, 'mailbox.app_password.create')
  const facts = { appPasswordId: id, name: made.name, protocols: protocols.join(' ') }
  await recordAct(deps, tx, by, { ...act, details: { ...act.details, ...facts } })
  return { ...appPassword, secret }
}

/**
 * Deletes one and ends the connections of the mailbox: which of them were opened with it cannot be told.
 * @throws DomainError `app_password.not_found`
 */
export async function dropAppPassword(
  deps: Deps,
  tx: Stores,
  by: Actor | MailboxOwner,
  mailbox: Mailbox,
  id: string,
): Promise<void> {
  if (!(await tx.appPasswords.delete(mailbox.id, id))) throw new DomainError('app_password.not_found')
  await endMailSessions(deps, tx, mailbox.address)
  const act = actOn(mailbox, 'mailbox.app_password.delete')
  await recordAct(deps, tx, by, { ...act, details: { ...act.details, appPasswordId: id } })
}
