import type { Endpoint } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { catalogQuery } from '../../lib/catalog.ts'
import { t } from '../../lib/messages/index.ts'
import { isOperator } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
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
  const operates = isOperator(useUser())
  const empty = operates ? 'home.servicesEmpty' : 'home.servicesNone'
  return (
    <div className={styles['services']}>
      <ServiceCards items={items} />
      {(operates || items.length === 0) && (
        <p>
          {t(items.length === 0 ? empty : 'home.servicesMore')}{' '}
          {operates && <Link to="/services">{t('home.servicesAdd')}</Link>}
        </p>
      )}
      {operates && <CommandLine name={t('home.servicesCommand')} code={ADD_SERVICE} />}
    </div>
  )
}
