import type { ApiKey } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDateTime } from '../../lib/format.ts'
import { keyQuery } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'

export function SeeYourKey() {
  const { data: key, error, refetch } = useQuery(keyQuery)
  return (
    <Card
      title={t('home.keyTitle')}
      lead={t('home.keyLead')}
      aside={
        <Link to="/account/settings" className={buttonClass('primary')}>
          {key === null ? t('home.keyGenerate') : t('home.keySee')}
        </Link>
      }
    >
      {key !== undefined && <State apiKey={key} />}
      {key === undefined && error && (
        <ErrorState error={error} title={t('key.notLoaded')} onRetry={() => refetch()} />
      )}
      {key === undefined && !error && <Loading lines={1} onRetry={() => refetch()} />}
    </Card>
  )
}

function State({ apiKey }: { readonly apiKey: ApiKey | null }) {
  if (apiKey === null) return <p>{t('key.whyOne')}</p>
  const { overlap } = apiKey
  return (
    <>
      <p>
        {t('home.keyEndsIn')} <code translate="no">{apiKey.lastFour}</code>
        {' · '}
        {apiKey.lastUse === null ? (
          t('key.noUse')
        ) : (
          <>
            {t('key.lastUsed')} <RelativeTime at={apiKey.lastUse.at} />
          </>
        )}
      </p>
      {apiKey.state !== 'active' && <p>{t('home.keyRefusedNow')}</p>}
      {overlap && (
        <p>{t('home.oldKeyEnds', { lastFour: overlap.lastFour, time: formatDateTime(overlap.endsAt) })}</p>
      )}
    </>
  )
}
