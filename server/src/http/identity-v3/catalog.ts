import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import { servicesOf } from '../../domain/catalog/services.ts'
import { DomainError } from '../../domain/errors.ts'
import { isStaff } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { catalogText, endpointId, interfacesOf, regionsOf, serviceId, withIdentity } from './catalog-wire.ts'
import { listToWire } from './paging.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

interface Row {
  readonly id: string
}

/** A kind of thing that is listed and read by id. @throws DomainError for a caller who may not see it */
interface Kind {
  /** As in the address; the member of one row is called so without the `s`. */
  readonly name: string
  readonly rows: (context: HttpContext, request: FastifyRequest) => Promise<readonly Row[]>
}

const KINDS: readonly Kind[] = [
  { name: 'regions', rows: readRegions },
  { name: 'services', rows: readServices },
  { name: 'endpoints', rows: readEndpoints },
]

/** The caller's catalog, and what it is made of. */
export function addCatalogRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/auth/catalog', async (request, reply) => {
    const { live } = await callerOf(context, request)
    const { scope, accountId } = live.claims
    if (scope === 'unscoped') throw new DomainError('actor.forbidden', { reason: 'The token has no scope.' })
    const catalog = catalogText(await deps.known.endpoints(), accountId, publicUrl)
    const self = JSON.stringify(`${publicUrl}/v3/auth/catalog`)
    return reply.type('application/json').send(`{"catalog":${catalog},"links":{"self":${self}}}`)
  })

  for (const { name, rows } of KINDS) {
    app.get(`/${name}`, async (request) => listToWire(publicUrl, request, name, await rows(context, request)))

    app.get<IdPath>(`/${name}/:id`, async (request) => {
      const row = (await rows(context, request)).find(({ id }) => id === request.params.id)
      if (!row) throw new RequestError('not_found', 'There is nothing of this id.')
      return { [name.slice(0, -1)]: row }
    })
  }
}

async function readRegions(context: HttpContext, request: FastifyRequest): Promise<readonly Row[]> {
  await callerOf(context, request)
  const regions = regionsOf(await context.deps.known.endpoints())
  return regions.map((id) => ({
    id,
    description: '',
    parent_region_id: null,
    links: { self: `${context.publicUrl}/v3/regions/${id}` },
  }))
}

async function readServices(context: HttpContext, request: FastifyRequest): Promise<readonly Row[]> {
  return servicesOf(await wholeCatalog(context, request)).map((service) => {
    const id = serviceId(service)
    const { name, type } = service
    const links = { self: `${context.publicUrl}/v3/services/${id}` }
    return { id, name, type, description: '', enabled: true, links }
  })
}

/** Addresses as they are stored, the account number left open. */
async function readEndpoints(context: HttpContext, request: FastifyRequest): Promise<readonly Row[]> {
  return (await wholeCatalog(context, request)).flatMap((endpoint) =>
    interfacesOf(endpoint).map(({ name, url }) => {
      const id = endpointId(endpoint, name)
      const { region } = endpoint
      return {
        id,
        service_id: serviceId(endpoint),
        interface: name,
        region,
        region_id: region,
        url,
        enabled: true,
        links: { self: `${context.publicUrl}/v3/endpoints/${id}` },
      }
    }),
  )
}

/** @throws DomainError `actor.forbidden` for anybody but staff; the others have their own catalog */
async function wholeCatalog(context: HttpContext, request: FastifyRequest): Promise<readonly Endpoint[]> {
  const { actor } = await callerOf(context, request)
  if (!isStaff(actor)) throw new DomainError('actor.forbidden')
  return withIdentity(await context.deps.known.endpoints(), context.publicUrl)
}
