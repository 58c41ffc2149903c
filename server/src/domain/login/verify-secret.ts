import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { proveBeside } from '../factors/passcode-login.ts'
import { requirePasswordAlone } from '../factors/required.ts'
import type { Holder } from '../tokens/issue-token.ts'
import { requireFreshPassword } from '../users/password-age.ts'
import { normaliseUserName, type User } from '../users/user.ts'
import type { KnownKey } from './known.ts'
import { judgeKey, settleVerdict } from './verify-key.ts'
import { authenticatePassword, authenticatePasswordById } from './verify-password.ts'

/** A user as a client names them. */
export type Whom = { readonly id: string } | { readonly name: string }

/** A code of an authenticator app or of the recovery list, and whose it is said to be. */
export interface Passcode {
  readonly whom: Whom
  readonly code: string
}

/**
 * Checks a secret that is the user's account key or password; which of the two the client need not say.
 * The key is tried first: it costs next to nothing, and a good one never waits behind the failures of others.
 * @param passcode what came beside it; a wrong one is refused even beside a key
 * @throws DomainError `credential.wrong`; `factor.wrong`; `user.disabled` after the secret proved right; `throttled`, `busy`; for a
 * password that is not enough `factor.needed`, `factor.set_up_needed`
 */
export async function authenticateSecret(
  deps: Deps,
  whom: Whom,
  secret: string,
  origin: Origin,
  passcode: Passcode | null = null,
): Promise<Holder> {
  const verdict = await judgeKey(deps, { secret, username: 'name' in whom ? whom.name : null })
  if ('key' in verdict && ('name' in whom || verdict.key.userId === whom.id)) {
    const { key } = verdict
    settleVerdict(deps, verdict, key.userName, origin)
    if (passcode) await provePasscode(deps, await deps.store.users.byId(key.userId), passcode, origin)
    return keyHolder(key)
  }
  const user = await byPassword(deps, whom, secret, origin)
  await requireFreshPassword(deps, user)
  if (passcode) await provePasscode(deps, user, passcode, origin)
  else await requirePasswordAlone(deps, user)
  const { id, accountId, passwordId } = user
  if (passwordId === null) throw new DomainError('credential.wrong')
  return { userId: id, accountId, credentialId: passwordId, method: passcode ? 'PASSCODE' : 'PASSWORD' }
}

/** Asked only once the secret is right: a code is not used up for a wrong one, nor guessed at without the right one. */
async function provePasscode(
  deps: Deps,
  user: User | null,
  { whom, code }: Passcode,
  origin: Origin,
): Promise<void> {
  if (!user || !isSame(user, whom)) throw new DomainError('credential.wrong')
  await proveBeside(deps, user, code, origin)
}

function isSame({ id, name }: User, whom: Whom): boolean {
  return 'id' in whom ? whom.id === id : normaliseUserName(whom.name) === normaliseUserName(name)
}

/** Whose token it is that a key gives. */
export function keyHolder({ userId, accountId, keyId: credentialId }: KnownKey): Holder {
  return { userId, accountId, credentialId, method: 'APIKEY' }
}

function byPassword(deps: Deps, whom: Whom, password: string, origin: Origin): Promise<User> {
  return 'name' in whom
    ? authenticatePassword(deps, { username: whom.name, password }, origin)
    : authenticatePasswordById(deps, { userId: whom.id, password }, origin)
}
