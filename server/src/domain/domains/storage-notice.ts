import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import type { Stores } from '../store.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

/** What the owners of mailboxes in a domain are told when there is little room left. */
export interface StorageNotice {
  readonly enabled: boolean
  /** How full the mailbox is then. */
  readonly percentage: number
  /** `<*USER*>` and `<*DOMAIN*>` stand for the two parts of the address; empty for a text of the server. */
  readonly message: string
  /** Who is told as well; empty for nobody. */
  readonly cc: string
}

const NO_NOTICE: StorageNotice = { enabled: false, percentage: 90, message: '', cc: '' }

export type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/** @throws DomainError as `domainWithin` */
export async function showStorageNotice(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<StorageNotice> {
  return storageNoticeOf(store, (await domainWithin(store, actor, accountId, name, 'mailboxes')).id)
}

/** For the mail system as well, which has found the domain already. */
export async function storageNoticeOf(
  stores: Pick<Stores, 'mailSettings'>,
  domainId: string,
): Promise<StorageNotice> {
  return (await settingsOf(stores, { domainId, mailboxId: null }, 'storage-notice', NO_NOTICE)) ?? NO_NOTICE
}
