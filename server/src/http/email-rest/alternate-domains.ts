import type { FastifyInstance } from 'fastify'
import { addAlternate, listAlternates, removeAlternate } from '../../domain/domains/alternate-names.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { type DomainPath, domainPlace } from './places.ts'

const ALTERNATES = '/customers/:customer/domains/:domain/alternatedomains'
const ALTERNATE = `${ALTERNATES}/:alternate` as const

interface AlternatePath {
  readonly Params: DomainPath['Params'] & { readonly alternate: string }
}

export function addAlternateDomainRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(ALTERNATES, async (request, reply) => {
    const names = await listAlternates(deps, callerOf(request), domainPlace(request))
    const alternateDomains = names.map((name) => ({ name, type: 'DomainAlias' }))
    return answer(reply, 'alternateDomainList', { alternateDomains })
  })

  app.post<AlternatePath>(ALTERNATE, async (request, reply) => {
    await addAlternate(deps, callerOf(request), domainPlace(request), request.params.alternate)
    return done(reply)
  })

  app.delete<AlternatePath>(ALTERNATE, async (request, reply) => {
    await removeAlternate(deps, callerOf(request), domainPlace(request), request.params.alternate)
    return done(reply)
  })
}
