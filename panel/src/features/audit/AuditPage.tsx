import '../../lib/messages/en/audit.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './AuditPage.module.css'
import { Entries } from './Entries.tsx'
import { EntryTable } from './EntryTable.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { Filters } from './Filters.tsx'
import { type AskedFilter, addressOf, filterIn, isFiltered, toQuestion } from './filter.ts'
import { auditSnippets } from './snippets.ts'
import { useFollow } from './useFollow.ts'
import { useNews } from './useNews.ts'
import { VerifyHint } from './VerifyHint.tsx'
import { Ways } from './Ways.tsx'

/** What was done in the account. What is looked for is part of the address. */
export default function AuditPage() {
  const allowed = managesAccount(useUser())
  return allowed ? <Log /> : <NotAllowed title={t('area.audit')} reason={t('audit.notAllowed')} />
}

function Log() {
  const filter = filterIn(useLocation().searchStr)
  const router = useRouter()
  const look = (next: AskedFilter) => router.history.push(addressOf(next))
  return (
    <Page
      title={t('area.audit')}
      lead={t('audit.lead')}
      aside={<ExportButtons filter={toQuestion(filter)} />}
    >
      {/* Made anew with the address, so that the fields say what is looked for. */}
      <Filters key={addressOf(filter)} filter={filter} onLook={look} />
      <Found filter={filter} onLook={look} />
      <VerifyHint chain={filter.chain} />
      <ShowAsCode
        name={t('code.auditName')}
        snippets={auditSnippets(window.location.origin, toQuestion(filter))}
      />
    </Page>
  )
}

interface FoundProps {
  readonly filter: AskedFilter
  readonly onLook: (filter: AskedFilter) => void
}

function Found({ filter, onLook }: FoundProps) {
  const question = toQuestion(filter)
  const [following, setFollowing] = useState(false)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', question],
    queryFn: ({ pageParam }) => api.audit.page(question, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  const offline = useFollow(following, question, entries[0] ?? null)
  useNews(following ? entries : null, addressOf(filter))
  return (
    <>
      <Ways filter={filter} following={following} onFollow={setFollowing} onLook={onLook} />
      <p role="status" className={styles['offline']}>
        {offline && t('audit.offline')}
      </p>
      {error && <ErrorState error={error} title={t('audit.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={10} onRetry={() => refetch()} />}
      {filter.view === 'table' && entries.length > 0 ? (
        <EntryTable entries={entries} />
      ) : (
        <Entries entries={entries} onLook={(more) => onLook({ ...filter, ...more })} />
      )}
      {data && (
        <div className={styles['more']}>
          <p role="status">
            {whereWeAre(entries.length, data.pages.at(-1)?.lookedBackTo ?? null, isFiltered(filter))}
          </p>
          {hasNextPage && (
            <Button busy={isFetching} onClick={() => fetchNextPage()}>
              {t(isFiltered(filter) ? 'audit.lookFurther' : 'audit.older')}
            </Button>
          )}
          <Button kind="quiet" busy={isFetching} onClick={() => refetch()}>
            {t('audit.reload')}
          </Button>
        </div>
      )}
    </>
  )
}

function whereWeAre(entries: number, backTo: string | null, filtered: boolean): string {
  if (backTo !== null) return filtered ? t('audit.searchedBack', { time: formatDateTime(backTo) }) : ''
  if (entries === 0) return t(filtered ? 'audit.noMatch' : 'audit.empty')
  return t(filtered ? 'audit.endOfMatches' : 'audit.end')
}
