import type { MailboxSummary } from '@keyward/sdk'
import { download, toCsv } from '../../../lib/download.ts'

const COLUMNS = [
  'Mailbox',
  'DisplayName',
  'Enabled',
  'UsedMb',
  'SizeMb',
  'LastSignIn',
  'ForwardTo',
  'Created',
  'RestorableUntil',
]

/** As a file that the import understands the most of. */
export function saveMailboxes(mailboxes: readonly MailboxSummary[]): void {
  const rows = mailboxes.map((mailbox) => [
    ...[mailbox.address, mailbox.displayName, mailbox.enabled ? '1' : '0', mailbox.usageMb, mailbox.quotaMb],
    ...[mailbox.lastSignInAt ?? '', mailbox.forwardTo.join(' '), mailbox.createdAt],
    mailbox.restorableUntil ?? '',
  ])
  download('mailboxes.csv', toCsv(COLUMNS, rows), 'text/csv')
}
