import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { readStored, store } from '../../lib/storage.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { BulkBar } from './bulk/BulkBar.tsx'
import { BulkDialog } from './bulk/BulkDialog.tsx'
import { type BulkAct, type BulkTarget, targetOfFilter, targetOfRows } from './bulk/target.ts'
import { useEverything } from './bulk/useEverything.ts'
import styles from './Email.module.css'
import { ExportAll } from './ExportAll.tsx'
import { type AskedMailboxes, mailboxesAddress, mailboxesQuestion, narrows } from './filter.ts'
import { MailboxTable } from './MailboxTable.tsx'
import { MailFault } from './MailFault.tsx'
import { mailboxesQuery } from './queries.ts'
import { mailboxesSnippets } from './snippets.ts'

/** So many rows are drawn at once. */
const FEW = 200
/** What is below the rows stays below the screen while they come. */
const LOADING_LINES = 20
const PAGED = 'pagedMailboxes'

/** An act on those that were chosen when it was asked for: what is done to them changes the list. */
interface Asked {
  readonly act: BulkAct
  readonly target: BulkTarget
}

/** What the filter finds, and acts on one or many of it. */
export function FoundMailboxes({ asked }: { readonly asked: AskedMailboxes }) {
  const question = mailboxesQuestion(asked)
  const found = useInfiniteQuery(mailboxesQuery(question))
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  const total = found.data?.pages[0]?.total ?? rows.length
  const { selection, everything, choose } = useEverything(rows)
  const [bulk, setBulk] = useState<Asked | null>(null)
  const targetFor = (act: BulkAct) =>
    everything ? targetOfFilter(question, total, rows) : targetOfRows(act, [...selection.chosen.values()])
  const close = () => setBulk(null)
  const closeAndClear = () => {
    close()
    selection.clear()
  }
  const [paged, setPaged] = usePagedView()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching, isFetchNextPageError } = found
  // Deferred, the first rows are drawn in small pieces, and the browser answers in between.
  const isDrawn = useDeferredValue(data !== undefined)
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
  const many = total > FEW
  const windowed = !paged && many
  const saving = <ExportAll of="mailboxes" filter={question} />
  const code = <ShowAsCode name={t('code.mailboxesName')} snippets={mailboxesSnippets(question)} />
  const shown = (
    <p role="status">{windowed ? t('mailboxes.shown', { count: total }) : shownText(rows.length, total)}</p>
  )
  if (error && !isFetchNextPageError)
    return <MailFault error={error} title={t('mailboxes.failed')} onRetry={() => refetch()} />
  if (!data || !isDrawn) return <Loading lines={LOADING_LINES} onRetry={() => refetch()} />
  return (
    <>
      {/* A list that grows while it is moved through has no end in reach: what goes with it stands before it. */}
      {many && (
        <div className={styles['found']}>
          <div className={styles['more']}>
            {shown}
            {code}
            <ViewSwitch paged={paged} onChange={setPaged} />
          </div>
          {saving}
        </div>
      )}
      {rows.length === 0 ? (
        <Nothing asked={asked} />
      ) : (
        <div className={styles['found']} aria-busy={found.isPlaceholderData || undefined}>
          <BulkBar
            rows={rows}
            selection={selection}
            total={total}
            everything={everything}
            onEverything={choose}
            question={question}
            deleted={asked.state === 'deleted'}
            onAct={(act) => setBulk({ act, target: targetFor(act) })}
          />
          <MailboxTable
            mailboxes={rows}
            asked={asked}
            selection={selection}
            total={total}
            windowed={windowed}
            onNearEnd={onNearEnd}
          />
          {isFetchNextPageError && (
            <ErrorState error={error} title={t('mailboxes.moreFailed')} onRetry={() => fetchNextPage()} />
          )}
          <div className={styles['more']}>
            {!many && shown}
            {hasNextPage && !windowed && (
              <Button busy={found.isFetchingNextPage} onClick={() => fetchNextPage()}>
                {t('mailboxes.more')}
              </Button>
            )}
          </div>
        </div>
      )}
      {!many && rows.length > 0 && saving}
      {!many && code}
      {bulk && <BulkDialog {...bulk} onClose={closeAndClear} onCancel={close} />}
    </>
  )
}

/** Whether all that is loaded is drawn, for screen readers and for the search of the browser. Remembered. */
function usePagedView() {
  const [paged, setPaged] = useState(() => readStored(PAGED) === 'on')
  const set = (on: boolean) => {
    store(PAGED, on ? 'on' : 'off')
    setPaged(on)
  }
  return [paged, set] as const
}

function ViewSwitch({
  paged,
  onChange,
}: {
  readonly paged: boolean
  readonly onChange: (on: boolean) => void
}) {
  return (
    <label className={styles['switch']}>
      <input type="checkbox" checked={paged} onChange={(event) => onChange(event.currentTarget.checked)} />
      {t('mailboxes.paged')}
    </label>
  )
}

function shownText(count: number, total: number): string {
  return count >= total ? t('mailboxes.shown', { count }) : t('mailboxes.shownOf', { count, total })
}

function Nothing({ asked }: { readonly asked: AskedMailboxes }) {
  const isDeleted = asked.state === 'deleted' && asked.text === '' && asked.domain === ''
  if (narrows(asked)) {
    return (
      <div className={styles['nothing']} role="status">
        <h2>{t(isDeleted ? 'mailboxes.noneDeleted' : 'mailboxes.noMatch')}</h2>
        {!isDeleted && <p>{t('mailboxes.noMatchText')}</p>}
        <Link to={mailboxesAddress({ sort: asked.sort })} replace className={buttonClass('plain')}>
          {t('action.clearFilters')}
        </Link>
      </div>
    )
  }
  return (
    <div className={styles['nothing']}>
      <h2>{t('mailboxes.none')}</h2>
      <p>{t('mailboxes.noneText')}</p>
      <Link to="/email/mailboxes/new" className={buttonClass('primary')}>
        {t('email.addMailbox')}
      </Link>
    </div>
  )
}
