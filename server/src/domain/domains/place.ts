import { domainName } from '../../lib/domain-name.ts'
import type { UserActor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import type { Stores } from '../store.ts'

/**
 * The account that has a domain: the own one, for an operator any. What the actor may do there is not asked here.
 * @throws DomainError `mail_domain.not_found` for one of another account as for an unknown one
 */
export async function accountOfDomain(
  { mailDomains }: Pick<Stores, 'mailDomains'>,
  actor: UserActor,
  name: string,
): Promise<string> {
  const known = domainName(name)
  const domain = known === null ? null : await mailDomains.find(known)
  if (!domain) throw new DomainError('mail_domain.not_found')
  if (domain.accountId !== actor.accountId && !isOperator(actor))
    throw new DomainError('mail_domain.not_found')
  return domain.accountId
}
