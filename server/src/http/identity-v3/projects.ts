import type { FastifyInstance } from 'fastify'
import { visibleAccount, visibleAccounts } from '../../domain/accounts/visible-accounts.ts'
import { isOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'
import { domainToWire, listToWire, projectToWire } from './directory-wire.ts'
import { type ListRoute, narrowed } from './filters.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

/** Projects, which are the accounts, and the domain they are in. */
export function addProjectRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps, publicUrl } = context

  app.get<ListRoute>('/projects', async (request) => {
    const { actor } = await callerOf(context, request)
    const rows = (await visibleAccounts(deps, actor)).map((account) => projectToWire(account, publicUrl))
    return listToWire(publicUrl, 'projects', narrowed(rows, request.query))
  })

  app.get<IdPath>('/projects/:id', async (request) => {
    const { actor } = await callerOf(context, request)
    return { project: projectToWire(await visibleAccount(deps, actor, request.params.id), publicUrl) }
  })

  // Where the caller can get a token for: the own account alone, also for those who see others.
  app.get('/auth/projects', async (request) => {
    const { actor } = await callerOf(context, request)
    const project = projectToWire(await visibleAccount(deps, actor, actor.accountId), publicUrl)
    return listToWire(publicUrl, 'projects', [project], 'auth/projects')
  })

  app.get('/auth/domains', async (request) => {
    const { actor } = await callerOf(context, request)
    const domains = isOperator(actor) ? [domainToWire(publicUrl)] : []
    return listToWire(publicUrl, 'domains', domains, 'auth/domains')
  })

  app.get('/auth/system', async (request) => {
    const { actor } = await callerOf(context, request)
    return {
      system: isOperator(actor) ? [{ all: true }] : [],
      links: { self: `${publicUrl}/v3/auth/system` },
    }
  })

  app.get<ListRoute>('/domains', async (request) => {
    await callerOf(context, request)
    return listToWire(publicUrl, 'domains', narrowed([domainToWire(publicUrl)], request.query))
  })

  app.get<IdPath>('/domains/:id', async (request) => {
    await callerOf(context, request)
    if (request.params.id !== DEFAULT_DOMAIN.id)
      throw new RequestError('not_found', 'There is no such domain.')
    return { domain: domainToWire(publicUrl) }
  })
}
