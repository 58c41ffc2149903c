import type { Service, ServiceEndpoint } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Table } from '../../ui/Table.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { ruleSentence } from './sentence.ts'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  readonly service: Service
  readonly acts: ServiceActs
}

/** Where a service is, as its catalog entries are written. */
export function Endpoints({ service, acts }: Props) {
  const { name, endpoints } = service
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
            <td data-acts>
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
          text={leavingText(service, leaving)}
          onRemove={() => acts.removeEndpoint(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  )
}

/** What comes of it, with the rules that no address leads to any more. */
function leavingText({ name, endpoints, rules }: Service, { id }: ServiceEndpoint): string {
  if (endpoints.length === 1) return t('endpoint.lastGoes', { name })
  const below = rules.filter(({ endpointIds: [first, ...others] }) => first === id && others.length === 0)
  const sentences = below.map((rule) => ` ${ruleSentence(rule)}`).join('')
  return `${t('endpoint.goes', { name })}${below.length > 0 ? ` ${t('endpoint.leavesRules')}${sentences}` : ''}`
}
