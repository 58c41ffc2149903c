import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { changePassword } from '../../domain/users/change-password.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { visitOf } from '../kit/visit.ts'

const CHANGE = 'RAX-AUTH:changePasswordCredentials'
const ChangeBody = z.object({
  [CHANGE]: z.object({ username: z.string(), password: z.string(), newPassword: z.string() }),
})

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
}
