import type { SettingsOwner } from '../mail-settings/stores.ts'
import type { Stores } from '../store.ts'
import { SENDER_LISTS, type SenderList } from './sender-list.ts'
import { spamSettingsOf } from './show-spam-settings.ts'
import type { SpamSettings } from './spam-settings.ts'

/** What a spam filter must know of one who gets mail. */
export interface RecipientFilter {
  readonly settings: SpamSettings
  /** Those of the mailbox and those of its domain. */
  readonly lists: Readonly<Record<SenderList, readonly string[]>>
}

/** For the mail system, which has found the mailbox already. */
export async function filterFor(
  stores: Pick<Stores, 'mailSettings' | 'senderLists'>,
  owner: SettingsOwner,
): Promise<RecipientFilter> {
  const owners = owner.mailboxId === null ? [owner] : [owner, { ...owner, mailboxId: null }]
  const lists = { blocklist: [], ipblocklist: [], safelist: [], ipsafelist: [] }
  const filled: Record<SenderList, readonly string[]> = { ...lists }
  for (const list of SENDER_LISTS) {
    const parts = await Promise.all(owners.map((one) => stores.senderLists.entries(one, list)))
    filled[list] = [...new Set(parts.flat())]
  }
  return { settings: await spamSettingsOf(stores, owner), lists: filled }
}
