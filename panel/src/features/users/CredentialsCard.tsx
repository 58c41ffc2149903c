import type { HandedCredential, ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { useNow } from '../../lib/useNow.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { DeleteCredentialDialog } from './DeleteCredentialDialog.tsx'
import { credentialsOfQuery } from './queries.ts'
import { roleName } from './roleName.ts'

const MINUTE_MS = 60_000

/** What else programs sign in with as this user. Most users have none, and then nothing is said of it. */
export function CredentialsCard({ user }: { readonly user: ManagedUser }) {
  const [deleting, setDeleting] = useState<HandedCredential | null>(null)
  const { data, error, refetch } = useQuery(credentialsOfQuery(user.id))
  if (error) return <ErrorState error={error} title={t('credentials.failed')} onRetry={() => refetch()} />
  if (!data || data.length === 0) return null
  return (
    <Card title={t('credentials.title')} lead={t('credentials.lead', { name: user.name })}>
      {data.some(({ state }) => state === 'unconfirmed') && (
        <Notice kind="warning">{t('credentials.unconfirmed')}</Notice>
      )}
      <Table caption={t('credentials.title')} columns={columns()} cards>
        {data.map((credential) => (
          <Row key={credential.id} credential={credential} onDelete={() => setDeleting(credential)} />
        ))}
      </Table>
      {deleting && (
        <DeleteCredentialDialog user={user} credential={deleting} onClose={() => setDeleting(null)} />
      )}
    </Card>
  )
}

const columns = () => [
  { name: t('credentials.name') },
  { name: t('users.state') },
  { name: t('users.roles') },
  { name: t('users.created') },
  { name: t('credentials.acts'), hidden: true },
]

function Row({ credential, onDelete }: RowProps) {
  const { name, description, roles, createdAt, expiresAt, state } = credential
  const now = useNow(MINUTE_MS)
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now
  return (
    <tr>
      <th scope="row" translate="no">
        {name}
        {description !== null && <div>{description}</div>}
      </th>
      <td>
        {state === 'unconfirmed' ? (
          <Badge kind="warning">{t('credentials.refused')}</Badge>
        ) : (
          <Badge kind={isOver ? 'plain' : 'success'}>
            {t(isOver ? 'credentials.expired' : 'credentials.active')}
          </Badge>
        )}
      </td>
      <td data-label={t('users.roles')}>{roles.map(roleName).join(', ')}</td>
      <td data-label={t('users.created')}>
        <time dateTime={createdAt}>{formatDate(createdAt)}</time>
        {expiresAt !== null && !isOver && (
          <div>{t('credentials.until', { date: formatDate(expiresAt) })}</div>
        )}
      </td>
      <td>
        <Button kind="quiet" onClick={onDelete}>
          {t('credentials.delete')} <Hidden>{name}</Hidden>
        </Button>
      </td>
    </tr>
  )
}

interface RowProps {
  readonly credential: HandedCredential
  readonly onDelete: () => void
}
