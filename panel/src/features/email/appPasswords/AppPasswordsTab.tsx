import '../../../lib/messages/en/appPasswords.ts'
import type { AppPassword } from '@keyward/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { Table } from '../../../ui/Table.tsx'
import { MailFault } from '../MailFault.tsx'
import { EMAIL } from '../queries.ts'
import { MakeCard } from './MakeCard.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

const appPasswordsQuery = (address: string) =>
  queryOptions({
    queryKey: [...EMAIL, 'appPasswords', address],
    queryFn: () => api.appPasswords.list(address),
  })

/** Passwords of single mail programs: what there is, a new one, shown once, and away with one. */
export function AppPasswordsTab({ address }: { readonly address: string }) {
  const { data, error, refetch } = useQuery(appPasswordsQuery(address))
  if (error) return <MailFault error={error} title={t('appPasswords.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  return (
    <>
      <Card
        title={t('appPasswords.title')}
        lead={t('appPasswords.text', { url: `${window.location.origin}/mailbox` })}
      >
        {data.length === 0 ? <p>{t('appPasswords.none')}</p> : <List address={address} found={data} />}
      </Card>
      <MakeCard address={address} />
    </>
  )
}

interface ListProps {
  readonly address: string
  readonly found: readonly AppPassword[]
}

function List({ address, found }: ListProps) {
  const [removing, setRemoving] = useState<AppPassword | null>(null)
  const columns = [
    { name: t('appPasswords.name') },
    { name: t('appPasswords.for') },
    { name: t('appPasswords.made') },
    { name: t('appPasswords.lastUsed') },
    { name: t('appPasswords.acts'), hidden: true },
  ]
  return (
    <>
      <Table caption={t('appPasswords.title')} columns={columns} cards>
        {found.map((each) => (
          <Row key={each.id} appPassword={each} onRemove={() => setRemoving(each)} />
        ))}
      </Table>
      {removing && (
        <RemoveDialog address={address} appPassword={removing} onClose={() => setRemoving(null)} />
      )}
    </>
  )
}

interface RowProps {
  readonly appPassword: AppPassword
  readonly onRemove: () => void
}

function Row({ appPassword: { name, protocols, createdAt, lastUsedAt }, onRemove }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('appPasswords.for')}>
        {protocols.map((protocol) => protocol.toUpperCase()).join(', ')}
      </td>
      <td data-label={t('appPasswords.made')}>
        <RelativeTime at={createdAt} />
      </td>
      <td data-label={t('appPasswords.lastUsed')}>
        {lastUsedAt === null ? t('appPasswords.never') : <RelativeTime at={lastUsedAt} />}
      </td>
      <td>
        <Button kind="quiet" onClick={onRemove}>
          {t('appPasswords.remove')} <Hidden>{name}</Hidden>
        </Button>
      </td>
    </tr>
  )
}
