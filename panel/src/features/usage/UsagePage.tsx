import type { Usage, UsageWindow } from '@keyward/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatDate, formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { ByCaller } from './ByCaller.tsx'
import { ByDialect } from './ByDialect.tsx'
import { ByTime } from './ByTime.tsx'
import { usageSnippets } from './snippets.ts'
import styles from './UsagePage.module.css'

const WINDOWS: readonly UsageWindow[] = ['24h', '7d', '30d']

const usageQuery = (window: UsageWindow) => ({
  queryKey: ['usage', window],
  queryFn: () => api.usage.get(window),
  placeholderData: keepPreviousData,
})

/** What the key was used for: over time, by dialect, by caller. The window is part of the address. */
export default function UsagePage() {
  const chosen = useChosenWindow()
  const { data, error, refetch } = useQuery(usageQuery(chosen))
  return (
    <Page title={t('area.usage')} lead={t('usage.lead')} aside={<WindowPicker chosen={chosen} />}>
      {error && <ErrorState error={error} title={t('usage.failed')} onRetry={() => refetch()} />}
      {data && <Report usage={data} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      <ShowAsCode name={t('code.usageName')} snippets={usageSnippets(window.location.origin, chosen)} />
    </Page>
  )
}

function useChosenWindow(): UsageWindow {
  const asked = new URLSearchParams(useLocation().searchStr).get('window')
  return WINDOWS.find((name) => name === asked) ?? '24h'
}

function WindowPicker({ chosen }: { readonly chosen: UsageWindow }) {
  return (
    <nav className={styles['windows']} aria-label={t('usage.window')}>
      {WINDOWS.map((name) => (
        <Link
          key={name}
          to="/usage"
          search={{ window: name }}
          aria-current={name === chosen ? 'page' : undefined}
          activeProps={{}}
        >
          {t(`usage.window.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

function Report({ usage }: { readonly usage: Usage }) {
  const calls = usage.points.reduce((sum, point) => sum + point.calls, 0)
  if (calls === 0) return <p>{t('usage.empty', { date: formatDate(usage.recordedSince) })}</p>
  return (
    <>
      <p className={styles['total']}>
        <strong>{formatNumber(calls)}</strong> {t('usage.total', { count: calls })}
      </p>
      <ByTime usage={usage} />
      <ByDialect usage={usage} />
      <ByCaller usage={usage} />
    </>
  )
}
