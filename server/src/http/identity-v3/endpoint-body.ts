import { z } from 'zod'
import type { InterfaceChange, NewInterface } from '../../domain/catalog/change-interfaces.ts'
import { INTERFACES } from '../../domain/catalog/interfaces.ts'
import type { AskedRegion } from '../../domain/catalog/settle-region.ts'
import { type MemberRules, readMember } from './members.ts'

const Facts = z.object({
  service_id: z.exactOptional(z.string()),
  interface: z.exactOptional(z.enum(INTERFACES)),
  url: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  region_id: z.exactOptional(z.string()),
  name: z.exactOptional(z.string()),
})
const NewEndpoint = Facts.required({ service_id: true, interface: true, url: true })

const RULES: MemberRules = {
  settable: ['service_id', 'interface', 'url', 'region', 'region_id', 'name'],
  fixed: ['description', 'enabled', 'links'],
}

/** @throws RequestError; DomainError `actor.forbidden` for what no endpoint has here */
export function readNewEndpoint(body: unknown): NewInterface {
  const {
    service_id,
    interface: side,
    url,
    name = '',
    ...where
  } = readMember(body, 'endpoint', NewEndpoint, RULES, {
    enabled: true,
  })
  return { serviceId: service_id, side, url, region: askedRegion(where) ?? null, label: name }
}

/** @param present the endpoint as it is read @throws as `readNewEndpoint` */
export function readEndpointChange(
  body: unknown,
  present: Readonly<Record<string, unknown>>,
): InterfaceChange {
  const asked = readMember(body, 'endpoint', Facts, RULES, present)
  const { service_id, interface: side, url, name, ...where } = asked
  const region = askedRegion(where)
  return {
    ...(url !== undefined && { url }),
    ...(service_id !== undefined && { serviceId: service_id }),
    ...(side !== undefined && { side }),
    ...(name !== undefined && { label: name }),
    ...(region !== undefined && { region }),
  }
}

/** As in Keystone: a region that is named in the old way is made, one by its id must be there. */
function askedRegion({
  region,
  region_id,
}: {
  region?: string
  region_id?: string
}): AskedRegion | undefined {
  if (region_id) return { id: region_id, mustExist: true }
  return region ? { id: region, mustExist: false } : undefined
}
