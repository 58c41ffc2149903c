import type { Actor } from '../actor.ts'
import { requireSuper } from '../administrators/rights.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { actOn } from '../mailboxes/add-mailbox.ts'
import { type AddressName, findMailbox } from '../mailboxes/find-mailbox.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import { requireFreshSession, requireNoImpersonator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { type IssuedToken, issueToken } from './login-token.ts'

/**
 * A token that signs the owner of a mailbox in, once.
 * @throws DomainError `input.invalid` for a blocked mailbox; as `findMailbox`
 */
export function issueMailboxToken(deps: Deps, actor: Actor, where: AddressName): Promise<IssuedToken> {
  return deps.store.transaction(async (tx) =>
    issueWithin(deps, tx, actor, await findMailbox(deps, tx, actor, where)),
  )
}

/**
 * The same for a person who wants to see a mailbox as its owner does: a super administrator, who has just proved presence.
 * @throws DomainError `actor.forbidden`, `step_up.needed`; as `issueMailboxToken`
 */
export function openAsOwner(deps: Deps, actor: Actor, where: AddressName): Promise<IssuedToken> {
  return deps.store.transaction(async (tx) => {
    await requireSuper(tx, actor, where.accountId)
    requireNoImpersonator(actor)
    const mailbox = await findMailbox(deps, tx, actor, where)
    await requireFreshSession(deps, tx, actor)
    return issueWithin(deps, tx, actor, mailbox)
  })
}

async function issueWithin(deps: Deps, tx: Stores, actor: Actor, mailbox: Mailbox): Promise<IssuedToken> {
  if (!mailbox.enabled)
    throw new DomainError('input.invalid', { field: 'enabled', reason: 'The mailbox is disabled.' })
  const issued = await issueToken(deps, tx, { userId: null, mailboxId: mailbox.id }, mailbox.address)
  await recordAct(deps, tx, actor, actOn(mailbox, 'mailbox.login_token'))
  return issued
}
