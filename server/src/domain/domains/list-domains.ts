import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireOperator } from '../policy.ts'
import { checkDomainName, type ListedDomain, type MailDomain } from './mail-domain.ts'
import type { Listed } from './paging.ts'
import { domainWithin, requireMailRight } from './rights.ts'
import type { DomainPageQuery } from './stores.ts'

/** Domains of an account by name. @throws DomainError `account.not_found`, `actor.forbidden` */
export async function listDomains(
  { store }: Deps,
  actor: Actor,
  query: DomainPageQuery,
): Promise<Listed<ListedDomain>> {
  const { domains } = await requireMailRight(store, actor, query.accountId, 'see')
  if (domains === null) return store.mailDomains.page(query)
  const names = query.names?.filter((name) => domains.includes(name)) ?? domains
  return store.mailDomains.page({ ...query, names })
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
