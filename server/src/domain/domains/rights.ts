import type { Actor } from '../actor.ts'
import { adminTypeOfActor } from '../administrators/rights.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { checkDomainName, type MailDomain } from './mail-domain.ts'

/** `use`: what is in a domain; `found`: add and delete whole domains. */
export type MailRight = 'use' | 'found'

/**
 * Super administrators do everything in the own account, standard ones everything within its domains; limited ones
 * what is ticked for them, and there is nothing to tick yet.
 * @throws DomainError `account.not_found` for an account out of reach, `actor.forbidden`
 */
export async function requireMailRight(
  stores: Pick<Stores, 'users' | 'accounts'>,
  actor: Actor,
  accountId: string,
  right: MailRight,
): Promise<void> {
  const isOwn = actor.kind === 'user' && actor.accountId === accountId
  const isReached = isOwn || (isOperator(actor) && (await stores.accounts.byId(accountId)) !== null)
  if (!isReached) throw new DomainError('account.not_found')
  const type = await adminTypeOfActor(stores, actor)
  if (type !== 'super' && !(type === 'standard' && right === 'use')) throw new DomainError('actor.forbidden')
}

/**
 * The domain of this name in an account.
 * @throws DomainError `mail_domain.not_found` for one of another account as for an unknown one; as `requireMailRight`
 */
export async function domainWithin(
  stores: Stores,
  actor: Actor,
  accountId: string,
  name: string,
  right: MailRight = 'use',
): Promise<MailDomain> {
  await requireMailRight(stores, actor, accountId, right)
  const domain = await stores.mailDomains.byName(accountId, asName(name))
  if (!domain) throw new DomainError('mail_domain.not_found')
  return domain
}

/** What cannot be a name is the name of nothing. */
function asName(text: string): string {
  try {
    return checkDomainName(text)
  } catch {
    throw new DomainError('mail_domain.not_found')
  }
}
