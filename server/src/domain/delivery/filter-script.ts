import { filterFor, type RecipientFilter } from '../spam/filter-for.ts'
import type { SpamSettings } from '../spam/spam-settings.ts'
import type { Stores } from '../store.ts'
import { type OwnerStores, settingsOwner } from './filter-owner.ts'
import { type Lookups, recipientOf } from './recipient.ts'
import { quoted, quotedList, type SieveScript, sieveScript } from './sieve.ts'
import type { DeliveryStore } from './stores.ts'
import { onlyPassesOn } from './vacation.ts'

/** What the spam filter writes on a message: that it is spam, and whom it came from. Nobody else's are let through. */
export const SPAM_HEADER = 'X-Spam'
export const CLIENT_HEADER = 'X-Keyward-Client'
/** As the configuration of Dovecot has it. */
const SPAM_FOLDER = 'Spam'
/** Pigeonhole writes it on what it sends on. */
const SENT_ON = 'X-Sieve-Redirected-From'

interface FilterStores extends OwnerStores, Pick<Stores, 'mailSettings' | 'senderLists'> {
  readonly delivery: Lookups & Pick<DeliveryStore, 'holder'>
}

/**
 * What becomes of spam in a mailbox, as its settings and its lists say at this moment. It stands at the end of the way,
 * behind aliases and forwards, where each recipient of a message is one mailbox. Null where nothing is filtered.
 */
export async function filterScript(stores: FilterStores, address: string): Promise<SieveScript | null> {
  const recipient = recipientOf(address)
  const holder = recipient && (await stores.delivery.holder(recipient.plain))
  const owner = holder && (await settingsOwner(stores, holder))
  if (!owner) return null
  const filter = await filterFor(stores, owner)
  if (filter.settings.level === 'off') return null
  const isGone = await onlyPassesOn(stores.delivery, holder.address)
  return sieveScript(scriptText(filter, isGone ? DISCARDED : handling(filter.settings)))
}

const REQUIRED = ['editheader', 'envelope', 'fileinto', 'mailbox', 'variables']

function scriptText({ settings, lists }: RecipientFilter, action: string): string {
  const safe = [...fromAny(lists.safelist), ...fromNetworks(lists.ipsafelist)]
  const blocked = [...fromAny(lists.blocklist), ...fromNetworks(lists.ipblocklist)]
  const spam = settings.level === 'exclusive' ? ['true'] : [`header :is "${SPAM_HEADER}" "Yes"`, ...blocked]
  return `require ${quotedList(REQUIRED)};
if allof (not ${anyOf(safe)}, ${anyOf(spam)}) {
${action}
}
`
}

function anyOf(tests: readonly string[]): string {
  return tests.length === 0 ? 'false' : `anyof (${tests.join(', ')})`
}

/** By the envelope, or by what people see: mail of a list or a shop has two senders. */
function fromAny(entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return []
  const patterns = quotedList(entries.map((entry) => patternOf(entry.startsWith('@') ? `%${entry}` : entry)))
  return [`envelope :all :matches "from" ${patterns}`, `address :all :matches "from" ${patterns}`]
}

function fromNetworks(entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return []
  return [`header :matches "${CLIENT_HEADER}" ${quotedList(entries.map(patternOf))}`]
}

/** RFC 5228, 2.7.1: `*` stands for any characters, and behind a backslash for itself. */
function patternOf(entry: string): string {
  return entry.replaceAll(/[*?\\]/g, '\\$&').replaceAll('%', '*')
}

const DISCARDED = '  discard;'

const INTO_FOLDER = `  fileinto :create ${quoted(SPAM_FOLDER)};`

const LABELLED = `  if header :matches "Subject" "*" {
    deleteheader "Subject";
    addheader "Subject" "[SPAM] \${1}";
  } else {
    addheader "Subject" "[SPAM]";
  }`

function handling({ handling: how, forwardTo }: SpamSettings): string {
  if (how === 'delete') return DISCARDED
  if (how === 'labelSubject') return LABELLED
  if (how !== 'toAddress' || forwardTo === '') return INTO_FOLDER
  // What somebody else has sent here as spam stays: two that send it to each other would do so for ever.
  return `  if exists "${SENT_ON}" {\n  ${INTO_FOLDER}\n  } else {\n    redirect ${quoted(forwardTo)};\n  }`
}
