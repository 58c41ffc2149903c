import type { Service, ServiceEndpoint } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Table } from '../../ui/Table.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  readonly service: Service
  readonly acts: ServiceActs
}

/** Where a service is, as its catalog entries are written. */
export function Endpoints({ service: { name, endpoints }, acts }: Props) {
  const [leaving, setLeaving] = useState<ServiceEndpoint | null>(null)
  const columns = [
    { name: t('service.region') },
    { name: t('endpoint.publicUrl') },
    { name: t('endpoint.internalUrl') },
    { name: t('endpoint.acts'), hidden: true },
  ]
  return (
    <Card title={t('endpoint.title', { name })} lead={t('endpoint.lead')}>
      <Table caption={t('endpoint.title', { name })} columns={columns} cards>
        {endpoints.map((endpoint) => (
          <tr key={endpoint.id}>
            <th scope="row">{endpoint.region ?? t('service.noRegion')}</th>
            <td data-label={t('endpoint.publicUrl')} translate="no">
              {endpoint.publicUrl}
            </td>
            <td data-label={t('endpoint.internalUrl')} translate="no">
              {endpoint.internalUrl ?? t('endpoint.none')}
            </td>
            <td>
              <Button kind="quiet" onClick={() => setLeaving(endpoint)}>
                {t('services.remove')} <Hidden>{endpoint.publicUrl}</Hidden>
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      {leaving && (
        <RemoveDialog
          title={t('endpoint.removeTitle')}
          text={t(endpoints.length === 1 ? 'endpoint.lastGoes' : 'endpoint.goes', { name })}
          onRemove={() => acts.removeEndpoint(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  )
}
