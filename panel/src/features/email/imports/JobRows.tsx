import type { Job, JobRow } from '@keyward/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type PlainKey, t } from '../../../lib/messages/index.ts'
import { inOurWords } from '../../../lib/messages/learn.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Table } from '../../../ui/Table.tsx'
import styles from '../Email.module.css'
import { fieldName } from './fields.ts'
import { jobRowsQuery } from './jobQueries.ts'

interface Props {
  readonly job: Job
  /** Null for all of them. */
  readonly state: JobRow['state'] | null
}

/** What the rows came to, page by page. */
export function JobRows({ job, state }: Props) {
  const found = useInfiniteQuery(jobRowsQuery(job, state))
  const { data, error, refetch } = found
  if (error) return <ErrorState error={error} title={t('jobs.rowsFailed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const rows = data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) return <p className={styles['nothing']}>{t('jobs.rows.none')}</p>
  const columns = ['jobs.row', 'jobs.what', 'jobs.outcome', 'jobs.why'] as const
  return (
    <div className={styles['found']}>
      <Table cards caption={t('jobs.rows')} columns={columns.map((key) => ({ name: t(key) }))}>
        {rows.map((row) => (
          <Row key={row.number} row={row} />
        ))}
      </Table>
      {found.hasNextPage && (
        <div className={styles['more']}>
          <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('jobs.rows.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

const OUTCOMES: Readonly<Record<string, PlainKey>> = {
  created: 'jobs.outcome.created',
  changed: 'jobs.outcome.changed',
  unchanged: 'jobs.outcome.unchanged',
  deleted: 'jobs.outcome.deleted',
  restored: 'jobs.outcome.restored',
}

function Row({ row: { number, state, cells, outcome, field, message } }: { readonly row: JobRow }) {
  const word = (outcome !== null && OUTCOMES[outcome]) || (`jobs.rowState.${state}` as const)
  return (
    <tr>
      <th scope="row" data-label={t('jobs.row')}>
        {number}
      </th>
      <td translate="no">{cells.filter((cell) => cell !== '').join(', ')}</td>
      <td>{t(word)}</td>
      <td>
        {field !== null && <>{fieldName(field)}: </>}
        {message === null ? '' : inOurWords(message)}
      </td>
    </tr>
  )
}
