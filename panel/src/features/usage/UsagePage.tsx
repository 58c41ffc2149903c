import '../../lib/messages/en/usage.ts'
import type { Usage } from '@keyward/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { useSignal } from '../../lib/signal.ts'
import { utcTimes } from '../../lib/timeZone.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { AnswerTimes, answerTimesQuery } from './AnswerTimes.tsx'
import { ByCaller } from './ByCaller.tsx'
import { ByDialect } from './ByDialect.tsx'
import { ByKey } from './ByKey.tsx'
import { ByTime } from './ByTime.tsx'
import { ByUser } from './ByUser.tsx'
import { History, historyQuery } from './History.tsx'
import { PeriodForm } from './PeriodForm.tsx'
import { Pickers } from './Pickers.tsx'
import { type Chosen, chosenIn, questionOf } from './period.ts'
import { usageSnippets } from './snippets.ts'
import { Threshold } from './Threshold.tsx'
import styles from './UsagePage.module.css'

const usageQuery = (chosen: Chosen) => {
  const { period, step } = questionOf(chosen)
  return {
    queryKey: ['usage', period, step, chosen.scope],
    queryFn: () => api.usage.get(period, chosen.scope, step),
    placeholderData: keepPreviousData,
  }
}

/** What keys were used for: over time, by dialect, by caller, and who used them. What is shown is part of the address. */
export default function UsagePage() {
  const manages = managesAccount(useUser())
  // The zone of the page goes by it where the address names none.
  useSignal(utcTimes)
  const chosen = chosenIn(useLocation().searchStr, manages, Date.now())
  const { data, error, refetch } = useQuery(usageQuery(chosen))
  const history = useQuery(historyQuery(chosen.scope))
  const answerTimes = useQuery(answerTimesQuery(chosen))
  const restIsKnown = history.isFetched && answerTimes.isFetched
  return (
    <Page
      title={t('area.usage')}
      lead={t(chosen.scope === 'account' ? 'usage.accountLead' : 'usage.lead')}
      aside={<Pickers chosen={chosen} manages={manages} />}
    >
      {chosen.window === 'custom' && (
        <PeriodForm key={`${chosen.from} ${chosen.to} ${chosen.zone}`} chosen={chosen} />
      )}
      {error && <ErrorState error={error} title={t('usage.failed')} onRetry={() => refetch()} />}
      {data && <Report usage={data} chosen={chosen} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      {/* Together, and below what comes first: what is there already would be pushed about. */}
      {(data || error) && restIsKnown && (
        <>
          {manages && <Threshold />}
          <History scope={chosen.scope} />
          <AnswerTimes chosen={chosen} />
          <ShowAsCode name={t('code.usageName')} snippets={usageSnippets(window.location.origin, chosen)} />
        </>
      )}
    </Page>
  )
}

function Report({ usage, chosen: { zone, scope } }: { readonly usage: Usage; readonly chosen: Chosen }) {
  const calls = usage.points.reduce((sum, point) => sum + point.calls, 0)
  const unknown = usage.unknownEverywhere || null
  if (calls === 0) {
    return (
      <>
        <p>{t('usage.empty', { date: formatDate(usage.recordedSince) })}</p>
        {unknown && <p>{t('usage.unknown', { count: unknown })}</p>}
      </>
    )
  }
  return (
    <>
      <p className={styles['total']}>
        <strong>{formatNumber(calls)}</strong> {t('usage.total', { count: calls })}
      </p>
      {unknown && <p>{t('usage.unknown', { count: unknown })}</p>}
      <ByTime usage={usage} zone={zone} />
      {scope === 'account' && <ByUser usage={usage} />}
      <ByKey usage={usage} />
      <ByDialect usage={usage} />
      <ByCaller usage={usage} />
    </>
  )
}
