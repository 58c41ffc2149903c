import '../../lib/messages/en/apis.ts'
import type { Api } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import styles from './ApisPage.module.css'
import { Favourites } from './Favourites.tsx'
import { LastUse } from './LastUse.tsx'
import { apisQuery } from './queries.ts'

/** Everything that this server speaks. */
export default function ApisPage() {
  const { data, error, refetch } = useQuery(apisQuery)
  const history = (
    <Link to="/apis/history" className={buttonClass('plain')}>
      {t('apis.history')}
    </Link>
  )
  return (
    <Page title={t('area.apis')} lead={t('apis.lead')} aside={history}>
      {error && <ErrorState error={error} title={t('apis.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      {data && <Favourites apis={data.items} />}
      {data?.items.map((api) => (
        <ApiCard key={api.id} api={api} />
      ))}
    </Page>
  )
}

function ApiCard({ api }: { readonly api: Api }) {
  const { id, title, summary, signIn, baseUrl, firstCall, status } = api
  return (
    <Card
      title={title}
      lead={summary}
      aside={
        <Link to="/apis/$api" params={{ api: id }} className={buttonClass('plain')}>
          {t('apis.operations')} <span className="visually-hidden">{title}</span>
        </Link>
      }
    >
      <CommandLine name={t('apis.baseUrlOf', { api: title })} code={baseUrl} />
      <p>{signIn}</p>
      <p className={styles['links']}>
        {status === 'legacy' && <span className={styles['legacy']}>{t('apis.legacy')}</span>}
        <Link to="/apis/$api/$operation" params={{ api: id, operation: firstCall }}>
          {t('apis.firstCall')} <span className="visually-hidden">{title}</span>
        </Link>
        <SpecLink api={api} />
        <LastUse api={id} />
      </p>
    </Card>
  )
}

/** By its path: the page's own server answers it, whatever name programs call that by. */
export function SpecLink({ api: { id, title } }: { readonly api: Api }) {
  return (
    <a href={`/api/v1/apis/${id}/openapi.json`} target="_blank" rel="noopener">
      {t('apis.spec')} <span className="visually-hidden">{title}</span>
    </a>
  )
}
