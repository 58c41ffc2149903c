import { keyActor } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { User } from '../users/user.ts'
import {
  type AskedCredential,
  type CreatedCredential,
  createApplicationCredential,
} from './create-credential.ts'

let made = 0

/** Makes an application credential of a user, without limits unless told otherwise. */
export function makeFor(
  deps: Deps,
  user: User,
  asked: Partial<AskedCredential> = {},
  actor: UserActor = keyActor(user),
): Promise<CreatedCredential> {
  return createApplicationCredential(deps, actor, user.id, {
    ...{ name: `credential ${++made}`, description: null, secret: null, roles: null },
    ...{ unrestricted: false, accessRules: null, expiresAtMs: null },
    ...asked,
  })
}
