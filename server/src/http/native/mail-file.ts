import type { ExportedAlias } from '../../domain/aliases/export-aliases.ts'
import type { GroupList } from '../../domain/lists/group-list.ts'
import type { MailboxSummary } from '../../domain/mailboxes/stores.ts'
import { type Cell, csvLine } from '../../lib/csv.ts'
import { summaryToWire } from './mail-wire.ts'
import { TextFile } from './text-file.ts'

type Pages<Row> = AsyncIterable<readonly Row[]>

const MAILBOX_COLUMNS = [
  ...['Mailbox', 'DisplayName', 'Enabled', 'UsedMb', 'SizeMb', 'LastSignIn', 'ForwardTo', 'Created'],
  'RestorableUntil',
]

/** In columns of which the import understands what it can change. */
export function mailboxesFile(pages: Pages<MailboxSummary>): TextFile {
  return csvFile('mailboxes', MAILBOX_COLUMNS, pages, (mailbox) => {
    const { address, displayName, enabled, usageMb, quotaMb, forwardTo, ...times } = summaryToWire(mailbox)
    return [
      ...[address, displayName, enabled ? 1 : 0, usageMb, quotaMb, times.lastSignInAt],
      ...[forwardTo.join(' '), times.createdAt, times.restorableUntil],
    ]
  })
}

/** As the import takes them. */
export function aliasesFile(pages: Pages<ExportedAlias>): TextFile {
  return csvFile('aliases', ['Alias', 'Members'], pages, ({ address, members }) => [
    address,
    members.join(' '),
  ])
}

export function listsFile(pages: Pages<GroupList>): TextFile {
  const columns = ['List', 'DisplayName', 'ReplyTo', 'Posting', 'Posters', 'Members']
  return csvFile('lists', columns, pages, ({ address, displayName, replyTo, posting, posters, members }) => [
    ...[address, displayName, replyTo, posting, posters.join(' '), members.join(' ')],
  ])
}

function csvFile<Row>(
  name: string,
  columns: readonly string[],
  pages: Pages<Row>,
  cellsOf: (row: Row) => readonly Cell[],
): TextFile {
  return new TextFile('text/csv; charset=utf-8', `keyward-${name}.csv`, lines(columns, pages, cellsOf))
}

/** One page after the other, each as one piece of text. */
async function* lines<Row>(
  columns: readonly string[],
  pages: Pages<Row>,
  cellsOf: (row: Row) => readonly Cell[],
): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const rows of pages) yield rows.map((row) => csvLine(cellsOf(row))).join('')
}
