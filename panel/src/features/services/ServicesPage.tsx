import '../../lib/messages/en/services.ts'
import type { Endpoint } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { catalogQuery } from '../../lib/catalog.ts'
import { t } from '../../lib/messages/index.ts'
import { isOperator } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { DoneBar } from '../../ui/DoneBar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Table } from '../../ui/Table.tsx'
import { AddEndpointDialog } from './AddEndpointDialog.tsx'
import { EXAMPLES } from './files.ts'
import { Manage } from './Manage.tsx'
import { recipeFor } from './recipe.ts'
import { addServiceSnippets } from './snippets.ts'
import { type ServiceActs, useServiceActs } from './useServiceActs.ts'

/** The services of the installation and how to put each behind the same keys. */
export default function ServicesPage() {
  const { data, error, refetch } = useQuery(catalogQuery)
  const operates = isOperator(useUser())
  const acts = useServiceActs()
  const [adding, setAdding] = useState(false)
  const add = () => setAdding(true)
  // An empty catalog offers it itself.
  const hasAside = operates && data?.items.length !== 0
  return (
    <Page
      title={t('area.services')}
      lead={t('services.lead')}
      {...(hasAside && { aside: <AddButton onClick={add} /> })}
    >
      {error && <ErrorState error={error} title={t('home.servicesFailed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={8} onRetry={() => refetch()} />}
      {data?.items.length === 0 && <NoService onAdd={operates ? add : null} />}
      {data && <Services items={data.items} acts={operates ? acts : null} />}
      {adding && <AddEndpointDialog acts={acts} onClose={() => setAdding(false)} />}
      {acts.undo.error !== null && <ErrorState error={acts.undo.error} />}
      <DoneBar
        text={acts.done?.text ?? null}
        onUndo={acts.done?.undo ? () => acts.undo.run() : undefined}
        busy={acts.undo.busy}
        onDismiss={acts.dismiss}
      />
    </Page>
  )
}

interface ServicesProps {
  readonly items: readonly Endpoint[]
  /** Null for those who do not run the installation. */
  readonly acts: ServiceActs | null
}

/** The chosen service is part of the address. */
function Services({ items, acts }: ServicesProps) {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const chosen = items.find(({ id }) => String(id) === String(search['service'])) ?? items[0]
  return (
    <>
      {items.length > 0 && <List items={items} chosen={chosen} />}
      {acts && chosen && <Manage name={chosen.name} acts={acts} />}
      <Protect service={chosen} />
    </>
  )
}

interface ListProps {
  readonly items: readonly Endpoint[]
  readonly chosen: Endpoint | undefined
}

function List({ items, chosen }: ListProps) {
  const columns = [t('service.name'), t('service.type'), t('service.region'), t('service.url')].map(
    (name) => ({ name }),
  )
  return (
    <Table caption={t('services.list')} columns={columns} cards>
      {items.map(({ id, name, type, region, publicUrl }) => (
        <tr key={id}>
          <th scope="row">
            <Link
              to="/services"
              search={{ service: id }}
              resetScroll={false}
              activeProps={{}}
              aria-current={id === chosen?.id ? 'true' : undefined}
            >
              {name}
            </Link>
          </th>
          <td data-label={t('service.type')}>{type}</td>
          <td data-label={t('service.region')}>{region ?? t('service.noRegion')}</td>
          <td data-label={t('service.url')} translate="no">
            {publicUrl}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function AddButton({ kind, onClick }: { readonly kind?: 'primary'; readonly onClick: () => void }) {
  return (
    <Button {...(kind && { kind })} onClick={onClick}>
      <Icon name="plus" />
      {t('endpoint.add')}
    </Button>
  )
}

/** @param onAdd null for those who may not */
function NoService({ onAdd }: { readonly onAdd: (() => void) | null }) {
  if (onAdd === null) {
    return (
      <Card title={t('services.none')}>
        <p>{t('services.noneAsk')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('services.none')} lead={t('services.noneAdd')}>
      <p>
        <AddButton kind="primary" onClick={onAdd} />
      </p>
      <ShowAsCode name={t('endpoint.add')} snippets={addServiceSnippets(window.location.origin)} />
    </Card>
  )
}

function Protect({ service }: { readonly service: Endpoint | undefined }) {
  const name = service?.name ?? t('services.yours')
  const addresses = { keyward: window.location.origin, service: service?.publicUrl ?? null }
  const recipes = EXAMPLES.map(({ label, code }) => ({ label, code: recipeFor(code, addresses) }))
  return (
    <Card title={t('services.protect', { name })} lead={t('services.protectLead')}>
      <CodeSnippet key={service?.id} name={t('services.protect', { name })} snippets={recipes} />
      <p>
        {t('services.more')}{' '}
        <Link to="/apis/$api" params={{ api: 'forward-auth' }}>
          {t('services.forwardAuth')}
        </Link>
      </p>
    </Card>
  )
}
