import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { thresholdQuery } from '../../lib/threshold.ts'
import { Notice } from '../../ui/Notice.tsx'

/** Says that the account has reached a threshold, and nothing else: whoever comes here wants something else. */
export function UsageNotice() {
  const { data } = useQuery({ ...thresholdQuery, enabled: managesAccount(useUser()) })
  if (!data?.reached.day && !data?.reached.month) return null
  return (
    <Notice kind="warning">
      {data.reached.day && (
        <p>
          {t('home.reachedDay', {
            calls: formatNumber(data.callsToday),
            limit: formatNumber(data.callsPerDay ?? 0),
          })}
        </p>
      )}
      {data.reached.month && (
        <p>
          {t('home.reachedMonth', {
            calls: formatNumber(data.callsThisMonth),
            limit: formatNumber(data.callsPerMonth ?? 0),
          })}
        </p>
      )}
      <p>
        <Link to="/usage" search={{ scope: 'account' }}>
          {t('home.usage')}
        </Link>
      </p>
    </Notice>
  )
}
