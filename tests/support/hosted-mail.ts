import type { Alias } from '../../server/src/domain/aliases/alias.ts'
import type { MailDomain } from '../../server/src/domain/domains/mail-domain.ts'
import { type GroupList, NEW_LIST } from '../../server/src/domain/lists/group-list.ts'
import { type Mailbox, NEW_SETTINGS } from '../../server/src/domain/mailboxes/mailbox.ts'
import { newId } from './stores.ts'

export function aDomain(change: Partial<MailDomain> = {}): MailDomain {
  return {
    id: newId(),
    accountId: '100001',
    name: `${newId()}.example`,
    maxMailboxes: null,
    baseMailboxMb: 25_600,
    extraStorageMb: 0,
    product: 'rse-basic',
    catchAll: null,
    createdAtMs: 4_000,
    ...change,
  }
}

export function aMailbox(domain: MailDomain, name: string, change: Partial<Mailbox> = {}): Mailbox {
  return {
    ...NEW_SETTINGS,
    ...{
      id: newId(),
      accountId: domain.accountId,
      domainId: domain.id,
      name,
      address: `${name}@${domain.name}`,
    },
    ...{ passwordHash: '{ARGON2ID}x', quotaMb: 100, usageMb: 3, createdAtMs: 5_000, lastLoginAtMs: 6_000 },
    deletedAtMs: null,
    ...change,
  }
}

export function anAlias(domain: MailDomain, name: string, members: readonly string[]): Alias {
  const { accountId, id: domainId } = domain
  return { id: newId(), accountId, domainId, name, address: `${name}@${domain.name}`, members }
}

export function aList(
  domain: MailDomain,
  name: string,
  members: readonly string[],
  change: Partial<GroupList> = {},
): GroupList {
  const { accountId, id: domainId } = domain
  const own = {
    id: newId(),
    accountId,
    domainId,
    name,
    address: `${name}@${domain.name}`,
    createdAtMs: 5_000,
  }
  return { ...NEW_LIST, ...own, members: members.toSorted(), posters: [], ...change }
}
