import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { impersonate, MAX_IMPERSONATION_SECONDS } from '../../domain/tokens/impersonate.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { callerOf } from './auth.ts'

const IMPERSONATION = 'RAX-AUTH:impersonation'
const Body = z.object({
  [IMPERSONATION]: z.strictObject({
    user: z.union([z.strictObject({ username: z.string() }), z.strictObject({ id: z.string() })]),
    'expire-in-seconds': z.int().min(1).default(MAX_IMPERSONATION_SECONDS),
  }),
})

/** Tokens with which staff acts in a user's name. */
export function addImpersonationRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context

  app.post('/RAX-AUTH/impersonation-tokens', async (request) => {
    const { actor, live } = await callerOf(context, request)
    const parsed = Body.safeParse(request.body)
    if (!parsed.success) {
      const words = `The body needs ${IMPERSONATION} with user (username or id); expire-in-seconds is a number.`
      throw new RequestError('bad_request', words)
    }
    const { user: named, 'expire-in-seconds': seconds } = parsed.data[IMPERSONATION]
    const { users } = deps.store
    const user = await ('id' in named ? users.byId(named.id) : users.byName(named.username))
    const { token, claims } = await impersonate(deps, actor, live, { user, seconds })
    return { access: { token: { expires: new Date(claims.expiresAtMs).toISOString(), id: token } } }
  })
}
