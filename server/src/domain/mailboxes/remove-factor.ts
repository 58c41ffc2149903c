import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { actOn } from './add-mailbox.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'

/** For an owner whose phone is gone. @throws DomainError `factor.not_found`; as `findMailbox` */
export async function removeMailboxFactor(deps: Deps, actor: Actor, where: AddressName): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    await tx.mailDomains.hold(mailbox.domainId)
    if (!(await tx.mailboxFactors.delete(mailbox.id))) throw new DomainError('factor.not_found')
    await recordAct(deps, tx, actor, actOn(mailbox, 'mailbox.factor.remove'))
  })
}
