import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Radios } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import styles from './AuditPage.module.css'
import { Entries } from './Entries.tsx'
import { addressOf, filterIn } from './filter.ts'

interface UserProps {
  readonly userId: string
  /** The account, for staff who look at another one. */
  readonly chain: string
}

/** What the log says of one user: what was done to them, or by them. */
export function UserActivity({ userId, chain }: UserProps) {
  const [side, setSide] = useState<'target' | 'actor'>('target')
  return (
    <Activity chain={chain} about={{ [side]: `user:${userId}` }}>
      <Radios
        legend={t('activity.side')}
        name="side"
        options={[
          { value: 'target', label: t('activity.target') },
          { value: 'actor', label: t('activity.actor') },
        ]}
        value={side}
        onChange={setSide}
      />
    </Activity>
  )
}

interface Props {
  /** Empty for the own account. */
  readonly chain?: string
  readonly about: { readonly target?: string; readonly actor?: string; readonly text?: string }
  /** What stands before the way to the whole log. */
  readonly children: ReactNode
}

/** A part of the log on the page of what it is about. */
export function Activity({ chain = '', about, children }: Props) {
  const router = useRouter()
  return (
    <>
      <div className={styles['activity']}>
        {children}
        <Link to={addressOf({ ...filterIn(''), chain, ...about })} className={buttonClass('quiet')}>
          {t('activity.open')}
        </Link>
      </div>
      <Found
        question={{ ...(chain !== '' && { chain }), ...about }}
        onLook={(more) => router.history.push(addressOf({ ...filterIn(''), chain, ...more }))}
      />
    </>
  )
}

interface FoundProps {
  readonly question: Readonly<Record<string, string>>
  readonly onLook: Parameters<typeof Entries>[0]['onLook']
}

function Found({ question, onLook }: FoundProps) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['audit', question],
    queryFn: ({ pageParam }) => api.audit.page(question, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  if (error) return <ErrorState error={error} title={t('audit.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={8} onRetry={() => refetch()} />
  const entries = data.pages.flatMap(({ items }) => items)
  return (
    <>
      <Entries entries={entries} onLook={onLook} />
      <div className={styles['more']}>
        <p role="status">{hasNextPage ? '' : t(entries.length === 0 ? 'activity.none' : 'activity.end')}</p>
        {hasNextPage && (
          <Button busy={isFetching} onClick={() => fetchNextPage()}>
            {t('audit.older')}
          </Button>
        )}
      </div>
    </>
  )
}
