import type { Actor } from '../actor.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { AddressName } from '../mailboxes/find-mailbox.ts'
import type { Stores } from '../store.ts'
import type { Alias } from './alias.ts'

/** @throws DomainError `mail_alias.not_found`, `mail_domain.not_found`, `account.not_found`, `actor.forbidden` */
export async function findAlias(
  stores: Stores,
  actor: Actor,
  { accountId, domain, name }: AddressName,
): Promise<{ readonly alias: Alias; readonly domain: MailDomain }> {
  const found = await domainWithin(stores, actor, accountId, domain, 'aliases')
  const alias = await stores.aliases.byAddress(accountId, `${name.toLowerCase()}@${found.name}`)
  if (!alias) throw new DomainError('mail_alias.not_found')
  return { alias, domain: found }
}
