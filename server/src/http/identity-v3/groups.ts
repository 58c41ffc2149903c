import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { listToWire } from './paging.ts'
import type { UserPath } from './users.ts'

/** There are no groups; clients that look for them are told so. */
export function addGroupRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get('/groups', async (request) => {
    await callerOf(context, request)
    return listToWire(publicUrl, request, 'groups', [])
  })

  app.post('/groups', async (request) => {
    await callerOf(context, request)
    throw new DomainError('actor.forbidden', { reason: 'There are no groups here: give roles to users.' })
  })

  app.get('/groups/:id', async (request) => {
    await callerOf(context, request)
    throw new RequestError('not_found', 'There is no such group.')
  })

  app.get<UserPath>('/users/:userId/groups', async (request) => {
    const { actor } = await callerOf(context, request)
    await readUser(deps, actor, request.params.userId)
    return listToWire(publicUrl, request, 'groups', [])
  })
}
