import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { rulesOf } from './list-services.ts'
import { type Decision, MALFORMED } from './protection.ts'
import { requestPath } from './request-path.ts'

/** A request as somebody imagines it. */
export interface ImaginedRequest {
  readonly method: string
  /** As the service's clients send it, from the host on; a query says nothing. */
  readonly path: string
  /** Null for somebody with no role at all. */
  readonly role: string | null
}

/**
 * What forward-auth answers to a good credential, in words.
 * @throws DomainError `endpoint.not_found` for a service that the catalog does not have, `actor.forbidden`
 */
export async function decideRequest(
  deps: Pick<Deps, 'store' | 'known'>,
  actor: Actor,
  name: string,
  request: ImaginedRequest,
): Promise<Decision> {
  // Refuses as the rules themselves are refused.
  await rulesOf(deps, actor, name)
  const { method, role } = request
  const path = requestPath(request.path)
  if (path === null) return MALFORMED
  const protection = await deps.known.protection()
  const host = protection.hostOf(name, path)
  return protection.decide({ method: method.toUpperCase(), host, path }, role)
}
