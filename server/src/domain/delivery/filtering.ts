import { domainName } from '../../lib/domain-name.ts'
import type { Deps } from '../deps.ts'
import { type SigningKey, signingKeyOf } from '../dkim/show-key.ts'
import { domainOf } from '../mailboxes/address.ts'
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
  /** A program of the machine itself sends it: Dovecot, what answers while somebody is away. */
  readonly isLocal: boolean
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
 * same domain; and the answer of somebody who is away. Null for any other: a signature says that the domain vouches for it.
 */
export async function signingOf(
  deps: Pick<Deps, 'vault'>,
  stores: SigningStores,
  message: FilteredMessage,
): Promise<Signing | null> {
  const { sender, from } = message
  const [shown, ...others] = from
  if (shown === undefined || others.length > 0) return null
  const isAnswer = await isAnswerOf(stores.delivery, message, shown)
  if (!isAnswer && !(await maySendAs(stores.delivery, message.login, sender))) return null
  const domain = await domainBehind(stores, shown)
  if (!domain || (!isAnswer && (await domainBehind(stores, sender))?.id !== domain.id)) return null
  const key = await signingKeyOf(deps, stores, domain.id)
  return key && { domain: domain.name, ...key }
}

/**
 * The address of ours in a `From` that who has signed in may not send as, or what in it is none that can be read; null where
 * there is neither. Addresses of others are theirs to vouch for: mail that is sent once more keeps its author.
 */
export async function shownWithoutRight(
  delivery: Stores['delivery'],
  { login, from }: Pick<FilteredMessage, 'login' | 'from'>,
): Promise<string | null> {
  if (login === '') return null
  for (const shown of from) {
    const address = asInDns(shown)
    const isOurs = address !== null && (await delivery.hasDomain(domainOf(address)))
    const isTheirs = isOurs ? await maySendAs(delivery, login, address) : !UNREADABLE.test(shown)
    if (!isTheirs) return (address ?? shown).replaceAll(/[^\x21-\x7e]/g, '?')
  }
  return null
}

/** Somebody’s program may read more into it than we do. */
const UNREADABLE = /@.*[\s<>()]|[\s<>()].*@/

/** As programs show it, it is of the same domain: with a full stop at its end, or in letters of another alphabet. */
function asInDns(address: string): string | null {
  const at = address.lastIndexOf('@')
  const domain = domainName(address.slice(at + 1).replace(/\.$/, ''))
  return domain && `${address.slice(0, Math.max(0, at)).replaceAll('@', '?')}@${domain}`
}

async function maySendAs(delivery: Stores['delivery'], login: string, address: string): Promise<boolean> {
  return (await senders(delivery, address)).includes(recipientOf(login)?.whole ?? '')
}

/** Whether it is what somebody of ours who is away answers: any program of the machine can say that it is. */
async function isAnswerOf(
  delivery: Stores['delivery'],
  { isLocal, sender }: FilteredMessage,
  shown: string,
): Promise<boolean> {
  if (!isLocal || sender !== '') return false
  for (const login of await senders(delivery, shown))
    if ((await delivery.holder(login))?.vacationMessage) return true
  return false
}

async function domainBehind({ delivery, mailDomains }: SigningStores, address: string) {
  const name = await delivery.ownName(recipientOf(address)?.domain ?? '')
  return name === null ? null : mailDomains.find(name)
}
