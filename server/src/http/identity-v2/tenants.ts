import type { FastifyInstance } from 'fastify'
import { ownAccount } from '../../domain/accounts/own-account.ts'
import { visibleAccount } from '../../domain/accounts/visible-accounts.ts'
import { DomainError } from '../../domain/errors.ts'
import { requireManager } from '../../domain/users/managing.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { textOf } from './text-of.ts'
import { usersInSight } from './users-in-sight.ts'
import { tenantToWire } from './users-wire.ts'

interface TenantPath {
  readonly Params: { readonly tenantId: string }
}

/** The account as the tenant that it is, and who is in it. */
export function addTenantRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<{ Querystring: { name?: unknown } }>('/tenants', async (request) => {
    const { actor } = await callerOf(context, request)
    const tenant = tenantToWire(await ownAccount(deps, actor))
    const name = textOf(request.query.name)
    // By name the answer is one tenant, not a list.
    if (name === undefined) return { tenants: [tenant], tenants_links: [] }
    if (name !== tenant.name) throw new DomainError('account.not_found')
    return { tenant }
  })

  app.get<TenantPath>('/tenants/:tenantId', async (request) => {
    const { actor } = await callerOf(context, request)
    return { tenant: tenantToWire(await visibleAccount(deps, actor, request.params.tenantId)) }
  })

  app.get<TenantPath>('/tenants/:tenantId/users', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { id: accountId } = await visibleAccount(deps, actor, request.params.tenantId)
    requireManager(actor)
    return usersInSight(context, actor, { accountId }, request, reply)
  })
}
