import type { FastifyInstance } from 'fastify'
import type { LiveToken } from '../../domain/tokens/check-token.ts'
import { revokeToken } from '../../domain/tokens/revoke-token.ts'
import { subjectToken, validatedPlainToken } from '../../domain/tokens/subject-token.ts'
import type { HttpContext } from '../kit/context.ts'
import { type Caller, callerOf, validatorOf } from './auth.ts'
import { logIn } from './login.ts'
import { endpointsToWire, loginToWire, tokenToWire } from './wire.ts'

interface TokenPath {
  readonly Params: { readonly token: string }
  readonly Querystring: { readonly belongsTo?: string }
}

interface CatalogQuery {
  readonly include_endpoints?: string | readonly string[]
}

/** Login, validation, endpoints and revocation: `/v2.0/tokens`. */
export function addTokenRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  // Libcloud posts to the address exactly as the user pasted it.
  for (const url of ['', '/tokens']) {
    app.post<{ Querystring: CatalogQuery }>(url, async (request, reply) => {
      const login = await logIn(context, request)
      const endpoints = await deps.known.endpoints()
      const isWhole = login.claims.scope !== 'set-up'
      const withCatalog = isWhole && !isWithoutCatalog(request.query)
      const body = loginToWire({ ...login, endpoints }, context.publicUrl, withCatalog)
      return reply.type('application/json').send(body)
    })
  }

  app.get<TokenPath>('/tokens/:token', async (request, reply) => {
    const { token } = request.params
    const live = await askedToken(
      context,
      await validatorOf(context, request),
      token,
      request.query.belongsTo,
    )
    const body = tokenToWire({ ...live, token, endpoints: await deps.known.endpoints() })
    return reply.type('application/json').send(body)
  })

  app.get<TokenPath>('/tokens/:token/endpoints', async (request) => {
    const live = await askedToken(context, await callerOf(context, request), request.params.token)
    return endpointsToWire({ ...live, endpoints: await deps.known.endpoints() }, context.publicUrl)
  })

  app.delete('/tokens', async (request, reply) => {
    const { actor, live } = await callerOf(context, request)
    await revokeToken(deps, actor, live)
    return reply.code(204).send()
  })

  app.delete<TokenPath>('/tokens/:token', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await revokeToken(deps, actor, await subjectToken(deps, actor, request.params.token))
    return reply.code(204).send()
  })
}

/** Python's programs write the word with a capital. */
function isWithoutCatalog({ include_endpoints: included }: CatalogQuery): boolean {
  return typeof included === 'string' && included.toLowerCase() === 'false'
}

/** @throws DomainError `token.not_found`, `actor.forbidden` */
function askedToken(
  { deps }: HttpContext,
  caller: Caller,
  token: string,
  belongsTo?: string,
): Promise<LiveToken> {
  return validatedPlainToken(deps, caller.actor, token, belongsTo ?? null)
}
