import type { GroupList } from '../lists/group-list.ts'
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
}

interface Stores {
  readonly delivery: Pick<DeliveryStore, 'hasDomain'>
  readonly lists: Pick<GroupListStore, 'find'>
}

/** Whether a mail may go to its recipient: to a list only from those who may write to it. */
export async function mayPost(stores: Stores, { sender, recipient, signedIn }: Posting): Promise<boolean> {
  const to = recipientOf(recipient)
  const list = to && (await stores.lists.find(to.plain))
  if (!list || list.posting === 'anyone') return true
  const from = recipientOf(sender)
  if (!from || !mayWrite(list, from.plain)) return false
  // Anybody can write down a sender: one of ours has to have signed in.
  return signedIn || !(await stores.delivery.hasDomain(from.domain))
}

function mayWrite(list: GroupList, sender: string): boolean {
  if (list.posting === 'domain') return domainOf(sender) === domainOf(list.address)
  return (list.posting === 'members' ? list.members : list.posters).includes(sender)
}
