import type { FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { accessAllows } from '../../domain/application-credentials/access-rule.ts'
import { DomainError } from '../../domain/errors.ts'
import { splitUrl } from './paths.ts'

/** The type that this service itself has in a catalog. */
const IDENTITY = 'identity'

/**
 * Access rules hold for this service as for any other.
 * @throws DomainError `actor.forbidden` for what no access rule of the token's application credential allows
 */
export function requireOwnAccess(
  { proof }: UserActor,
  { method, url }: Pick<FastifyRequest, 'method' | 'url'>,
): void {
  const { path } = splitUrl(url)
  const rules = proof.kind === 'delegation' ? proof.delegation.credential.accessRules : null
  if (accessAllows(rules, { service: IDENTITY, method, path })) return
  const reason = 'No access rule of the application credential allows this request.'
  throw new DomainError('actor.forbidden', { reason })
}
