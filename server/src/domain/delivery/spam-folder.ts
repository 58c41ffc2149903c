import { spamSettingsOf } from '../spam/show-spam-settings.ts'
import type { Stores } from '../store.ts'
import { type OwnerStores, settingsOwner } from './filter-owner.ts'
import type { MailboxHolder } from './stores.ts'

/** What the spam folder of a mailbox holds at most; null for no limit. */
export interface SpamFolderLimits {
  readonly days: number | null
  readonly messages: number | null
}

const NO_LIMITS: SpamFolderLimits = { days: null, messages: null }

export async function spamFolderLimits(
  stores: Pick<Stores, 'mailSettings'> & OwnerStores,
  holder: MailboxHolder,
): Promise<SpamFolderLimits> {
  const owner = await settingsOwner(stores, holder)
  if (!owner) return NO_LIMITS
  const { level, handling, cleansFolder, folderDays, folderMessages } = await spamSettingsOf(stores, owner)
  if (level === 'off' || handling !== 'toFolder' || !cleansFolder) return NO_LIMITS
  return { days: folderDays || null, messages: folderMessages || null }
}
