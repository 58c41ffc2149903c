import type { ManagedUser } from '@keyward/sdk'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useSelection } from '../../lib/bulk/useSelection.ts'
import { t } from '../../lib/messages/index.ts'
import { managesUsers } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import type { BulkKind } from './bulk/acts.ts'
import { BulkBar } from './bulk/BulkBar.tsx'
import { BulkDialog } from './bulk/BulkDialog.tsx'
import { useGather } from './bulk/useGather.ts'
import { type AskedUsers, narrows, usersQuestion } from './filter.ts'
import { NobodyElse, NoMatch } from './NoUsers.tsx'
import { countQuery, usersQuery } from './queries.ts'
import styles from './UsersPage.module.css'
import { UserTable } from './UserTable.tsx'

/** What is below the rows stays below the screen while they come. */
const LOADING_LINES = 20

/** An act on those who were chosen when it was asked for: what is done to them changes the list. */
interface Asked {
  readonly kind: BulkKind
  readonly users: readonly ManagedUser[]
}

/** Whom the filter finds, and acts on one or many of them. */
export function FoundUsers({ asked }: { readonly asked: AskedUsers }) {
  const me = useUser()
  const question = usersQuestion(asked, me)
  const found = useInfiniteQuery(usersQuery(question))
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  const { data: total } = useQuery({ ...countQuery(question), enabled: found.hasNextPage })
  const selection = useSelection(rows)
  const gather = useGather(question, (users) => selection.set(users, true))
  const [bulk, setBulk] = useState<Asked | null>(null)
  const close = () => setBulk(null)
  const closeAndClear = () => {
    close()
    selection.clear()
  }
  const { data, error, refetch } = found
  // Deferred, the first rows are drawn in small pieces, and the browser answers in between.
  const isDrawn = useDeferredValue(data !== undefined)
  if (error) return <ErrorState error={error} title={t('users.failed')} onRetry={() => refetch()} />
  if (!data || !isDrawn) return <Loading lines={LOADING_LINES} onRetry={() => refetch()} />
  return (
    <>
      {rows.length === 0 ? (
        <NoMatch asked={asked} />
      ) : (
        <div className={styles['found']} aria-busy={found.isPlaceholderData || undefined}>
          <BulkBar
            rows={rows}
            selection={selection}
            total={total}
            gather={gather}
            onAct={(kind) => setBulk({ kind, users: [...selection.chosen.values()] })}
          />
          {gather.error !== null && <ErrorState error={gather.error} title={t('bulk.gatherFailed')} />}
          <UserTable users={rows} asked={asked} selection={selection} />
          <div className={styles['more']}>
            <p role="status">{shownText(rows.length, found.hasNextPage, total)}</p>
            {found.hasNextPage && (
              <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                {t('users.more')}
              </Button>
            )}
          </div>
          {rows.length === 1 && !narrows(asked) && managesUsers(me) && <NobodyElse />}
        </div>
      )}
      {bulk && <BulkDialog {...bulk} onOver={closeAndClear} onClose={closeAndClear} onCancel={close} />}
    </>
  )
}

function shownText(count: number, hasMore: boolean, total: number | undefined): string {
  if (!hasMore) return t('users.shown', { count })
  return total === undefined ? t('users.shownSoFar', { count }) : t('users.shownOf', { count, total })
}
