import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Endpoints } from './Endpoints.tsx'
import { servicesQuery } from './queries.ts'
import { Rules } from './Rules.tsx'
import { TryRequest } from './TryRequest.tsx'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  /** Of the chosen service. */
  readonly name: string
  readonly acts: ServiceActs
}

/** What operators settle for a service: where it is, whom it lets in, and whether that is as it was meant. */
export function Manage({ name, acts }: Props) {
  const { data, error, refetch } = useQuery(servicesQuery)
  if (error) return <ErrorState error={error} title={t('services.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const service = data.find((one) => one.name === name)
  if (!service) return null
  return (
    <>
      <Rules service={service} acts={acts} />
      <TryRequest key={name} service={service} />
      <Endpoints service={service} acts={acts} />
    </>
  )
}
