import '../../lib/messages/en/usage.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { KeyName } from './ByKey.tsx'
import { RankedBars } from './RankedBars.tsx'

/** The keys that call most: where a limit is near, they are what to look at. */
export function BusiestKeys() {
  const scope = managesAccount(useUser()) ? 'account' : 'me'
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', 'busiest', scope],
    queryFn: () => api.usage.get('24h', scope),
  })
  return (
    <Card
      title={t('usage.busiest')}
      lead={t(scope === 'account' ? 'usage.busiestOfAccount' : 'usage.busiestOwn')}
      aside={
        <Link to="/usage" className={buttonClass('plain')}>
          {t('area.usage')}
        </Link>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => refetch()} />
      ) : !data ? (
        <Loading lines={4} onRetry={() => refetch()} />
      ) : data.byKey.length === 0 ? (
        <p>{t('usage.busiestNone')}</p>
      ) : (
        <RankedBars
          items={data.byKey.map((key) => ({
            key: key.keyId,
            name: <KeyName used={key} />,
            calls: key.calls,
          }))}
        />
      )}
    </Card>
  )
}
