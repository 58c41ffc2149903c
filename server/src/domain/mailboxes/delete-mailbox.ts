import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import { endMailSessions } from '../delivery/open-sessions.ts'
import type { Deps } from '../deps.ts'
import { actOn } from './add-mailbox.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'

/** Deletes a mailbox; for 14 days it can be brought back with its mail. @throws DomainError as `findMailbox` */
export async function deleteMailbox(deps: Deps, actor: Actor, where: AddressName): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    await tx.mailDomains.hold(mailbox.domainId)
    await tx.mailboxes.markDeleted(mailbox, deps.clock.now())
    await endMailSessions(deps, tx, mailbox.address)
    await tx.mailboxSessions.deleteOfMailbox(mailbox.id)
    await recordAct(deps, tx, actor, actOn(mailbox, 'mailbox.delete'))
  })
}
