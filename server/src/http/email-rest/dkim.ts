import type { FastifyInstance, FastifyReply } from 'fastify'
import { makeDkimKey, revokeDkimKeys, verifyDkimKey } from '../../domain/dkim/change-key.ts'
import { recordOf, type ShownDkimKey, subdomainOf } from '../../domain/dkim/dkim-key.ts'
import { showDkimKey } from '../../domain/dkim/show-key.ts'
import type { HttpContext } from '../kit/context.ts'
import { answer, done } from './answer.ts'
import { callerOf } from './auth.ts'
import { MissingError } from './errors.ts'
import { type DomainPath, domainPlace } from './places.ts'

const DKIM = '/customers/:customer/domains/:domain/dkim'

/** Keys that mail is signed with. */
export function addDkimRoutes(app: FastifyInstance, { deps }: HttpContext): void {
  app.get<DomainPath>(DKIM, async (request, reply) => {
    const key = await showDkimKey(deps, callerOf(request), domainPlace(request))
    return answered(reply, key, true)
  })

  app.post<DomainPath>(DKIM, async (request, reply) =>
    answered(reply, await makeDkimKey(deps, callerOf(request), domainPlace(request)), false),
  )

  app.post<DomainPath>(`${DKIM}/verification`, async (request, reply) =>
    answered(reply, await verifyDkimKey(deps, callerOf(request), domainPlace(request)), false),
  )

  app.delete<DomainPath>(DKIM, async (request, reply) => {
    await revokeDkimKeys(deps, callerOf(request), domainPlace(request))
    return done(reply)
  })
}

function answered(reply: FastifyReply, key: ShownDkimKey | null, isWhole: boolean): FastifyReply {
  if (key === null) throw new MissingError('DKIM')
  const members = {
    hostedBy: 'external',
    status: key.activatedAtMs === null ? 'pendingVerification' : 'active',
    subdomain: subdomainOf(key),
    dnsKey: recordOf(key),
  }
  if (!isWhole) return answer(reply, 'dkim', members)
  return answer(reply, 'dkim', { ...members, selector: key.selector, publicKey: pemOf(key) })
}

function pemOf({ publicKey }: ShownDkimKey): string {
  const lines = publicKey.match(/.{1,64}/g) ?? []
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n')
}
