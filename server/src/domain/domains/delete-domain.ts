import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

/**
 * Deletes a domain with its aliases. One with mailboxes stays: their mail would be lost.
 * @throws DomainError `mail_domain.in_use`; as `domainWithin`
 */
export async function deleteDomain(
  deps: Deps,
  actor: Actor,
  { accountId, name }: Pick<MailDomain, 'accountId' | 'name'>,
): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'found')
    await tx.mailDomains.hold(domain.id)
    const mailboxes = await tx.mailboxes.countOf(domain.id)
    if (mailboxes > 0) {
      const some = mailboxes === 1 ? 'a mailbox. Delete it' : `${mailboxes} mailboxes. Delete them`
      const reason = `The domain has ${some} first.`
      throw new DomainError('mail_domain.in_use', { reason })
    }
    await tx.mailDomains.delete(domain.id)
    await recordAct(deps, tx, actor, {
      action: 'domain.delete',
      chain: accountId,
      target: `domain:${domain.name}`,
    })
  })
}
