import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { issueAdminToken } from '../../domain/login-tokens/issue-admin-token.ts'
import { issueMailboxToken } from '../../domain/login-tokens/issue-mailbox-token.ts'
import type { IssuedToken } from '../../domain/login-tokens/login-token.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type CustomerPath, requireOwnCustomer } from './customers.ts'
import { usDate } from './dates.ts'
import { type MailboxPath, mailboxPlace } from './places.ts'

/** Tokens that let in once, at the panel or at a mailbox. */
export function addLoginTokenRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.post<CustomerPath>('/customers/:customer/logintoken', async (request, reply) => {
    const accountId = requireOwnCustomer(request)
    // Whoever runs the installation may look after every account, and is nobody in another one.
    if (accountId !== callerOf(request).accountId) throw new DomainError('actor.forbidden')
    const fields = fieldsOf(request)
    const name = fields.required('userName')
    if (fields.flag('virtualUser')) {
      // Never the administrator who happens to have that name.
      const reason = 'This server has no virtual users: leave virtualUser out, or send false.'
      throw new DomainError('input.invalid', { field: 'virtualUser', reason })
    }
    return answer(
      reply,
      'loginToken',
      toWire(await issueAdminToken(deps, callerOf(request), accountId, name)),
    )
  })

  app.post<MailboxPath>(
    '/customers/:customer/domains/:domain/rs/mailboxes/:mailbox/logintoken',
    async (request, reply) =>
      answer(
        reply,
        'loginToken',
        toWire(await issueMailboxToken(deps, callerOf(request), mailboxPlace(request))),
      ),
  )
}

function toWire({ token, createdAtMs, user }: IssuedToken) {
  return { dateCreated: usDate(createdAtMs), token, user }
}
