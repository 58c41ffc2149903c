import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CatalogService } from '../../domain/catalog/catalog-service.ts'
import { catalogServices } from '../../domain/catalog/catalog-services.ts'
import { createService, deleteService, updateService } from '../../domain/catalog/change-services.ts'
import { IDENTITY } from '../../domain/catalog/interfaces.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { staffCaller } from './catalog.ts'
import { OWN_SERVICE, ownServiceId } from './catalog-wire.ts'
import { serviceToWire } from './endpoint-wire.ts'
import { type MemberRules, readMember } from './members.ts'
import { listToWire } from './paging.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

const Facts = z.object({
  name: z.exactOptional(z.string()),
  type: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
})
const NewService = Facts.extend({ type: z.string() })
const RULES: MemberRules = { settable: ['name', 'type', 'description'], fixed: ['enabled', 'links'] }
const ON = { enabled: true }

/** Services of the catalog. They are on as long as they are there. */
export function addServiceRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/services', async (request) => {
    await staffCaller(context, request)
    const rows = (await shownServices(context)).map((service) => serviceToWire(service, publicUrl))
    return listToWire(publicUrl, request, 'services', rows)
  })

  app.post('/services', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const { type, name = type, description = '' } = readMember(request.body, 'service', NewService, RULES, ON)
    const service = await createService(deps, actor, { name: name || type, type, description })
    return reply.code(201).send({ service: serviceToWire(service, publicUrl) })
  })

  app.get<IdPath>('/services/:id', async (request) => {
    await staffCaller(context, request)
    return { service: serviceToWire(await serviceOf(context, request.params.id), publicUrl) }
  })

  app.patch<IdPath>('/services/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const present = await changeable(context, request.params.id)
    const change = readMember(request.body, 'service', Facts, RULES, serviceToWire(present, publicUrl))
    return { service: serviceToWire(await updateService(deps, actor, present.id, change), publicUrl) }
  })

  app.delete<IdPath>('/services/:id', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const { id } = await changeable(context, request.params.id)
    await deleteService(deps, actor, id)
    return reply.code(204).send()
  })
}

/** With this server itself, unless the operators tell of an identity service. */
async function shownServices({ deps }: HttpContext): Promise<readonly CatalogService[]> {
  const services = await catalogServices(deps.store)
  if (services.some(({ type }) => type === IDENTITY)) return services
  return [...services, { id: ownServiceId, ...OWN_SERVICE, description: '' }]
}

async function serviceOf(context: HttpContext, id: string): Promise<CatalogService> {
  const service = (await shownServices(context)).find((one) => one.id === id)
  if (!service) throw new DomainError('endpoint.not_found', { reason: 'Could not find service.' })
  return service
}

/** @throws DomainError `endpoint.not_found`, `actor.forbidden` for this server itself */
async function changeable(context: HttpContext, id: string): Promise<CatalogService> {
  const service = await serviceOf(context, id)
  const stored = await catalogServices(context.deps.store)
  if (stored.some((one) => one.id === service.id)) return service
  throw new DomainError('actor.forbidden', { reason: 'This is the server itself; make an identity service.' })
}
