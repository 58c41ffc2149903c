import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { actOn, requireRoom } from './add-mailbox.ts'
import { domainOf } from './address.ts'
import { type Mailbox, RECOVERY_MS } from './mailbox.ts'

/**
 * Brings a deleted mailbox back with its mail, settings and password.
 * @throws DomainError `mailbox.not_found` for one of another account as for an unknown one, `address.exists`,
 * `input.invalid` when the domain is full, `actor.forbidden`
 */
export async function restoreMailbox(deps: Deps, actor: Actor, id: string): Promise<Mailbox> {
  return deps.store.transaction(async (tx) => {
    const deleted = await tx.mailboxes.deletedById(id, deps.clock.now() - RECOVERY_MS)
    if (!deleted || !sees(actor, deleted)) throw new DomainError('mailbox.not_found')
    const name = domainOf(deleted.address)
    await requireRoom(tx, await domainWithin(tx, actor, deleted.accountId, name, 'mailboxes'))
    await tx.mailboxes.restore(deleted, deleted.passwordHash)
    await recordAct(deps, tx, actor, actOn(deleted, 'mailbox.restore'))
    return { ...deleted, deletedAtMs: null }
  })
}

function sees(actor: Actor, { accountId }: Mailbox): boolean {
  return isOperator(actor) || (actor.kind === 'user' && actor.accountId === accountId)
}
