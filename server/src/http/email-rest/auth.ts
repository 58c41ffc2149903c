import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { turnCall } from '../../domain/callers/turn-call.ts'
import { DomainError } from '../../domain/errors.ts'
import { authenticateSignature } from '../../domain/key-pairs/authenticate-signature.ts'
import { CallLimitError } from '../../domain/key-pairs/call-limits.ts'
import type { CallKind, KnownPair } from '../../domain/key-pairs/key-pair.ts'
import type { Visit } from '../../domain/sessions/session.ts'
import type { HttpContext } from '../kit/context.ts'
import { noteCaller } from '../kit/counted-caller.ts'
import { visitOf } from '../kit/visit.ts'
import { isSecure } from './secure.ts'

export const DIALECT = 'email'

const actors = new WeakMap<FastifyRequest, UserActor>()

/** Asks for the signature before anything is routed, and counts the call. */
export function requireSignature(app: FastifyInstance, context: HttpContext): void {
  const { deps, trustedProxies } = context
  app.addHook('onRequest', async (request) => {
    if (!isSecure(request.raw, trustedProxies))
      throw new DomainError('actor.forbidden', { reason: 'Use HTTPS.' })
    const visit = visitOf(context, request, DIALECT)
    const kind = kindOf(request)
    const pair = await authenticateSignature(deps, signedBy(request, kind), visit.origin)
    const room = deps.callLimits.take(pair, kind, deps.clock.now())
    const actor = actorOf(pair, visit)
    if (room) {
      turnCall(deps, actor, 'throttled')
      throw new CallLimitError(room)
    }
    noteCaller(request, actor)
    if (pair.scope?.access === 'read' && kind !== 'read')
      throw new DomainError('actor.forbidden', { reason: 'This key pair may only read.' })
    actors.set(request, actor)
  })
}

/** The super administrator who signed. */
export function callerOf(request: FastifyRequest): UserActor {
  const actor = actors.get(request)
  if (!actor) throw new DomainError('credential.needed')
  return actor
}

function signedBy({ headers }: FastifyRequest, kind: CallKind) {
  const header = headers['x-api-signature']
  return {
    header: typeof header === 'string' ? header : undefined,
    userAgent: headers['user-agent'] ?? '',
    isWrite: kind !== 'read',
  }
}

const READING = new Set(['GET', 'HEAD'])
const A_DOMAIN = '/v1/customers/:customer/domains/:domain'
/** Whole domains and their other names; how their addresses were written does not matter. */
const DOMAIN_WRITES = new Set<string | undefined>([A_DOMAIN, `${A_DOMAIN}/alternatedomains/:alternate`])

function kindOf({ method, routeOptions }: FastifyRequest): CallKind {
  if (READING.has(method)) return 'read'
  return DOMAIN_WRITES.has(routeOptions.url) ? 'domainWrite' : 'write'
}

function actorOf(pair: KnownPair, visit: Visit): UserActor {
  const { userId, userName, accountId, roles, pairId, scope } = pair
  const proof = { kind: 'credential', of: 'key-pair', credentialId: pairId } as const
  const actor: UserActor = { kind: 'user', userId, userName, accountId, roles, proof, ...visit }
  return scope ? { ...actor, mailScope: scope } : { ...actor, adminType: 'super' }
}
