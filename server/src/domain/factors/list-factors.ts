import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isLocked } from './attempts.ts'
import type { Passkey, TotpDevice } from './factor.ts'
import { mustHaveFactor } from './required.ts'

export interface Factors {
  readonly devices: readonly TotpDevice[]
  readonly passkeys: readonly Passkey[]
  /** Recovery codes that are left of the list. */
  readonly codesLeft: number
  /** When the list was made; null without one. */
  readonly codesMadeAtMs: number | null
  readonly required: boolean
  /** No code is taken for now: there were too many wrong ones. */
  readonly locked: boolean
}

/** @throws DomainError `user.not_found` */
export async function listFactors(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  userId: string,
): Promise<Factors> {
  const user = await store.users.byId(userId)
  if (!user) throw new DomainError('user.not_found')
  const printed = (await store.recoveryCodes.ofUser(userId)).filter(({ expiresAtMs }) => expiresAtMs === null)
  return {
    devices: await store.totp.ofUser(userId),
    passkeys: await store.passkeys.ofUser(userId),
    codesLeft: printed.length,
    codesMadeAtMs: printed[0]?.createdAtMs ?? null,
    required: mustHaveFactor(user, await store.accounts.byId(user.accountId)),
    locked: await isLocked({ clock }, store, userId),
  }
}
