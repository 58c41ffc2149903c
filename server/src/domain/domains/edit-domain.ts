import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { checkDomainSettings } from './domain-settings.ts'
import type { DomainSettings, ListedDomain, MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

/**
 * Changes a domain; what is not named stays as it is.
 * @throws DomainError `input.invalid`, also for fewer mailboxes than there are; as `domainWithin`
 */
export async function editDomain(
  deps: Deps,
  actor: Actor,
  { accountId, name }: Pick<MailDomain, 'accountId' | 'name'>,
  change: Partial<DomainSettings>,
): Promise<ListedDomain> {
  checkDomainSettings(change)
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'found')
    await tx.mailDomains.hold(domain.id)
    const after = { ...domain, ...change, mailboxes: await tx.mailboxes.countOf(domain.id) }
    if (Object.keys(change).length === 0) return after
    refuseTooFew(change, after.mailboxes)
    await tx.mailDomains.update(domain.id, change)
    const act = { action: 'domain.update', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: difference(domain, change, ['product']) })
    return after
  })
}

function refuseTooFew({ maxMailboxes }: Partial<DomainSettings>, used: number): void {
  if (maxMailboxes == null || maxMailboxes >= used) return
  throw new DomainError('input.invalid', {
    field: 'maxMailboxes',
    reason: `The domain has ${used === 1 ? 'a mailbox' : `${used} mailboxes`} already.`,
  })
}
