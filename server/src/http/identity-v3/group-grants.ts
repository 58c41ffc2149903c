import type { FastifyInstance, FastifyRequest } from 'fastify'
import { visibleAccount } from '../../domain/accounts/visible-accounts.ts'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import { changeGroup } from '../../domain/groups/change-group.ts'
import type { Group } from '../../domain/groups/group.ts'
import { readGroup } from '../../domain/groups/read-groups.ts'
import { listShownRoles } from '../../domain/roles/list-roles.ts'
import type { Role } from '../../domain/roles/roles.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { roleToWire } from './directory-wire.ts'
import { listToWire } from './paging.ts'

interface Path {
  readonly Params: { readonly projectId: string; readonly groupId: string; readonly roleId?: string }
}

const ROLES = '/projects/:projectId/groups/:groupId/roles'

/** What a group gives in a project: its own, which is the account that its members are of. */
export function addGroupGrantRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<Path>(ROLES, async (request) => {
    const { group, isOwn } = await askedOf(context, request)
    const held = (await listShownRoles(deps.store)).filter(({ name }) => isOwn && group.roles.includes(name))
    const rows = held.map((role) => roleToWire(role, publicUrl))
    return listToWire(publicUrl, request, 'roles', rows)
  })

  // Answers HEAD too, which is what clients ask.
  app.get<Path>(`${ROLES}/:roleId`, async (request, reply) => {
    requireGrant(await askedOf(context, request))
    return reply.code(204).send()
  })

  app.put<Path>(`${ROLES}/:roleId`, async (request, reply) => {
    const { actor, group, isOwn, role } = await askedOf(context, request)
    if (!role) throw new DomainError('role.not_found')
    if (!isOwn)
      throw new DomainError('actor.forbidden', {
        reason: 'A group has roles in the project of its own alone.',
      })
    await changeGroup(deps, actor, group.id, ({ roles }) => ({ roles: [...roles, role.name] }))
    return reply.code(204).send()
  })

  app.delete<Path>(`${ROLES}/:roleId`, async (request, reply) => {
    const asked = await askedOf(context, request)
    const { name } = requireGrant(asked)
    const { actor, group } = asked
    await changeGroup(deps, actor, group.id, ({ roles }) => ({ roles: roles.filter((one) => one !== name) }))
    return reply.code(204).send()
  })
}

interface Asked {
  readonly actor: UserActor
  readonly group: Group
  /** Whether the project is that of the group. */
  readonly isOwn: boolean
  readonly role: Role | undefined
}

async function askedOf(context: HttpContext, request: FastifyRequest<Path>): Promise<Asked> {
  const { actor } = await callerOf(context, request)
  const { projectId, groupId, roleId } = request.params
  const account = await visibleAccount(context.deps, actor, projectId)
  const { group } = await readGroup(context.deps, actor, groupId)
  const role = (await listShownRoles(context.deps.store)).find(({ id }) => id === roleId)
  return { actor, group, isOwn: group.accountId === account.id, role }
}

/** @throws DomainError `role.not_found` also for a role that the group does not have there */
function requireGrant({ group, isOwn, role }: Asked): Role {
  if (role && isOwn && group.roles.includes(role.name)) return role
  throw new DomainError('role.not_found', { reason: 'Could not find role assignment.' })
}
