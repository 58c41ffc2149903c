import { useQuery } from '@tanstack/react-query'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { KeyPanel } from './KeyPanel.tsx'
import { useKeySubject } from './subject.ts'

/** The most used row of the panel: show, copy and reset the key; without one, make it. */
export function ApiKeyRow() {
  const { data: key, error, refetch } = useQuery(keyQueryOf(useKeySubject().whose))
  if (key !== undefined) return <KeyPanel apiKey={key} />
  return (
    <DetailsRow label={t('key.label')}>
      {error ? (
        <ErrorState error={error} title={t('key.notLoaded')} onRetry={() => refetch()} />
      ) : (
        <Loading lines={2} onRetry={() => refetch()} />
      )}
    </DetailsRow>
  )
}
