import '../../lib/messages/en/audit.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Entries } from './Entries.tsx'
import { addressOf, filterIn } from './filter.ts'

const SHOWN = 5

/** The last things that were done in the account. */
export default function RecentActivity() {
  const router = useRouter()
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', 'recent'],
    queryFn: () => api.audit.page({}, { limit: SHOWN }),
  })
  return (
    <Card
      title={t('recent.title')}
      aside={
        <Link to="/audit" className={buttonClass('plain')}>
          {t('recent.open')}
        </Link>
      }
    >
      {error ? (
        <ErrorState error={error} title={t('audit.failed')} onRetry={() => refetch()} />
      ) : data ? (
        <Entries
          entries={data.items}
          heading="h3"
          onLook={(more) => router.history.push(addressOf({ ...filterIn(''), ...more }))}
        />
      ) : (
        <Loading lines={SHOWN} onRetry={() => refetch()} />
      )}
    </Card>
  )
}
