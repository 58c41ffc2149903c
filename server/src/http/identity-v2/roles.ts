import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import { heldRoles } from '../../domain/roles/held-roles.ts'
import { listRoles } from '../../domain/roles/list-roles.ts'
import { roleById } from '../../domain/roles/role-by-id.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { requireManager } from '../../domain/users/managing.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { type Caller, callerOf } from './auth.ts'
import { pageOf } from './paging.ts'
import { assignmentsFromWire, assignmentsToWire, catalogueRoleToWire } from './roles-wire.ts'
import { textOf } from './text-of.ts'
import type { UserPath } from './users.ts'
import { usersInSight } from './users-in-sight.ts'
import { globalRolesToWire } from './wire.ts'

interface RolePath {
  readonly Params: { readonly roleId: string }
  readonly Querystring: { readonly roleName?: unknown; readonly serviceId?: unknown }
}

interface GrantPath {
  readonly Params: { readonly tenantId?: string; readonly userId: string; readonly roleId: string }
}

/** Which roles there are, and who has which. */
export function addRoleRoutes(app: FastifyInstance, context: HttpContext): void {
  addCatalogueOfRoles(app, context)
  addUserRoleRoutes(app, context)
  addGrantRoutes(app, context)
}

function addCatalogueOfRoles(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<RolePath>('/OS-KSADM/roles', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireManager(actor)
    const name = textOf(request.query.roleName)
    const service = textOf(request.query.serviceId)
    const roles = (await listRoles(deps.store))
      .map(catalogueRoleToWire)
      .filter((role) => name === undefined || role.name === name)
      .filter((role) => service === undefined || role.serviceId === service)
    return { roles: pageOf(roles, request, reply, publicUrl), roles_links: [] }
  })

  app.get<RolePath>('/OS-KSADM/roles/:roleId', async (request) => {
    const { actor } = await callerOf(context, request)
    requireManager(actor)
    return { role: catalogueRoleToWire(await roleById(deps.store, request.params.roleId)) }
  })

  app.get<RolePath>('/OS-KSADM/roles/:roleId/RAX-AUTH/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    requireManager(actor)
    const { name: role } = await roleById(deps.store, request.params.roleId)
    return usersInSight(context, actor, { accountId: actor.accountId, role }, request, reply)
  })
}

function addUserRoleRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<UserPath>('/users/:userId/roles', async (request) => {
    const { actor } = await callerOf(context, request)
    const { roles } = await readUser(deps, actor, request.params.userId)
    return { roles: globalRolesToWire(roles), roles_links: [] }
  })

  app.get<UserPath>('/users/:userId/RAX-AUTH/roles', async (request) => {
    const { actor } = await callerOf(context, request)
    const user = await readUser(deps, actor, request.params.userId)
    return assignmentsToWire(user, await heldRoles(deps, user))
  })

  app.put<UserPath>('/users/:userId/RAX-AUTH/roles', async (request) => {
    const { actor } = await callerOf(context, request)
    const assignments = assignmentsFromWire(request.body)
    const user = await readUser(deps, actor, request.params.userId)
    for (const tenant of assignments.flatMap(({ forTenants }) => forTenants)) {
      if (tenant !== '*') requireTenant(tenant, user.accountId)
    }
    const add = await Promise.all(assignments.map(({ onRole }) => roleNameOf(deps, onRole)))
    await changeRoles(deps, actor, user.id, { add, remove: [] })
    return assignmentsToWire(user, await heldRoles(deps, user))
  })
}

/** An account is one tenant: the form with the tenant says no more than the one without. */
function addGrantRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  for (const place of ['/users/:userId/roles', '/tenants/:tenantId/users/:userId/roles']) {
    app.put<GrantPath>(`${place}/OS-KSADM/:roleId`, async (request, reply) => {
      const { caller, name } = await grantOf(request.params, await callerOf(context, request))
      await changeRoles(deps, caller.actor, request.params.userId, { add: [name], remove: [] })
      return reply.code(200).send()
    })

    app.delete<GrantPath>(`${place}/OS-KSADM/:roleId`, async (request, reply) => {
      const { caller, name, has } = await grantOf(request.params, await callerOf(context, request))
      await changeRoles(deps, caller.actor, request.params.userId, { add: [], remove: [name] })
      if (!has) throw new DomainError('role.not_found')
      return reply.code(204).send()
    })
  }

  app.get<GrantPath>('/tenants/:tenantId/users/:userId/roles', async (request) => {
    const { actor } = await callerOf(context, request)
    const user = await readUser(deps, actor, request.params.userId)
    requireTenant(request.params.tenantId, user.accountId)
    return { roles: globalRolesToWire(user.roles), roles_links: [] }
  })

  async function grantOf({ tenantId, userId, roleId }: GrantPath['Params'], caller: Caller) {
    const user = await readUser(deps, caller.actor, userId)
    if (tenantId !== undefined) requireTenant(tenantId, user.accountId)
    const name = await roleNameOf(deps, roleId)
    return { caller, name, has: user.roles.includes(name) }
  }
}

async function roleNameOf({ store }: Pick<Deps, 'store'>, roleId: string): Promise<string> {
  return (await roleById(store, roleId)).name
}

/** @throws DomainError `account.not_found` */
function requireTenant(tenantId: string | undefined, accountId: string): void {
  if (tenantId !== accountId) throw new DomainError('account.not_found')
}
