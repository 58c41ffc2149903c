import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { isOperator } from '../../domain/policy.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf } from './auth.ts'
import { domainToWire } from './directory-wire.ts'
import { noSuchDomain } from './members.ts'
import { listToWire } from './paging.ts'
import { DEFAULT_DOMAIN } from './scope.ts'

interface IdPath {
  readonly Params: { readonly id: string }
}

/** The one domain, and the system: both are for operators to get tokens for. */
export function addDomainRoutes(app: FastifyInstance, context: HttpContext): void {
  const { publicUrl } = context

  app.get('/auth/domains', async (request) => {
    const { actor } = await callerOf(context, request)
    const domains = isOperator(actor) ? [domainToWire(publicUrl)] : []
    return listToWire(publicUrl, request, 'domains', domains)
  })

  app.get('/auth/system', async (request) => {
    const { actor } = await callerOf(context, request)
    return {
      system: isOperator(actor) ? [{ all: true }] : [],
      links: { self: `${publicUrl}/v3/auth/system` },
    }
  })

  app.get('/domains', async (request) => {
    await callerOf(context, request)
    return listToWire(publicUrl, request, 'domains', [domainToWire(publicUrl)])
  })

  app.get<IdPath>('/domains/:id', async (request) => {
    await callerOf(context, request)
    if (request.params.id !== DEFAULT_DOMAIN.id) throw noSuchDomain()
    return { domain: domainToWire(publicUrl) }
  })

  app.post('/domains', async (request) => {
    await callerOf(context, request)
    throw new DomainError('actor.forbidden', {
      reason: 'There is one domain, "Default". An account is a project in it: create a project.',
    })
  })

  for (const method of ['PATCH', 'DELETE'] as const) {
    app.route<IdPath>({
      method,
      url: '/domains/:id',
      handler: async (request) => {
        await callerOf(context, request)
        if (request.params.id !== DEFAULT_DOMAIN.id) throw noSuchDomain()
        throw new DomainError('actor.forbidden', { reason: 'The one domain stays as it is.' })
      },
    })
  }
}
