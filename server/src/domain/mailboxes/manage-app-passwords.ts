import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { AppPassword } from './app-password.ts'
import { dropAppPassword, insertAppPassword, type MadeAppPassword } from './app-password-acts.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'
import { checkAppPassword } from './make-app-password.ts'

/** @throws DomainError `input.invalid`; as `findMailbox` */
export async function addAppPassword(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  given: Pick<AppPassword, 'name' | 'protocols'>,
): Promise<MadeAppPassword> {
  checkAppPassword(given)
  return deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    await tx.mailDomains.hold(mailbox.domainId)
    return insertAppPassword(deps, tx, actor, mailbox, given)
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

/** @throws DomainError `app_password.not_found`; as `findMailbox` */
export async function deleteAppPassword(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  id: string,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    await dropAppPassword(deps, tx, actor, mailbox, id)
  })
}
