import { inAscii, partInAscii } from '../../lib/domain-name.ts'
import type { Actor, UserActor } from '../actor.ts'
import { reachesAccounts } from '../administrators/rights.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireOperator } from '../policy.ts'
import { checkDomainName, type ListedDomain, type MailDomain } from './mail-domain.ts'
import type { Listed } from './paging.ts'
import { domainNameOrNone, domainWithin, requireMailRight } from './rights.ts'
import type { DomainPageQuery } from './stores.ts'

/** Domains of an account by name. @throws DomainError `account.not_found`, `actor.forbidden` */
export async function listDomains(
  { store }: Deps,
  actor: Actor,
  given: DomainPageQuery & { readonly accountId: string },
): Promise<Listed<ListedDomain>> {
  const query = asStored(given)
  const { domains } = await requireMailRight(store, actor, query.accountId, 'see')
  if (domains === null) return store.mailDomains.page(query)
  const names = query.names?.filter((name) => domains.includes(name)) ?? domains
  return store.mailDomains.page({ ...query, names })
}

/** Domains of every account that the actor reaches, by name. @throws DomainError `actor.forbidden` */
export async function listReachedDomains(
  deps: Deps,
  actor: UserActor,
  given: Omit<DomainPageQuery, 'accountId'>,
): Promise<Listed<ListedDomain>> {
  const query = asStored(given)
  const { accountId } = actor
  if (!reachesAccounts(actor)) return listDomains(deps, actor, { ...query, accountId })
  await requireMailRight(deps.store, actor, accountId, 'see')
  return deps.store.mailDomains.page({ ...query, accountId: null })
}

/** What is looked for in either spelling is found: names are kept as DNS has them. */
function asStored<Query extends Omit<DomainPageQuery, 'accountId'>>(query: Query): Query {
  const { search, names } = query
  return {
    ...query,
    search: search && { ...search, text: partInAscii(search.text) },
    ...(names && { names: names.map(inAscii) }),
  }
}

/** Which of the accounts that the actor reaches has the domain; the own one when none has. */
export async function accountOfDomain({ store }: Deps, actor: UserActor, name: string): Promise<string> {
  const domain = reachesAccounts(actor) ? await store.mailDomains.find(domainNameOrNone(name)) : null
  return domain?.accountId ?? actor.accountId
}

/** Of every account, or of one, for the operator. @throws DomainError `account.not_found`, `actor.forbidden` */
export async function listAllDomains(
  { store }: Deps,
  actor: Actor,
  accountId: string | null,
): Promise<readonly ListedDomain[]> {
  requireOperator(actor)
  if (accountId === null) return store.mailDomains.list()
  if (!(await store.accounts.byId(accountId))) throw new DomainError('account.not_found')
  return store.mailDomains.list(accountId)
}

/** The domain of this name, whichever account has it. @throws DomainError `mail_domain.not_found`, `actor.forbidden` */
export async function findDomain({ store }: Deps, actor: Actor, name: string): Promise<MailDomain> {
  requireOperator(actor)
  const domain = await store.mailDomains.find(checkDomainName(name))
  if (!domain) throw new DomainError('mail_domain.not_found')
  return domain
}

/** @throws DomainError as `domainWithin` */
export async function showDomain(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: Pick<MailDomain, 'accountId' | 'name'>,
): Promise<ListedDomain> {
  const domain = await domainWithin(store, actor, accountId, name, 'see')
  const listed = await store.mailDomains.listed(accountId, domain.name)
  if (!listed) throw new DomainError('mail_domain.not_found')
  return listed
}
