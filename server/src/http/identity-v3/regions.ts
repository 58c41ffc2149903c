import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { catalogRegion, catalogRegions } from '../../domain/catalog/catalog-regions.ts'
import { createRegion, deleteRegion, updateRegion } from '../../domain/catalog/change-regions.ts'
import { requireOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { regionToWire } from './endpoint-wire.ts'
import { type MemberRules, readMember } from './members.ts'
import { listToWire } from './paging.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

const Facts = z.object({
  description: z.exactOptional(z.string()),
  parent_region_id: z.exactOptional(z.string()),
})
const NewRegion = Facts.extend({ id: z.exactOptional(z.string()) })
const RULES: MemberRules = { settable: ['description', 'parent_region_id'], fixed: ['enabled', 'links'] }
/** Clients of old say that a region is on, which every region is. */
const ON = { enabled: true }
const NEW_RULES: MemberRules = { ...RULES, settable: ['id', ...RULES.settable] }

/** Regions: for everybody to see, as everybody's catalog names them. */
export function addRegionRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/regions', async (request) => {
    await callerOf(context, request)
    const rows = (await catalogRegions(deps.store)).map((region) => regionToWire(region, publicUrl))
    return listToWire(publicUrl, request, 'regions', rows)
  })

  app.post('/regions', async (request, reply) => reply.code(201).send(await makeRegion(context, request)))

  app.get<IdPath>('/regions/:id', async (request) => {
    await callerOf(context, request)
    return { region: regionToWire(await catalogRegion(deps.store, request.params.id), publicUrl) }
  })

  app.put<IdPath>('/regions/:id', async (request, reply) =>
    reply.code(201).send(await makeRegion(context, request, request.params.id)),
  )

  app.patch<IdPath>('/regions/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    requireOperator(actor)
    const present = await catalogRegion(deps.store, request.params.id)
    const asked = readMember(request.body, 'region', Facts, RULES, {
      ...regionToWire(present, publicUrl),
      ...ON,
    })
    const { parent_region_id: parentId, ...told } = asked
    const change = { ...told, ...(parentId !== undefined && { parentId }) }
    return { region: regionToWire(await updateRegion(deps, actor, present.id, change), publicUrl) }
  })

  app.delete<IdPath>('/regions/:id', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await deleteRegion(deps, actor, request.params.id)
    return reply.code(204).send()
  })
}

/** @param named in the address, which the body must not contradict */
async function makeRegion(
  { deps, publicUrl, ...rest }: HttpContext,
  request: FastifyRequest,
  named?: string,
) {
  const { actor } = await callerOf({ deps, publicUrl, ...rest }, request)
  requireOperator(actor)
  const { parent_region_id, ...asked } = readMember(request.body, 'region', NewRegion, NEW_RULES, ON)
  const id = asked.id || named
  if (named !== undefined && id !== named) throw new RequestError('bad_request', 'Two different ids.')
  const parent = parent_region_id === undefined ? {} : { parentId: parent_region_id }
  const told = asked.description === undefined ? {} : { description: asked.description }
  const region = await createRegion(deps, actor, { ...told, ...parent, ...(id && { id }) })
  return { region: regionToWire(region, publicUrl) }
}
