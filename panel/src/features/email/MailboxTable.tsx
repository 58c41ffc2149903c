import type { MailboxSummary } from '@keyward/sdk'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Selection } from '../../lib/bulk/useSelection.ts'
import { t } from '../../lib/messages/index.ts'
import { useRowKeys } from '../../lib/windowed/useRowKeys.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Table } from '../../ui/Table.tsx'
import { WindowedRows } from '../../ui/WindowedRows.tsx'
import { type AskedMailboxes, sortBy } from './filter.ts'
import { MailboxRow } from './MailboxRow.tsx'
import { RowCode } from './RowCode.tsx'
import { useMailboxActs } from './useMailboxActs.ts'

interface Props {
  readonly mailboxes: readonly MailboxSummary[]
  readonly asked: AskedMailboxes
  readonly selection: Selection<MailboxSummary>
  /** All that the filter finds. */
  readonly total: number
  /** Only what can be seen is drawn; all that is loaded without it. */
  readonly windowed: boolean
  readonly onNearEnd: () => void
}

export function MailboxTable({ mailboxes, asked, selection, total, windowed, onNearEnd }: Props) {
  const [coded, setCoded] = useState<MailboxSummary | null>(null)
  const acts = useMailboxActs()
  const keys = useRowKeys()
  const columns = columnsOf(asked)
  const { chosen } = selection
  const dated = showsCreated(asked)
  const { busy } = acts
  const [run, toggle] = [useLatest(acts.run), useLatest(selection.toggle)]
  const render = useCallback(
    (mailbox: MailboxSummary, index: number) => (
      <MailboxRow
        key={mailbox.id}
        mailbox={mailbox}
        index={index}
        chosen={chosen.has(mailbox.id)}
        dated={dated}
        onToggle={toggle}
        busy={busy}
        onAct={run}
        onCode={setCoded}
      />
    ),
    [chosen, dated, toggle, busy, run],
  )
  return (
    <>
      {acts.error !== null && <ErrorState error={acts.error} title={acts.failed} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: letters for what the rows offer by Tab as well */}
      <div onKeyDown={keys}>
        <Table caption={t('mailboxes.caption')} columns={columns} cards firm={{ rows: total }}>
          {windowed ? (
            <WindowedRows rows={mailboxes} columns={columns.length} render={render} onNearEnd={onNearEnd} />
          ) : (
            mailboxes.map(render)
          )}
        </Table>
      </div>
      {coded && <RowCode mailbox={coded} onClose={() => setCoded(null)} />}
    </>
  )
}

function columnsOf(asked: AskedMailboxes) {
  return [
    { name: t('mailBulk.column'), hidden: true, width: '2.25rem' },
    { name: t('mailboxes.address'), sort: sortBy(asked, 'address') },
    { name: t('mailboxes.displayName'), sort: sortBy(asked, 'displayName'), width: '18%' },
    { name: t('mailboxes.access'), width: '6.75rem' },
    { name: t('mailboxes.usage'), sort: sortBy(asked, 'usage'), width: '8.25rem' },
    { name: t('mailboxes.lastSignIn'), sort: sortBy(asked, 'lastSignIn'), width: '9.75rem' },
    { ...lastColumn(asked), width: '7.5rem' },
    { name: t('mailboxes.manage'), hidden: true, width: asked.state === 'deleted' ? '6rem' : '3rem' },
  ]
}

/** Who looks for the newest sees how new they are. */
function lastColumn(asked: AskedMailboxes) {
  if (asked.state === 'deleted') return { name: t('mailboxes.until') }
  if (showsCreated(asked)) return { name: t('mailboxes.created'), sort: sortBy(asked, 'created') }
  return { name: t('mailboxes.forwarding') }
}

const showsCreated = ({ state, sort }: AskedMailboxes) => state !== 'deleted' && /^-?created$/.test(sort)

/** The same function always, that does what the last one given does: rows need not be drawn anew for it. */
function useLatest<Args extends readonly unknown[]>(
  perform: (...args: Args) => void,
): (...args: Args) => void {
  const latest = useRef(perform)
  useLayoutEffect(() => {
    latest.current = perform
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
