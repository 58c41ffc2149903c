import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { actOn } from '../mailboxes/add-mailbox.ts'
import { type AddressName, findMailbox } from '../mailboxes/find-mailbox.ts'
import { type IssuedToken, issueToken } from './login-token.ts'

/**
 * A token that signs the owner of a mailbox in, once.
 * @throws DomainError `input.invalid` for a blocked mailbox; as `findMailbox`
 */
export function issueMailboxToken(deps: Deps, actor: Actor, where: AddressName): Promise<IssuedToken> {
  return deps.store.transaction(async (tx) => {
    const mailbox = await findMailbox(deps, tx, actor, where)
    if (!mailbox.enabled)
      throw new DomainError('input.invalid', { field: 'enabled', reason: 'The mailbox is disabled.' })
    const issued = await issueToken(deps, tx, { userId: null, mailboxId: mailbox.id }, mailbox.address)
    await recordAct(deps, tx, actor, actOn(mailbox, 'mailbox.login_token'))
    return issued
  })
}
