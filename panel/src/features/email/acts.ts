import type { MailboxSummary } from '@keyward/sdk'
import { api } from '../../lib/api.ts'

/** One thing that is done to mailboxes, without more to ask. */
export type MailboxAct = 'block' | 'unblock' | 'delete' | 'restore'

type Named = Pick<MailboxSummary, 'id' | 'address'>

/** What can be done to a mailbox in this state. */
export function isFitFor(act: MailboxAct, { enabled, restorableUntil }: MailboxSummary): boolean {
  if (restorableUntil !== null) return act === 'restore'
  return act === 'delete' || act === (enabled ? 'block' : 'unblock')
}

export async function perform(act: MailboxAct, { id, address }: Named): Promise<void> {
  switch (act) {
    case 'block':
    case 'unblock':
      await api.mailboxes.change(address, { enabled: act === 'unblock' })
      return
    case 'delete':
      return api.mailboxes.delete(address)
    case 'restore':
      await api.mailboxes.restore(id)
  }
}

const REVERSE: Readonly<Record<MailboxAct, MailboxAct>> = {
  block: 'unblock',
  unblock: 'block',
  delete: 'restore',
  restore: 'delete',
}

/** The act that takes another one back. */
export const reverseOf = (act: MailboxAct): MailboxAct => REVERSE[act]
