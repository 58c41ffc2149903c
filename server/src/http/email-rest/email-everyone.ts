import type { FastifyInstance } from 'fastify'
import { announce } from '../../domain/mail/announce.ts'
import type { HttpContext } from '../kit/context.ts'
import { done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type DomainPath, domainPlace } from './places.ts'

/** A letter to every mailbox of a domain. */
export function addEmailEveryoneRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.post<DomainPath>('/customers/:customer/domains/:domain/emaileveryone', async (request, reply) => {
    const place = domainPlace(request)
    const fields = fieldsOf(request)
    await announce(deps, callerOf(request), place, {
      fromName: fields.text('senderName') ?? '',
      fromAddress: fields.required('senderAddress'),
      subject: fields.required('subject'),
      text: fields.required('body'),
    })
    return done(reply)
  })
}
