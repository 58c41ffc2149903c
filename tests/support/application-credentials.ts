import type { UserActor } from '../../server/src/domain/actor.ts'
import {
  type AskedCredential,
  type CreatedCredential,
  createApplicationCredential,
} from '../../server/src/domain/application-credentials/create-credential.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { keyActor } from './deps.ts'

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
