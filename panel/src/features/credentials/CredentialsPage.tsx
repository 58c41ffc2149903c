import '../../lib/messages/en/credentials.ts'
import type { CreatedApplicationCredential, HandedCredential } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatDateTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { useNow } from '../../lib/useNow.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { LastDone } from '../../ui/LastDone.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { Made } from './Made.tsx'
import { MakeCard } from './MakeCard.tsx'
import { OWN_CREDENTIALS, ownCredentialsQuery } from './queries.ts'

/** What one hands to programs in place of one's key. */
export default function CredentialsPage() {
  // Told once: in no cache, and gone with the page.
  const [made, setMade] = useState<CreatedApplicationCredential | null>(null)
  return (
    <Page
      title={t('own.title')}
      lead={t('own.lead')}
      aside={
        <Link to="/account/settings" className={buttonClass('plain')}>
          {t('area.settings')}
        </Link>
      }
    >
      {made && <Made made={made} onDone={() => setMade(null)} />}
      <List />
      <MakeCard onMade={setMade} />
      <LastDone about={OWN_CREDENTIALS} />
    </Page>
  )
}

function List() {
  const { data, error, refetch } = useQuery(ownCredentialsQuery)
  const [deleting, setDeleting] = useState<HandedCredential | null>(null)
  if (error) return <ErrorState error={error} title={t('own.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={4} onRetry={() => refetch()} />
  const columns = [
    { name: t('own.name') },
    { name: t('own.state') },
    { name: t('own.roles') },
    { name: t('own.reach') },
    { name: t('own.until') },
    { name: t('own.acts'), hidden: true },
  ]
  return (
    <Card title={t('own.title')}>
      {data.length === 0 ? (
        <p>{t('own.none')}</p>
      ) : (
        <Table caption={t('own.title')} columns={columns} cards>
          {data.map((one) => (
            <Row key={one.id} credential={one} onDelete={() => setDeleting(one)} />
          ))}
        </Table>
      )}
      {deleting && <DeleteDialog credential={deleting} onClose={() => setDeleting(null)} />}
    </Card>
  )
}

const MINUTE_MS = 60_000

interface RowProps {
  readonly credential: HandedCredential
  readonly onDelete: () => void
}

function Row({ credential, onDelete }: RowProps) {
  const { name, description, roles, accessRules, unrestricted, expiresAt, state } = credential
  const now = useNow(MINUTE_MS)
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now
  const shown = state === 'unconfirmed' ? 'refused' : isOver ? 'expired' : 'active'
  return (
    <tr>
      <th scope="row">
        <span translate="no">{name}</span>
        {description !== null && <div>{description}</div>}
      </th>
      <td>
        <Badge kind={shown === 'active' ? 'success' : shown === 'refused' ? 'warning' : 'plain'}>
          {t(`own.${shown}`)}
        </Badge>
      </td>
      <td data-label={t('own.roles')} translate="no">
        {roles.join(', ')}
      </td>
      <td data-label={t('own.reach')}>
        {accessRules === null ? t('own.everything') : t('own.rules', { count: accessRules.length })}
        {accessRules?.map(({ service, method, path }) => (
          <div key={`${service} ${method} ${path}`}>
            <code translate="no">
              {method} {service} {path}
            </code>
          </div>
        ))}
        {unrestricted && <div>{t('own.unrestricted')}</div>}
      </td>
      <td data-label={t('own.until')}>
        {expiresAt === null ? (
          t('own.forever')
        ) : (
          <time dateTime={expiresAt}>{formatDateTime(expiresAt)}</time>
        )}
      </td>
      <td>
        <Button kind="quiet" onClick={onDelete}>
          {t('own.delete')} <Hidden>{name}</Hidden>
        </Button>
      </td>
    </tr>
  )
}
