import type { Origin, Outcome } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret } from '../find-by-secret.ts'
import type { KnownUser } from '../login/known.ts'
import type { Whom } from '../login/verify-secret.ts'
import { type ApplicationCredential, digestedText } from './application-credential.ts'
import { type DelegatedUser, delegatedBy } from './delegation.ts'

/** An application credential as a client names it. */
export type NamedCredential = { readonly id: string } | { readonly name: string; readonly user: Whom }

/** Longer texts were never made here; they are not worth a digest. */
const MAX_SECRET_LENGTH = 512

/**
 * Checks an application credential, counts the call and guards against guessing. Writes nothing. Nobody guesses an id:
 * a script that goes on with a deleted credential does not count against those behind the same address.
 * @throws DomainError `credential.wrong`; `user.disabled` after the secret proved right; `throttled` only for a secret
 * that is wrong
 */
export async function authenticateApplicationCredential(
  deps: Deps,
  named: NamedCredential,
  secret: string,
  origin: Origin,
): Promise<DelegatedUser> {
  const found = await find(deps, named)
  if (!found || !(await isRight(deps, found.credential, secret))) {
    if (found || 'name' in named) deps.limiter.failed(origin.address, null)
    deps.calls.loginFailed(origin, { username: null, kind: 'key' })
    throw new DomainError('credential.wrong')
  }
  const { user, credential } = found
  const delegated = user.usable ? delegatedBy(credential, user, deps.clock.now()) : null
  deps.calls.record(
    holderOf(credential),
    origin,
    delegated ? 'valid' : outcomeOf(credential, user, deps.clock.now()),
  )
  if (delegated) return delegated
  throw new DomainError(user.usable ? 'credential.wrong' : 'user.disabled')
}

/**
 * As `authenticateApplicationCredential` for a good one, when memory alone can tell, in this very turn; else undefined,
 * uncounted.
 */
export function applicationCredentialFromMemory(
  deps: Deps,
  id: string,
  secret: string,
  origin: Origin,
): DelegatedUser | undefined {
  const user = deps.known.peekUser(deps.known.peekOwnerOfApplicationCredential(id) ?? '')
  const credentials = user && deps.known.peekApplicationCredentials(user.id)
  const credential = credentials?.find((one) => one.id === id)
  const nowMs = deps.clock.now()
  if (!user?.usable || !credential || !deps.known.hasProvenSecret(credential, secret, nowMs)) return undefined
  const delegated = delegatedBy(credential, user, nowMs)
  if (delegated) deps.calls.record(holderOf(credential), origin, 'valid')
  return delegated ?? undefined
}

function holderOf({ id: keyId, userId, accountId }: ApplicationCredential) {
  return { keyId, userId, accountId }
}

/** Why one is good for nothing: else its user has none of its roles any more. */
function outcomeOf({ state, expiresAtMs }: ApplicationCredential, user: KnownUser, nowMs: number): Outcome {
  if (!user.usable) return 'disabled'
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return 'expired'
  return state === 'active' ? 'forbidden' : 'revoked'
}

interface Found {
  readonly credential: ApplicationCredential
  readonly user: KnownUser
}

async function find({ known, store }: Deps, named: NamedCredential): Promise<Found | null> {
  const userId = await ownerOf({ known, store }, named)
  const user = userId === null ? null : await known.user(userId)
  if (!user) return null
  const credentials = await known.applicationCredentials(user.id)
  const credential = credentials.find((one) =>
    'id' in named ? one.id === named.id : one.name === named.name,
  )
  return credential ? { credential, user } : null
}

async function ownerOf(
  { known, store }: Pick<Deps, 'known' | 'store'>,
  named: NamedCredential,
): Promise<string | null> {
  if ('id' in named) return known.ownerOfApplicationCredential(named.id)
  if ('id' in named.user) return named.user.id
  return (await store.users.byName(named.user.name))?.id ?? null
}

/** The digest is found under any look-up key in use; one that is on its way out is replaced by the way. */
async function isRight(deps: Deps, credential: ApplicationCredential, secret: string): Promise<boolean> {
  if (secret === '' || secret.length > MAX_SECRET_LENGTH) return false
  const text = digestedText(credential.id, secret)
  const current = await findBySecret(deps, deps.store, 'application-credential', text, async (...digests) =>
    digests.includes(credential.digest) ? (digests[0] ?? null) : null,
  )
  if (current === null) return false
  if (current !== credential.digest) await redigest(deps, credential, current)
  deps.known.rememberSecret(credential, secret, deps.clock.now())
  return true
}

/** A convenience only: while it cannot be written, the credential is found by its older digest. */
async function redigest({ store }: Deps, { id, digest }: ApplicationCredential, to: string): Promise<void> {
  try {
    await store.applicationCredentials.redigest(id, digest, to)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}
