import { z } from 'zod'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import type { Service } from '../../domain/catalog/services.ts'
import { RequestError } from '../kit/request-error.ts'
import { serviceIdOf } from './roles-wire.ts'

export const TEMPLATE = 'OS-KSCATALOG:endpointTemplate'

export function templateToWire({ id, name, type, region, publicUrl, internalUrl }: Endpoint) {
  return {
    id,
    name,
    type,
    ...(region !== null && { region }),
    publicURL: publicUrl,
    ...(internalUrl !== null && { internalURL: internalUrl }),
    enabled: true,
    global: true,
  }
}

const Body = z.object({
  [TEMPLATE]: z.strictObject({
    name: z.string(),
    type: z.string(),
    region: z.string().nullish(),
    publicURL: z.string(),
    internalURL: z.string().nullish(),
    // Every template is for all accounts, and on until it is removed.
    enabled: z.literal(true).nullish(),
    global: z.literal(true).nullish(),
  }),
})

/** @throws RequestError */
export function templateFromWire(body: unknown): Omit<Endpoint, 'id'> {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    const words = `The body needs ${TEMPLATE} with name, type, publicURL; region and internalURL as wanted.`
    throw new RequestError('bad_request', words)
  }
  const { name, type, region, publicURL, internalURL } = parsed.data[TEMPLATE]
  return { name, type, region: region || null, publicUrl: publicURL, internalUrl: internalURL || null }
}

export function serviceToWire({ name, type }: Pick<Service, 'name' | 'type'>) {
  return { id: serviceIdOf(name), name, type, description: name }
}
