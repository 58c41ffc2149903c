import type { Actor } from '../actor.ts'
import {
  coversArea,
  coversDomain,
  MAIL_AREAS,
  type MailArea,
  type MailScope,
  WHOLE_SCOPE,
} from '../administrators/mail-scope.ts'
import { adminTypeOfActor, reachesAccounts } from '../administrators/rights.ts'
import { NO_SETTINGS } from '../administrators/settings.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { checkDomainName, type MailDomain } from './mail-domain.ts'

/**
 * An area: what is of that kind in a domain. `see`: which domains there are; `use`: whatever is in a domain, of every
 * kind; `found`: add, change and delete whole domains.
 */
export type MailRight = MailArea | 'see' | 'use' | 'found'

/**
 * Super administrators do everything in the own account, standard ones everything within its domains; limited ones
 * what is ticked for them, and a key pair with a scope what is within that.
 * @returns what part of the account the right extends to
 * @throws DomainError `account.not_found` for an account out of reach, `actor.forbidden`
 */
export async function requireMailRight(
  stores: Pick<Stores, 'users' | 'accounts' | 'administrators'>,
  actor: Actor,
  accountId: string,
  right: MailRight,
): Promise<MailScope> {
  const isOwn = actor.kind === 'user' && actor.accountId === accountId
  const isReached = isOwn || (reachesAccounts(actor) && (await stores.accounts.byId(accountId)) !== null)
  if (!isReached) throw new DomainError('account.not_found')
  const scope = await mailScopeOf(stores, actor, right)
  if (!scope || !covers(scope, right)) throw new DomainError('actor.forbidden')
  if (right === 'found' && !(await hasOwnDomains(stores, actor, accountId)))
    throw new DomainError('actor.forbidden')
  return scope
}

/** Domains of some customers are the business of those who reach all accounts. */
async function hasOwnDomains(
  { accounts }: Pick<Stores, 'accounts'>,
  actor: Actor,
  accountId: string,
): Promise<boolean> {
  return reachesAccounts(actor) || (await accounts.byId(accountId))?.ownDomains === true
}

/** Whether somebody adds, changes and deletes domains of the own account. */
export async function foundsDomains(
  stores: Pick<Stores, 'users' | 'accounts' | 'administrators'>,
  actor: Actor,
): Promise<boolean> {
  if (actor.kind !== 'user') return false
  const scope = await mailScopeOf(stores, actor, 'found')
  return scope !== null && covers(scope, 'found') && hasOwnDomains(stores, actor, actor.accountId)
}

async function mailScopeOf(
  stores: Pick<Stores, 'users' | 'administrators'>,
  actor: Actor,
  right: MailRight,
): Promise<MailScope | null> {
  if (actor.kind === 'user' && actor.mailScope) return actor.mailScope
  const type = await adminTypeOfActor(stores, actor)
  if (type === 'super') return WHOLE_SCOPE
  if (type === 'standard') return right === 'found' ? null : WHOLE_SCOPE
  if (type !== 'limited' || right === 'found' || actor.kind !== 'user') return null
  return (await stores.administrators.settings(actor.userId)) ?? NO_SETTINGS
}

/** What somebody may do in the domains that they see; empty for whoever has no part in the e-mail area. */
export async function mailAreasFor(
  stores: Pick<Stores, 'users' | 'administrators'>,
  actor: Actor,
): Promise<readonly MailArea[]> {
  const scope = await mailScopeOf(stores, actor, 'see')
  return scope ? MAIL_AREAS.filter((area) => coversArea(scope, area)) : []
}

function covers(scope: MailScope, right: MailRight): boolean {
  if (right === 'use') return scope.areas === null
  if (right === 'see') return scope.areas === null || scope.areas.length > 0
  // Somebody who is given some domains is not given those that they could add.
  if (right === 'found') return scope.domains === null && coversArea(scope, 'domains')
  return coversArea(scope, right)
}

/**
 * The domain of this name in an account.
 * @throws DomainError `mail_domain.not_found` for one of another account as for an unknown one; as `requireMailRight`,
 * also for a domain of the account that the right does not extend to
 */
export async function domainWithin(
  stores: Stores,
  actor: Actor,
  accountId: string,
  name: string,
  right: MailRight = 'use',
): Promise<MailDomain> {
  const scope = await requireMailRight(stores, actor, accountId, right)
  const domainName = domainNameOrNone(name)
  if (!coversDomain(scope, domainName)) throw new DomainError('actor.forbidden')
  const domain = await stores.mailDomains.byName(accountId, domainName)
  if (!domain) throw new DomainError('mail_domain.not_found')
  return domain
}

/** The ids of those of these domains that are there. */
export async function domainIdsOf(
  { mailDomains }: Pick<Stores, 'mailDomains'>,
  accountId: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const page = { accountId, names, search: null, offset: 0, limit: names.length }
  return (await mailDomains.page(page)).rows.map(({ id }) => id)
}

/** What cannot be a name is the name of nothing. @throws DomainError `mail_domain.not_found` */
export function domainNameOrNone(text: string): string {
  try {
    return checkDomainName(text)
  } catch {
    throw new DomainError('mail_domain.not_found')
  }
}
