import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { User } from './user.ts'

const EXPIRED =
  'The password has expired. Change it by RAX-AUTH/change-pwd, or ask your account administrator.'

/**
 * For somebody whose password has just proved right: it must not be older than the account allows.
 * @throws DomainError `actor.forbidden`
 */
export async function requireFreshPassword(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { accountId, passwordChangedAtMs }: User,
): Promise<void> {
  const lifeSeconds = (await store.accounts.byId(accountId))?.passwordLifeSeconds ?? null
  if (lifeSeconds === null || passwordChangedAtMs === null) return
  if (clock.now() - passwordChangedAtMs < lifeSeconds * 1_000) return
  throw new DomainError('actor.forbidden', { reason: EXPIRED })
}
