import type { FastifyInstance } from 'fastify'
import { addAlternate, listAlternates, removeAlternate } from '../../domain/domains/alternate-names.ts'
import { DomainError } from '../../domain/errors.ts'
import { domainName } from '../../lib/domain-name.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { fieldsOf } from './body.ts'
import type { Fields } from './fields.ts'
import { type DomainPath, domainPlace } from './places.ts'

const ALTERNATES = '/customers/:customer/domains/:domain/alternatedomains'
const ALTERNATE = `${ALTERNATES}/:alternate` as const

interface AlternatePath {
  readonly Params: DomainPath['Params'] & { readonly alternate: string }
}

export function addAlternateDomainRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(ALTERNATES, async (request, reply) => {
    const names = await listAlternates(deps, callerOf(request), domainPlace(request))
    return answer(reply, 'alternateDomainList', told(names))
  })

  app.get<AlternatePath>(ALTERNATE, async (request, reply) => {
    const names = await listAlternates(deps, callerOf(request), domainPlace(request))
    const asked = domainName(request.params.alternate)
    const found = names.filter((name) => name === asked)
    if (found.length === 0) throw new DomainError('mail_domain.not_found')
    return answer(reply, 'alternateDomainList', told(found))
  })

  app.post<AlternatePath>(ALTERNATE, async (request, reply) => {
    checkType(fieldsOf(request))
    await addAlternate(deps, callerOf(request), domainPlace(request), request.params.alternate)
    return done(reply)
  })

  app.delete<AlternatePath>(ALTERNATE, async (request, reply) => {
    await removeAlternate(deps, callerOf(request), domainPlace(request), request.params.alternate)
    return done(reply)
  })
}

function told(names: readonly string[]) {
  return { alternateDomains: names.map((name) => ({ name, type: 'DomainAlias' })) }
}

function checkType(fields: Fields): void {
  if (['', 'domainalias'].includes(fields.text('type')?.toLowerCase() ?? '')) return
  const reason = 'type must be DomainAlias: this server has no Exchange.'
  throw new DomainError('input.invalid', { field: 'type', reason })
}
