import type { Actor } from '../actor.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { AddressName } from '../mailboxes/find-mailbox.ts'
import type { Stores } from '../store.ts'
import type { GroupList } from './group-list.ts'

/** @throws DomainError `mail_list.not_found`, `mail_domain.not_found`, `account.not_found`, `actor.forbidden` */
export async function findList(
  stores: Stores,
  actor: Actor,
  { accountId, domain, name }: AddressName,
): Promise<{ readonly list: GroupList; readonly domain: MailDomain }> {
  const found = await domainWithin(stores, actor, accountId, domain, 'lists')
  const list = await stores.lists.byAddress(accountId, `${name.toLowerCase()}@${found.name}`)
  if (!list) throw new DomainError('mail_list.not_found')
  return { list, domain: found }
}
