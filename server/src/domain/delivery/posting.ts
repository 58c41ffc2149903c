import { type GroupList, MAX_LIST_MESSAGE_BYTES } from '../lists/group-list.ts'
import type { GroupListStore } from '../lists/stores.ts'
import { domainOf } from '../mailboxes/address.ts'
import { recipientOf } from './recipient.ts'
import type { DeliveryStore } from './stores.ts'

export interface Posting {
  /** Of the envelope; empty for a report of a failed delivery. */
  readonly sender: string
  readonly recipient: string
  /** Whether the sender has signed in here. */
  readonly signedIn: boolean
  /** As the sender says; 0 where nothing is said. */
  readonly sizeBytes: number
}

/** With `replyTo`: answers to the mail go there. */
export type Verdict = 'taken' | 'refused' | 'too-big' | { readonly replyTo: string }

interface Stores {
  readonly delivery: Pick<DeliveryStore, 'hasDomain'>
  readonly lists: Pick<GroupListStore, 'find'>
}

/** What happens to a mail to its recipient: a list takes it from those who may write to it, up to a size. */
export async function judgePosting(stores: Stores, posting: Posting): Promise<Verdict> {
  const to = recipientOf(posting.recipient)
  const list = to && (await stores.lists.find(to.plain))
  if (!list) return 'taken'
  if (!(await mayPost(stores, list, posting))) return 'refused'
  if (posting.sizeBytes > MAX_LIST_MESSAGE_BYTES) return 'too-big'
  return list.replyTo === 'list' ? { replyTo: list.address } : 'taken'
}

async function mayPost(
  { delivery }: Stores,
  list: GroupList,
  { sender, signedIn }: Posting,
): Promise<boolean> {
  if (list.posting === 'anyone') return true
  const from = recipientOf(sender)
  if (!from || !mayWrite(list, from.plain)) return false
  // Anybody can write down a sender: one of ours has to have signed in.
  return signedIn || !(await delivery.hasDomain(from.domain))
}

function mayWrite(list: GroupList, sender: string): boolean {
  if (list.posting === 'domain') return domainOf(sender) === domainOf(list.address)
  return (list.posting === 'members' ? list.members : list.posters).includes(sender)
}
