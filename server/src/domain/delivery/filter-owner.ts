import type { MailDomainStore } from '../domains/stores.ts'
import type { SettingsOwner } from '../mail-settings/stores.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { MailboxHolder } from './stores.ts'

export interface OwnerStores {
  readonly mailDomains: Pick<MailDomainStore, 'find'>
}

/** Whose settings a mailbox has: its own, or those of its domain. Null for one whose domain is gone in this moment. */
export async function settingsOwner(
  { mailDomains }: OwnerStores,
  holder: MailboxHolder,
): Promise<SettingsOwner | null> {
  const domain = await mailDomains.find(domainOf(holder.address))
  return domain && { domainId: domain.id, mailboxId: holder.id }
}
