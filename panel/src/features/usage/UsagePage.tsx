import '../../lib/messages/en/usage.ts'
import type { Usage, UsageWindow } from '@keyward/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { ByCaller } from './ByCaller.tsx'
import { ByDialect } from './ByDialect.tsx'
import { ByKey } from './ByKey.tsx'
import { ByTime } from './ByTime.tsx'
import { ByUser } from './ByUser.tsx'
import { usageSnippets } from './snippets.ts'
import styles from './UsagePage.module.css'

const WINDOWS: readonly UsageWindow[] = ['24h', '7d', '30d']

type Scope = 'me' | 'account'

const usageQuery = (window: UsageWindow, scope: Scope) => ({
  queryKey: ['usage', window, scope],
  queryFn: () => api.usage.get(window, scope),
  placeholderData: keepPreviousData,
})

/** What keys were used for: over time, by dialect, by caller, and who used them. What is shown is part of the address. */
export default function UsagePage() {
  const { chosen, scope } = useChosen()
  const manages = managesAccount(useUser())
  const { data, error, refetch } = useQuery(usageQuery(chosen, scope))
  return (
    <Page
      title={t('area.usage')}
      lead={t(scope === 'account' ? 'usage.accountLead' : 'usage.lead')}
      aside={
        <div className={styles['pickers']}>
          {manages && <ScopePicker chosen={chosen} scope={scope} />}
          <WindowPicker chosen={chosen} scope={scope} />
        </div>
      }
    >
      {error && <ErrorState error={error} title={t('usage.failed')} onRetry={() => refetch()} />}
      {data && <Report usage={data} scope={scope} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      <ShowAsCode
        name={t('code.usageName')}
        snippets={usageSnippets(window.location.origin, chosen, scope)}
      />
    </Page>
  )
}

interface Chosen {
  readonly chosen: UsageWindow
  readonly scope: Scope
}

/** Somebody who manages nobody sees their own, whatever the address says. */
function useChosen(): Chosen {
  const asked = new URLSearchParams(useLocation().searchStr)
  const manages = managesAccount(useUser())
  const chosen = WINDOWS.find((name) => name === asked.get('window')) ?? '24h'
  return { chosen, scope: manages && asked.get('scope') === 'account' ? 'account' : 'me' }
}

const searchFor = ({ chosen, scope }: Chosen) => ({
  window: chosen,
  ...(scope === 'account' && { scope }),
})

function ScopePicker({ chosen, scope }: Chosen) {
  return (
    <nav className={styles['windows']} aria-label={t('usage.scope')}>
      {(['me', 'account'] as const).map((name) => (
        <Link
          key={name}
          to="/usage"
          search={searchFor({ chosen, scope: name })}
          aria-current={name === scope ? 'page' : undefined}
          activeProps={{}}
          activeOptions={{ exact: true }}
        >
          {t(`usage.scope.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

function WindowPicker({ chosen, scope }: Chosen) {
  return (
    <nav className={styles['windows']} aria-label={t('usage.window')}>
      {WINDOWS.map((name) => (
        <Link
          key={name}
          to="/usage"
          search={searchFor({ chosen: name, scope })}
          aria-current={name === chosen ? 'page' : undefined}
          activeProps={{}}
          activeOptions={{ exact: true }}
        >
          {t(`usage.window.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

function Report({ usage, scope }: { readonly usage: Usage; readonly scope: Scope }) {
  const calls = usage.points.reduce((sum, point) => sum + point.calls, 0)
  if (calls === 0) return <p>{t('usage.empty', { date: formatDate(usage.recordedSince) })}</p>
  return (
    <>
      <p className={styles['total']}>
        <strong>{formatNumber(calls)}</strong> {t('usage.total', { count: calls })}
      </p>
      <ByTime usage={usage} />
      {scope === 'account' && <ByUser usage={usage} />}
      <ByKey usage={usage} />
      <ByDialect usage={usage} />
      <ByCaller usage={usage} />
    </>
  )
}
