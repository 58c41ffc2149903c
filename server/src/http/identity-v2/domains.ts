import type { FastifyInstance } from 'fastify'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { visibleAccount, visibleAccounts } from '../../domain/accounts/visible-accounts.ts'
import { requireManager } from '../../domain/users/managing.ts'
import { readUser } from '../../domain/users/read-user.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { DOMAIN, domainFromWire, domainToWire, policyFromWire, policyToWire } from './domains-wire.ts'
import { pageOf } from './paging.ts'
import type { UserPath } from './users.ts'

const ONE = '/RAX-AUTH/domains/:domainId'
const POLICY = `${ONE}/password-policy`

interface DomainPath {
  readonly Params: { readonly domainId: string }
}

/** The account as the domain that it is, and what it asks of its users. */
export function addDomainRoutes(app: FastifyInstance, context: HttpContext): void {
  addPolicyRoutes(app, context)
  const { deps, publicUrl } = context

  app.get('/RAX-AUTH/domains', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const domains = (await visibleAccounts(deps, actor)).map(domainToWire)
    return { 'RAX-AUTH:domains': pageOf(domains, request, reply, publicUrl) }
  })

  app.get<UserPath>('/users/:userId/RAX-AUTH/domains', async (request) => {
    const { actor } = await callerOf(context, request)
    const { accountId } = await readUser(deps, actor, request.params.userId)
    return { 'RAX-AUTH:domains': [domainToWire(await visibleAccount(deps, actor, accountId))] }
  })

  app.get<DomainPath>(ONE, async (request) => {
    const { actor } = await callerOf(context, request)
    return { [DOMAIN]: domainToWire(await visibleAccount(deps, actor, request.params.domainId)) }
  })

  app.put<DomainPath>(ONE, async (request) => {
    const { actor } = await callerOf(context, request)
    const present = await visibleAccount(deps, actor, request.params.domainId)
    requireManager(actor)
    const change = domainFromWire(request.body, present)
    return { [DOMAIN]: domainToWire(await updateAccount(deps, actor, present.id, change)) }
  })
}

function addPolicyRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.get<DomainPath>(POLICY, async (request) => {
    const { actor } = await callerOf(context, request)
    const account = await visibleAccount(deps, actor, request.params.domainId)
    requireManager(actor)
    return policyToWire(account)
  })

  app.put<DomainPath>(POLICY, async (request) => {
    const { actor } = await callerOf(context, request)
    const { id } = await visibleAccount(deps, actor, request.params.domainId)
    requireManager(actor)
    return policyToWire(await updateAccount(deps, actor, id, policyFromWire(request.body)))
  })

  app.delete<DomainPath>(POLICY, async (request, reply) => {
    const { actor } = await callerOf(context, request)
    const { id } = await visibleAccount(deps, actor, request.params.domainId)
    requireManager(actor)
    await updateAccount(deps, actor, id, { passwordLifeSeconds: null, passwordHistory: 0 })
    return reply.code(204).send()
  })
}
