import type { MailboxSummary } from '@keyward/sdk'

/** One thing that is done to mailboxes, without more to ask. */
export type MailboxAct = 'block' | 'unblock' | 'delete' | 'restore'

/** What can be done to a mailbox in this state. */
export function isFitFor(act: MailboxAct, { enabled, restorableUntil }: MailboxSummary): boolean {
  if (restorableUntil !== null) return act === 'restore'
  return act === 'delete' || act === (enabled ? 'block' : 'unblock')
}

const REVERSE: Readonly<Record<MailboxAct, MailboxAct>> = {
  block: 'unblock',
  unblock: 'block',
  delete: 'restore',
  restore: 'delete',
}

/** The act that takes another one back. */
export const reverseOf = (act: MailboxAct): MailboxAct => REVERSE[act]
