import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import type { Listed } from '../domains/paging.ts'
import { domainWithin } from '../domains/rights.ts'
import type { ListedMailbox, MailboxPageQuery } from './stores.ts'

/** Mailboxes of a domain by name. @throws DomainError as `domainWithin` */
export async function listMailboxes(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: Pick<MailDomain, 'accountId' | 'name'>,
  query: Omit<MailboxPageQuery, 'accountId' | 'domainId'>,
): Promise<Listed<ListedMailbox>> {
  const { id: domainId } = await domainWithin(store, actor, accountId, name, 'mailboxes')
  return store.mailboxes.page({ ...query, accountId, domainId })
}
