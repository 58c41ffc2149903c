import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../domain/actor.ts'
import { addInterface, removeInterface, updateInterface } from '../../domain/catalog/change-interfaces.ts'
import { interfacesOf, OWN_ID } from '../../domain/catalog/interfaces.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { staffCaller } from './catalog.ts'
import { withIdentity } from './catalog-wire.ts'
import { readEndpointChange, readNewEndpoint } from './endpoint-body.ts'
import { endpointToWire } from './endpoint-wire.ts'
import { listToWire } from './paging.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

/** Endpoints as they are stored, the account number left open. One place in the catalog is up to three of them. */
export function addEndpointRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/endpoints', async (request) => {
    await staffCaller(context, request)
    return listToWire(
      publicUrl,
      request,
      'endpoints',
      (await shownEndpoints(context)).map(({ wire }) => wire),
    )
  })

  app.post('/endpoints', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const { place, side } = await addInterface(deps, actor, readNewEndpoint(request.body))
    return reply.code(201).send({ endpoint: endpointToWire(place, side, publicUrl) })
  })

  app.get<IdPath>('/endpoints/:id', async (request) => {
    await staffCaller(context, request)
    return { endpoint: (await endpointOf(context, request.params.id)).wire }
  })

  app.patch<IdPath>('/endpoints/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    const { wire } = await changeable(context, actor, request.params.id)
    const { place, side } = await updateInterface(
      deps,
      actor,
      wire.id,
      readEndpointChange(request.body, wire),
    )
    return { endpoint: endpointToWire(place, side, publicUrl) }
  })

  app.delete<IdPath>('/endpoints/:id', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { wire } = await changeable(context, actor, request.params.id)
    await removeInterface(deps, actor, wire.id)
    return reply.code(204).send()
  })
}

async function shownEndpoints({ deps, publicUrl }: HttpContext) {
  return withIdentity(await deps.store.endpoints.places(), publicUrl).flatMap((place) =>
    interfacesOf(place).map(({ name }) => ({
      wire: endpointToWire(place, name, publicUrl),
      isOwn: place.id === OWN_ID,
    })),
  )
}

async function endpointOf(context: HttpContext, id: string) {
  const endpoint = (await shownEndpoints(context)).find(({ wire }) => wire.id === id)
  if (!endpoint) throw new DomainError('endpoint.not_found', { reason: 'Could not find endpoint.' })
  return endpoint
}

/** @throws DomainError `endpoint.not_found`, `actor.forbidden` for this server itself, too */
async function changeable(context: HttpContext, actor: Actor, id: string) {
  requireOperator(actor)
  const endpoint = await endpointOf(context, id)
  if (!endpoint.isOwn) return endpoint
  throw new DomainError('actor.forbidden', { reason: 'This is the server itself; make an identity service.' })
}
