import type { Actor } from '../actor.ts'
import { requireOperator } from '../policy.ts'

/** For the services of the installation, their endpoints, rules and roles. @throws DomainError `actor.forbidden` */
export function requireServiceKeeper(actor: Actor): void {
  requireOperator(actor)
}
