import { totpSecretText, totpUri } from '../../lib/totp.ts'
import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Random } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { checkFactorName, MAX_FACTORS, type TotpDevice } from './factor.ts'
import { requireFactorPresence } from './presence.ts'
import { placeOfDevice } from './prove-code.ts'
import { heldUser } from './recovery-codes.ts'

/** RFC 4226, section 4: 160 bits. */
const SECRET_BYTES = 20
export const ISSUER = 'Keyward'

/** A device with what must be carried into the app, once. */
export interface NewDevice {
  readonly device: TotpDevice
  /** Base32. */
  readonly secret: string
  readonly uri: string
}

/**
 * Makes the secret of an authenticator app. It counts once a code of it has been typed.
 * @throws DomainError `step_up.needed`, `actor.forbidden`, `input.invalid` for a name, `factor.exists` for too many
 */
export function enrolTotp(deps: Deps, actor: UserActor, name: string): Promise<NewDevice> {
  return deps.store.transaction(async (tx) => {
    await requireFactorPresence(deps, tx, actor)
    const user = await heldUser(tx, actor.userId)
    const made = await addDevice(deps, tx, user, name)
    const act = { action: 'factor.totp_begin', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
    return made
  })
}

async function addDevice(deps: Deps, tx: Stores, user: User, given: string): Promise<NewDevice> {
  const name = checkFactorName(given, 'Authenticator app')
  if ((await tx.totp.ofUser(user.id)).length >= MAX_FACTORS) {
    throw new DomainError('factor.exists', { reason: `A user has at most ${MAX_FACTORS} apps.` })
  }
  const secret = newTotpSecret(deps.random)
  const facts = { id: randomHexId(deps.random), userId: user.id, accountId: user.accountId, name }
  const state = { createdAtMs: deps.clock.now(), verifiedAtMs: null, lastStep: null }
  const device = {
    ...facts,
    ...state,
    sealed: deps.vault.seal(placeOfDevice({ ...facts, ...state }), secret),
  }
  await tx.totp.insert(device)
  return { device, secret, uri: totpUri(ISSUER, user.name, secret) }
}

/** Base32. */
export function newTotpSecret(random: Random): string {
  return totpSecretText(random.bytes(SECRET_BYTES))
}
