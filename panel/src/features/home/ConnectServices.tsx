import type { Endpoint } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { catalogQuery } from '../../lib/catalog.ts'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import styles from './ConnectServices.module.css'
import { ServiceCards } from './ServiceCards.tsx'

const ADD_SERVICE = `npx keyward service add --name cloudFiles --type object-store \\
  --region DFW --url 'https://files.example.com/v1/%(tenant_id)s'`

/** The services that clients find in the catalog after they logged in. */
export function ConnectServices() {
  const { data, error, refetch } = useQuery(catalogQuery)
  return (
    <Card title={t('home.servicesTitle')} lead={t('home.servicesLead')}>
      {data && <Services items={data.items} />}
      {!data && error && (
        <ErrorState error={error} title={t('home.servicesFailed')} onRetry={() => refetch()} />
      )}
      {!data && !error && <Loading lines={2} onRetry={() => refetch()} />}
    </Card>
  )
}

function Services({ items }: { readonly items: readonly Endpoint[] }) {
  return (
    <div className={styles['services']}>
      <ServiceCards items={items} />
      <p>{items.length === 0 ? t('home.servicesEmpty') : t('home.servicesMore')}</p>
      <CommandLine name={t('home.servicesCommand')} code={ADD_SERVICE} />
    </div>
  )
}
