import type { FastifyReply, FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { type PageInSightQuery, pageInSight } from '../../domain/users/page-in-sight.ts'
import type { HttpContext } from '../kit/context.ts'
import { linked, pageAsked } from './paging.ts'
import { userToWire } from './users-wire.ts'

/**
 * The page of users that the address asks for, of those whom the caller may look at.
 * @throws RequestError: 400 for what is no page, 404 for an unknown marker, 413 for too large a limit
 */
export async function usersInSight(
  { deps, publicUrl }: HttpContext,
  actor: UserActor,
  where: Pick<PageInSightQuery, 'accountId' | 'role'>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const asked = pageAsked(request.query)
  const page = await pageInSight(deps, actor, { ...where, ...asked })
  return { users: linked(page, asked, request, reply, publicUrl).map(userToWire) }
}
