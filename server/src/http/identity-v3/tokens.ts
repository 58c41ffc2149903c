import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import type { LiveToken } from '../../domain/tokens/check-token.ts'
import { revokeToken } from '../../domain/tokens/revoke-token.ts'
import { endableToken, validatedToken } from '../../domain/tokens/subject-token.ts'
import { EXPIRED_GRACE_MS } from '../../domain/tokens/token.ts'
import type { HttpContext } from '../kit/context.ts'
import { callerOf, validatorOf } from './auth.ts'
import { isSet } from './filters.ts'
import { logIn } from './login.ts'
import { type TokenFacts, tokenToWire } from './wire.ts'

interface TokenQuery {
  /** Leaves the catalog out, whatever its value. */
  readonly nocatalog?: unknown
  readonly allow_expired?: unknown
}

interface TokenRoute {
  readonly Querystring: TokenQuery
}

/** Login, validation and revocation: `/v3/auth/tokens`. */
export function addTokenRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  // Libcloud posts to the address exactly as the user pasted it.
  for (const url of ['', '/auth/tokens']) {
    app.post<TokenRoute>(url, async (request, reply) => {
      const { token, ...facts } = await logIn(context, request)
      return sendToken(context, request.query, reply.code(201), token, facts)
    })
  }

  // Answers HEAD too.
  app.get<TokenRoute>('/auth/tokens', async (request, reply) => {
    const { actor } = await validatorOf(context, request)
    const token = subjectOf(request)
    const graceMs = isSet(request.query.allow_expired) ? EXPIRED_GRACE_MS : 0
    const live: LiveToken = await validatedToken(deps, actor, token, graceMs)
    requireUnderstood(request, live)
    return sendToken(context, request.query, reply, token, live)
  })

  app.delete('/auth/tokens', async (request, reply) => {
    const { actor } = await callerOf(context, request)
    await revokeToken(deps, actor, await endableToken(deps, actor, subjectOf(request)))
    return reply.code(204).send()
  })
}

async function sendToken(
  { deps, publicUrl }: HttpContext,
  query: TokenQuery,
  reply: FastifyReply,
  token: string,
  facts: TokenFacts,
): Promise<FastifyReply> {
  const withCatalog = query.nocatalog === undefined
  const catalog = withCatalog ? { endpoints: await deps.known.endpoints(), publicUrl } : null
  const body = tokenToWire(facts, catalog)
  return reply.header('X-Subject-Token', token).type('application/json').send(body)
}

/**
 * A validator that knows nothing of access rules would let the token do everything, so it is not told of it.
 * @throws DomainError `token.not_found`
 */
function requireUnderstood({ headers }: FastifyRequest, { delegation }: LiveToken): void {
  const understands = Boolean(headers['openstack-identity-access-rules'])
  if (delegation?.credential.accessRules && !understands) throw new DomainError('token.not_found')
}

/** The token that is asked about; without one nothing is found. */
function subjectOf({ headers }: FastifyRequest): string {
  const token = headers['x-subject-token']
  return typeof token === 'string' ? token : ''
}
