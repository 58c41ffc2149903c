import type { Deps } from '../deps.ts'
import { type SigningKey, signingKeyOf } from '../dkim/show-key.ts'
import { spamSettingsOf } from '../spam/show-spam-settings.ts'
import type { Stores } from '../store.ts'
import { type OwnerStores, settingsOwner } from './filter-owner.ts'
import { recipientOf, redirected, senders } from './recipient.ts'

/** A message that a spam filter has before it. */
export interface FilteredMessage {
  /** Who has signed in to send it; empty for mail from elsewhere. */
  readonly login: string
  /** Of the envelope; empty for a report of a failed delivery. */
  readonly sender: string
  /** Addresses in its `From`. */
  readonly from: readonly string[]
  readonly recipients: readonly string[]
}

/** What it is signed with. RFC 6376. */
export interface Signing extends SigningKey {
  readonly domain: string
}

type FilterStores = Pick<Stores, 'delivery' | 'mailSettings'> & OwnerStores
type SigningStores = Pick<Stores, 'delivery' | 'dkimKeys'> & OwnerStores

/** Addresses behind one message; more of them and it is looked at without asking whom it is for. */
const MAX_ADDRESSES = 1_000

/** Whether anybody whom a message is for has spam looked for, by their own settings or those of the domain. */
export async function isLookedAt(stores: FilterStores, recipients: readonly string[]): Promise<boolean> {
  const way = new Set(recipients)
  for (const address of way) {
    if (way.size > MAX_ADDRESSES) return true
    const plain = recipientOf(address)?.plain ?? ''
    const onward = (await redirected(stores.delivery, address)) ?? [plain]
    for (const to of onward) if (recipientOf(to)?.plain !== plain) way.add(to)
    if (onward.some((to) => recipientOf(to)?.plain === plain) && (await wantsIt(stores, plain))) return true
  }
  return false
}

async function wantsIt(stores: FilterStores, address: string): Promise<boolean> {
  const holder = await stores.delivery.holder(address)
  const owner = holder && (await settingsOwner(stores, holder))
  return owner !== null && (await spamSettingsOf(stores, owner)).level === 'on'
}

/**
 * What a message is signed with: one that somebody has signed in to send, as one who they may send as, with a `From` of the
 * same domain. Null for any other: a signature says that the domain vouches for it.
 */
export async function signingOf(
  deps: Pick<Deps, 'vault'>,
  stores: SigningStores,
  { login, sender, from }: FilteredMessage,
): Promise<Signing | null> {
  const [shown, ...others] = from
  const maySend = (await senders(stores.delivery, sender)).includes(recipientOf(login)?.whole ?? '')
  if (!maySend || shown === undefined || others.length > 0) return null
  const domain = await domainBehind(stores, sender)
  if (!domain || (await domainBehind(stores, shown))?.id !== domain.id) return null
  const key = await signingKeyOf(deps, stores, domain.id)
  return key && { domain: domain.name, ...key }
}

async function domainBehind({ delivery, mailDomains }: SigningStores, address: string) {
  const name = await delivery.ownName(recipientOf(address)?.domain ?? '')
  return name === null ? null : mailDomains.find(name)
}
