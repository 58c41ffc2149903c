import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import { endMailSessions } from '../delivery/open-sessions.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { actOn } from './add-mailbox.ts'
import { type AppPassword, MAIL_PROTOCOLS, MAX_APP_PASSWORDS } from './app-password.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'
import { appPasswordHash, checkAppPassword, invalid, newAppPassword } from './make-app-password.ts'

export interface MadeAppPassword extends AppPassword {
  /** Shown now and never again. */
  readonly secret: string
}

/** @throws DomainError `input.invalid`; as `findMailbox` */
export async function addAppPassword(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  given: Pick<AppPassword, 'name' | 'protocols'>,
): Promise<MadeAppPassword> {
  checkAppPassword(given)
  const { id, secret } = newAppPassword(deps.random)
  return deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    await tx.mailDomains.hold(mailbox.domainId)
    const others = await tx.appPasswords.ofMailbox(mailbox.id)
    if (others.length >= MAX_APP_PASSWORDS)
      throw invalid('name', `A mailbox has ${MAX_APP_PASSWORDS} app passwords at most.`)
    const protocols = MAIL_PROTOCOLS.filter((protocol) => given.protocols.includes(protocol))
    const made = { id, mailboxId: mailbox.id, name: given.name.trim(), protocols }
    const appPassword = { ...made, createdAtMs: deps.clock.now(), lastUsedAtMs: null }
    await tx.appPasswords.insert({ ...appPassword, passwordHash: appPasswordHash(secret) })
    const act = actOn(mailbox, 'mailbox.app_password.create')
    const facts = { appPasswordId: id, name: made.name, protocols: protocols.join(' ') }
    await recordAct(deps, tx, actor, { ...act, details: { ...act.details, ...facts } })
    return { ...appPassword, secret }
  })
}

/** By time. @throws DomainError as `findMailbox` */
export async function listAppPasswords(
  deps: Deps,
  actor: Actor,
  where: AddressName,
): Promise<readonly AppPassword[]> {
  const mailbox = await findMailbox(deps, deps.store, actor, where)
  return deps.store.appPasswords.ofMailbox(mailbox.id)
}

/**
 * Deletes one and ends the connections of the mailbox: which of them were opened with it cannot be told.
 * @throws DomainError `app_password.not_found`; as `findMailbox`
 */
export async function deleteAppPassword(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  id: string,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    if (!(await tx.appPasswords.delete(mailbox.id, id))) throw new DomainError('app_password.not_found')
    await endMailSessions(deps, tx, mailbox.address)
    const act = actOn(mailbox, 'mailbox.app_password.delete')
    await recordAct(deps, tx, actor, { ...act, details: { ...act.details, appPasswordId: id } })
  })
}
