import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireStaff } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { catalogText } from './catalog-wire.ts'

/** The caller's catalog: what the login told. */
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
}

/** What the catalog is made of is for staff; the others have their own catalog. @throws DomainError `actor.forbidden` */
export async function staffCaller(context: HttpContext, request: FastifyRequest): Promise<UserActor> {
  const { actor } = await callerOf(context, request)
  requireStaff(actor)
  return actor
}
