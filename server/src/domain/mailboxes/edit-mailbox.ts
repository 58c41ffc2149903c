import type { Actor, MailboxOwner } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import { endMailSessions } from '../delivery/open-sessions.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { followRename } from '../mail-settings/follow-rename.ts'
import type { Stores } from '../store.ts'
import { actOn } from './add-mailbox.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'
import { checkLocalPart, type Mailbox, type MailboxSettings } from './mailbox.ts'
import { hashMailboxPassword } from './mailbox-password.ts'
import { checkedSettings, checkWayBack, checkWhole } from './mailbox-settings.ts'
import type { MailboxChange } from './stores.ts'

export interface MailboxEdit {
  /** Another part before the `@`. Mail to the old address is refused from then on. */
  readonly name?: string
  readonly password?: string
  /** A contact replaces what it names and leaves the rest. */
  readonly settings: Partial<MailboxSettings>
}

/**
 * Changes a mailbox: all of it or nothing; what is not named stays as it is.
 * @throws DomainError `address.exists`, `password.weak`, `input.invalid`, `busy`; as `findMailbox`
 */
export async function editMailbox(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  edit: MailboxEdit,
): Promise<Mailbox> {
  const before = await findMailbox(deps, deps.store, actor, where)
  const name = edit.name === undefined ? before.name : checkLocalPart(edit.name)
  const passwordHash =
    edit.password === undefined ? undefined : await hashMailboxPassword(deps, edit.password, name)
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, where.accountId, where.domain, 'mailboxes')
    await tx.mailDomains.hold(domain.id)
    const mailbox = await findMailbox(deps, tx, actor, where)
    const { settings } = edit
    return applyEdit(deps, tx, actor, { mailbox, domain }, { name, settings, passwordHash })
  })
}

export interface CheckedEdit extends Pick<MailboxEdit, 'settings'> {
  readonly name: string
  readonly passwordHash: string | undefined
  /** Digest of the owner's session that goes on where the others end. */
  readonly keptSession?: string
}

/** Where an edit happens, as it was read within the transaction. */
export interface EditPlace {
  readonly mailbox: Mailbox
  readonly domain: MailDomain
}

/**
 * Does it, in a transaction that holds the domain.
 * @throws DomainError `address.exists`, `input.invalid`
 */
export async function applyEdit(
  deps: Deps,
  tx: Stores,
  by: Actor | MailboxOwner,
  { mailbox, domain }: EditPlace,
  { name, settings: given, passwordHash, keptSession }: CheckedEdit,
): Promise<Mailbox> {
  const address = `${name}@${domain.name}`
  const settings = withContact(mailbox, checkedSettings(given, domain, address))
  checkWhole({ ...mailbox, ...settings })
  await checkWayBack(tx, { ...mailbox, ...settings, address }, mailbox.forwardTo)
  const change = {
    ...settings,
    ...(passwordHash !== undefined && newPassword(mailbox, passwordHash, settings)),
  }
  if (Object.keys(change).length > 0) await tx.mailboxes.update(mailbox.id, change)
  if (name !== mailbox.name) await rename(deps, tx, by, mailbox, { name, address })
  const after = { ...mailbox, ...change, name, address }
  const shut = isShut(mailbox, after)
  if (shut || losesWayIn(mailbox, after)) await endMailSessions(deps, tx, mailbox.address)
  if (shut) await tx.mailboxSessions.deleteOfMailbox(mailbox.id, keptSession)
  await recordUpdate(deps, tx, by, mailbox, after, change)
  return after
}

async function recordUpdate(
  deps: Deps,
  tx: Stores,
  by: Actor | MailboxOwner,
  before: Mailbox,
  after: Mailbox,
  { passwordHash, ...settings }: MailboxChange,
) {
  const shown = difference(before, settings, ['protocols'])
  const password = passwordHash === undefined ? '' : 'password'
  const fields = [shown['fields'], password].filter((word) => word !== '').join(' ')
  if (fields === '') return
  const act = actOn(after, 'mailbox.update')
  await recordAct(deps, tx, by, { ...act, details: { ...act.details, ...shown, fields } })
}

/** Whether what somebody has signed in with is nothing any more. */
function isShut(before: Mailbox, after: Mailbox): boolean {
  const isBlocked = before.enabled && !after.enabled
  const isDue = !before.mustChangePassword && after.mustChangePassword
  return isBlocked || isDue || after.passwordHash !== before.passwordHash || after.address !== before.address
}

/** What was to be changed has been, unless it is said to be changed once more. */
function newPassword(
  mailbox: Mailbox,
  passwordHash: string,
  { mustChangePassword }: Partial<MailboxSettings>,
) {
  const settles = mailbox.mustChangePassword && mustChangePassword === undefined
  return { passwordHash, ...(settles && { mustChangePassword: false }) }
}

/** Mail servers end connections by who has them: whoever came in another way signs in again. */
function losesWayIn(before: Mailbox, after: Mailbox): boolean {
  return before.protocols.some((protocol) => !after.protocols.includes(protocol))
}

function withContact(mailbox: Mailbox, settings: Partial<MailboxSettings>): Partial<MailboxSettings> {
  return settings.contact ? { ...settings, contact: { ...mailbox.contact, ...settings.contact } } : settings
}

async function rename(
  deps: Deps,
  tx: Stores,
  by: Actor | MailboxOwner,
  mailbox: Mailbox,
  to: Pick<Mailbox, 'name' | 'address'>,
): Promise<void> {
  await tx.mailboxes.rename(mailbox, to)
  await followRename(tx, mailbox.domainId, mailbox.address, to.address)
  const act = actOn(mailbox, 'mailbox.rename')
  await recordAct(deps, tx, by, { ...act, details: { ...act.details, to: to.address } })
}
