import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import type { ApplicationCredential } from './application-credential.ts'

/** A user's application credentials, by name. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function listApplicationCredentials(
  { store }: Deps,
  actor: Actor,
  userId: string,
): Promise<readonly ApplicationCredential[]> {
  const { id } = await userWithinReach(store, actor, userId)
  return store.applicationCredentials.ofUser(id)
}

/** @throws DomainError `application_credential.not_found`, `user.not_found`, `actor.forbidden` */
export async function readApplicationCredential(
  deps: Deps,
  actor: Actor,
  userId: string,
  id: string,
): Promise<ApplicationCredential> {
  const found = (await listApplicationCredentials(deps, actor, userId)).find((one) => one.id === id)
  if (!found) throw new DomainError('application_credential.not_found')
  return found
}
