import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import { revealKey } from './reveal-key.ts'

/** What a user can log in with. */
export interface Credentials {
  readonly userName: string
  readonly hasPassword: boolean
  /** Null where there is none, or none that can be shown. */
  readonly apiKey: string | null
}

const NOTHING_TO_SHOW: ReadonlySet<DomainErrorCode> = new Set(['key.not_found', 'key.lost', 'key.shown_once'])

/**
 * Shows the key, if there is one, and says whether there is a password.
 * @throws DomainError `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export async function listCredentials(deps: Deps, actor: Actor, userId: string): Promise<Credentials> {
  const user = await userWithinReach(deps.store, actor, userId)
  const apiKey = await revealKey(deps, actor, userId).then(
    ({ secret }) => secret,
    (error: unknown) => {
      if (error instanceof DomainError && NOTHING_TO_SHOW.has(error.code)) return null
      throw error
    },
  )
  return { userName: user.name, hasPassword: user.passwordHash !== null, apiKey }
}
