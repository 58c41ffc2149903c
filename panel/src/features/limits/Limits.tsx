import '../../lib/messages/en/limits.ts'
import type { Limit, LimitName } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { amountOf, usedOf } from './amount.ts'
import styles from './Limits.module.css'
import { limitsSnippets } from './snippets.ts'

const limitsQuery = { queryKey: ['limits'], queryFn: () => api.usage.limits() }

const GROUPS: readonly {
  readonly title: 'limits.keys' | 'limits.people' | 'limits.guessing'
  readonly names: readonly LimitName[]
}[] = [
  { title: 'limits.keys', names: ['overlap', 'token_lifetime', 'callers_per_key', 'calls_kept'] },
  { title: 'limits.people', names: ['step_up', 'session_idle', 'session_lifetime'] },
  {
    title: 'limits.guessing',
    names: ['failures_per_source', 'failures_per_source_rate', 'password_failures', 'password_delay'],
  },
]

/** The limits that apply to whoever looks, and what is used of them. */
export function Limits({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery(limitsQuery)
  return (
    <Page title={t('area.limits')} lead={t('limits.lead')}>
      {error && <ErrorState error={error} title={t('limits.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      {data &&
        GROUPS.map(({ title, names }) => (
          <Card
            key={title}
            title={t(title)}
            {...(title === 'limits.guessing' && { lead: t('limits.guessingLead') })}
          >
            <ul className={styles['list']}>
              {names.flatMap((name) => data.items.find((item) => item.name === name) ?? []).map(toRow)}
            </ul>
          </Card>
        ))}
      {children}
      <ShowAsCode name={t('code.limitsName')} snippets={limitsSnippets(window.location.origin)} />
    </Page>
  )
}

function toRow(limit: Limit) {
  return <Row key={limit.name} limit={limit} />
}

function Row({ limit: { name, limit, used, unit } }: { readonly limit: Limit }) {
  const title = t(`limit.${name}`)
  return (
    <li className={styles['limit']}>
      <div>
        <h3>{title}</h3>
        <p className={styles['text']}>{t(`limit.${name}Text`)}</p>
      </div>
      <div className={styles['figure']}>
        {used === null
          ? amountOf(limit, unit)
          : t('limits.of', {
              used: usedOf(used, unit),
              limit: amountOf(limit, unit),
            })}
        {used !== null && <meter aria-label={title} min={0} max={limit} value={Math.min(used, limit)} />}
      </div>
    </li>
  )
}
