import type { FastifyInstance, FastifyRequest } from 'fastify'
import { visibleAccount } from '../../domain/accounts/visible-accounts.ts'
import type { UserActor } from '../../domain/actor.ts'
import { type Grant, grantRole, readGrant, withdrawRole } from '../../domain/roles/grant-role.ts'
import { type Place, rolesIn } from '../../domain/roles/places.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { roleToWire } from './directory-wire.ts'
import { noSuchDomain } from './members.ts'
import { listToWire } from './paging.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

interface Path {
  readonly Params: {
    readonly projectId?: string
    readonly domainId?: string
    readonly userId: string
    readonly roleId?: string
  }
}

/** Roles of one user in one place: in a project, in the domain, in the system. */
export function addGrantRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  for (const place of ['/projects/:projectId', '/domains/:domainId', '/system']) {
    const roles = `${place}/users/:userId/roles`

    app.get<Path>(roles, async (request) => {
      const { actor } = await callerOf(context, request)
      const where = await placeOf(context, actor, request.params)
      const user = await readUser(deps, actor, request.params.userId)
      const rows = rolesIn(user, where).map((role) => roleToWire(role, publicUrl))
      return listToWire(publicUrl, request, 'roles', rows)
    })

    // Answers HEAD too, which is what clients ask.
    app.get<Path>(`${roles}/:roleId`, async (request, reply) => {
      const { actor, grant } = await askedOf(context, request)
      await readGrant(deps, actor, grant)
      return reply.code(204).send()
    })

    app.put<Path>(`${roles}/:roleId`, async (request, reply) => {
      const { actor, grant } = await askedOf(context, request)
      await grantRole(deps, actor, grant)
      return reply.code(204).send()
    })

    app.delete<Path>(`${roles}/:roleId`, async (request, reply) => {
      const { actor, grant } = await askedOf(context, request)
      await withdrawRole(deps, actor, grant)
      return reply.code(204).send()
    })
  }
}

async function askedOf(
  context: HttpContext,
  request: FastifyRequest<Path>,
): Promise<{ readonly actor: UserActor; readonly grant: Grant }> {
  const { actor } = await callerOf(context, request)
  const { userId, roleId = '' } = request.params
  return { actor, grant: { userId, roleId, place: await placeOf(context, actor, request.params) } }
}

/** @throws DomainError `account.not_found`; RequestError for another domain than the one there is */
async function placeOf(
  { deps }: HttpContext,
  actor: UserActor,
  { projectId, domainId }: Path['Params'],
): Promise<Place> {
  if (projectId !== undefined) {
    return { kind: 'project', accountId: (await visibleAccount(deps, actor, projectId)).id }
  }
  if (domainId === undefined) return { kind: 'system' }
  if (domainId !== DEFAULT_DOMAIN.id) throw noSuchDomain()
  return { kind: 'domain' }
}
