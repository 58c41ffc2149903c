import type { UserActor } from '../../server/src/domain/actor.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { addPasskey, offerPasskey } from '../../server/src/domain/factors/add-passkey.ts'
import type { Passkey } from '../../server/src/domain/factors/factor.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { assertionOf, attestationOf } from '../../server/src/http/kit/passkey-answer.ts'
import type { Assertion, Attestation, RelyingParty } from '../../server/src/lib/webauthn.ts'
import { type Oddities, Passkeys } from './authenticator.ts'
import { panelActor } from './core.ts'

/** Where tests are: `PUBLIC_URL` of `http.ts`. */
export const RP: RelyingParty = { id: 'localhost', origin: 'http://localhost:8080' }

export function attest(keys: Passkeys, challenge: string, odd?: Oddities): Attestation {
  return attestationOf(keys.create(challenge, odd))
}

export function answer(keys: Passkeys, challenge: string, odd?: Oddities): Assertion {
  return assertionOf(keys.get(challenge, odd))
}

/** Somebody's passkey, with what they were told when it was added. */
export interface SetUpPasskey {
  readonly keys: Passkeys
  readonly passkey: Passkey
  readonly recoveryCodes: readonly string[]
}

/** Sets a passkey up. Sessions of the user end, but not the actor's. */
export async function setUpPasskey(
  deps: Deps,
  user: User,
  { name = 'laptop', keys = new Passkeys(RP), actor = panelActor(user, deps.clock.now()) } = {},
): Promise<SetUpPasskey> {
  const { challenge, user: named } = await offerPasskey(deps, actor satisfies UserActor, RP)
  keys.userHandle = named.id
  const added = await addPasskey(deps, actor, RP, { name, attestation: attest(keys, challenge) })
  return { keys, passkey: added.passkey, recoveryCodes: added.recoveryCodes ?? [] }
}
