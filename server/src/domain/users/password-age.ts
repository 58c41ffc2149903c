import { passwordLifeSeconds } from '../administrators/signing-in.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { User } from './user.ts'

const EXPIRED =
  'The password has expired. Change it by RAX-AUTH/change-pwd, or ask your account administrator.'

/**
 * For somebody whose password has just proved right: it must not be older than the account allows, and than
 * was agreed with an administrator.
 * @throws DomainError `actor.forbidden`
 */
export async function requireFreshPassword(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  user: User,
): Promise<void> {
  const { accountId, passwordChangedAtMs } = user
  const lifeSeconds = (await store.accounts.byId(accountId))?.passwordLifeSeconds ?? null
  const ownSeconds = await passwordLifeSeconds(store, user)
  if (passwordChangedAtMs === null) return
  const seconds = Math.min(lifeSeconds ?? Number.POSITIVE_INFINITY, ownSeconds ?? Number.POSITIVE_INFINITY)
  if (clock.now() - passwordChangedAtMs < seconds * 1_000) return
  throw new DomainError('actor.forbidden', { reason: EXPIRED })
}
