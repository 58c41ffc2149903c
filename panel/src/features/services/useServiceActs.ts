import type { NewEndpoint, NewServiceRule, PlacedServiceRule, ServiceEndpoint } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { catalogQuery } from '../../lib/catalog.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { servicesQuery } from './queries.ts'

/** What was done, in words, and the way back. */
interface Done {
  readonly text: string
  readonly undo: (() => Promise<unknown>) | null
}

/** Changes of services, and what the page says of the last one. Each throws when it was refused. */
export function useServiceActs() {
  const queries = useQueryClient()
  const [done, setDone] = useState<Done | null>(null)
  const say = async (next: Done) => {
    setDone(next)
    announce(next.text)
    await queries.invalidateQueries({ queryKey: servicesQuery.queryKey })
    await queries.invalidateQueries({ queryKey: catalogQuery.queryKey })
  }
  const undo = useAct(async () => {
    if (!done?.undo) return
    await done.undo()
    await say({ text: t('services.undone'), undo: null })
  })
  return {
    done,
    undo,
    dismiss: () => setDone(null),
    addRule: async (service: string, rule: NewServiceRule) => {
      const { id } = await api.services.addRule(service, rule)
      await say({ text: t('rules.added', { name: service }), undo: () => api.services.removeRule(id) })
    },
    removeRule: async ({ id, service, role, methods, path, endpointIds }: PlacedServiceRule) => {
      await api.services.removeRule(id)
      const back = () => api.services.addRule(service, { role, methods, path })
      // One that lets nobody in is not taken again.
      await say({ text: t('rules.removed', { name: service }), undo: endpointIds.length > 0 ? back : null })
    },
    addEndpoint: async (endpoint: NewEndpoint) => {
      const { id, name } = await api.services.addEndpoint(endpoint)
      await say({ text: t('endpoint.added', { name }), undo: () => api.services.removeEndpoint(id) })
    },
    removeEndpoint: async ({ id, name, type, region, publicUrl, internalUrl }: ServiceEndpoint) => {
      await api.services.removeEndpoint(id)
      const facts = { name, type, publicUrl }
      const more = { ...(region !== null && { region }), ...(internalUrl !== null && { internalUrl }) }
      await say({
        text: t('endpoint.removed', { name }),
        undo: () => api.services.addEndpoint({ ...facts, ...more }),
      })
    },
  }
}

export type ServiceActs = ReturnType<typeof useServiceActs>
