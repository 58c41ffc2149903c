import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DomainError } from '../../domain/errors.ts'
import { resetByLink } from '../../domain/links/password-link.ts'
import { forgotPassword } from '../../domain/mail/forgot-password.ts'
import { changePassword } from '../../domain/users/change-password.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { tokenCaller } from '../kit/token-caller.ts'
import { visitOf } from '../kit/visit.ts'

const CHANGE = 'RAX-AUTH:changePasswordCredentials'
const ChangeBody = z.object({
  [CHANGE]: z.object({ username: z.string(), password: z.string(), newPassword: z.string() }),
})

const FORGOT = 'RAX-AUTH:forgotPasswordCredentials'
const ForgotBody = z.object({ [FORGOT]: z.object({ username: z.string(), portal: z.string().optional() }) })

const RESET = 'RAX-AUTH:passwordReset'
const ResetBody = z.object({ [RESET]: z.object({ password: z.string() }) })

/** Changing a password without a token. */
export function addPasswordRoutes(app: FastifyInstance, context: HttpContext): void {
  app.post('/users/RAX-AUTH/change-pwd', async (request, reply) => {
    const parsed = ChangeBody.safeParse(request.body)
    if (!parsed.success) {
      throw new RequestError('bad_request', `The body needs ${CHANGE} (username, password, newPassword).`)
    }
    const { username, password: currentPassword, newPassword } = parsed.data[CHANGE]
    const visit = visitOf(context, request, 'identity-v2.0')
    await changePassword(context.deps, { username, currentPassword, newPassword }, visit)
    return reply.code(204).send()
  })
  app.post('/users/RAX-AUTH/forgot-pwd', async (request, reply) => {
    const parsed = ForgotBody.safeParse(request.body)
    if (!parsed.success) throw new RequestError('bad_request', `The body needs ${FORGOT} (username).`)
    const visit = visitOf(context, request, 'identity-v2.0')
    await forgotPassword(context.deps, parsed.data[FORGOT].username, visit)
    return reply.code(204).send()
  })
  app.post('/users/RAX-AUTH/pwd-reset', async (request, reply) => {
    const parsed = ResetBody.safeParse(request.body)
    if (!parsed.success) throw new RequestError('bad_request', `The body needs ${RESET} (password).`)
    const token = String(request.headers['x-auth-token'] ?? '')
    const visit = visitOf(context, request, 'identity-v2.0')
    const { password } = parsed.data[RESET]
    await resetByLink(context.deps, token, password, visit).catch((error: unknown) =>
      refuseToken(context, request, error),
    )
    return reply.code(204).send()
  })
}

/** A token that opens other things is told from one that opens nothing. @throws DomainError always */
async function refuseToken(context: HttpContext, request: FastifyRequest, error: unknown): Promise<never> {
  if (!(error instanceof DomainError) || error.code !== 'link.not_found') throw error
  await tokenCaller(context, request, 'identity-v2.0')
  throw new DomainError('actor.forbidden', { reason: 'This takes the token of a mailed link.' })
}
