import type { FastifyInstance } from 'fastify'
import { setCatchAll, showCatchAll } from '../../domain/domains/catch-all.ts'
import type { HttpContext } from '../kit/context.ts'
import { RequestError } from '../kit/request-error.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import { type DomainPath, domainPlace } from './places.ts'

const CATCH_ALL = '/customers/:customer/domains/:domain/catchalladdress'

export function addCatchAllRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(CATCH_ALL, async (request, reply) => {
    const address = await showCatchAll(deps, callerOf(request), domainPlace(request))
    return answer(reply, 'catchAllAddress', { address: address ?? '' })
  })

  app.put<DomainPath>(CATCH_ALL, async (request, reply) => {
    const place = domainPlace(request)
    const address = fieldsOf(request).text('address')
    if (address === undefined)
      throw new RequestError('bad_request', 'Missing required field: address', 'address')
    await setCatchAll(deps, callerOf(request), place, address)
    return done(reply)
  })
}
