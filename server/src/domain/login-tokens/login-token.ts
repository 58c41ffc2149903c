import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret, firstOf } from '../find-by-secret.ts'
import type { Stores } from '../store.ts'
import type { StoredLoginToken } from './stores.ts'

/** Clients count on ten minutes. */
export const LOGIN_TOKEN_MS = 10 * 60_000

/** 32 random bytes in upper-case hex, as the vendor's look. */
const TOKEN = /^[0-9A-F]{64}$/

/** A token as whoever asked for it gets it. */
export interface IssuedToken {
  readonly token: string
  readonly createdAtMs: number
  /** Of an administrator the user name, of a mailbox its address. */
  readonly user: string
}

/** Makes a token beside earlier ones, within a transaction. @returns the token, which is stored as a digest only */
export async function issueToken(
  { vault, clock, random }: Pick<Deps, 'vault' | 'clock' | 'random'>,
  tx: Stores,
  whose: Pick<StoredLoginToken, 'userId' | 'mailboxId'>,
  user: string,
): Promise<IssuedToken> {
  const createdAtMs = clock.now()
  const token = Buffer.from(random.bytes(32)).toString('hex').toUpperCase()
  const digest = vault.digest('login-token', token)
  await tx.loginTokens.insert({ ...whose, digest, expiresAtMs: createdAtMs + LOGIN_TOKEN_MS })
  return { token, createdAtMs, user }
}

/**
 * Uses a token up, in the transaction of what it is used for.
 * @throws DomainError `link.not_found` for unknown, used and expired ones alike
 */
export async function takeToken(deps: Deps, tx: Stores, token: string): Promise<StoredLoginToken> {
  if (!TOKEN.test(token)) throw new DomainError('link.not_found')
  const found = await findBySecret(deps, tx, 'login-token', token, (...digests) =>
    firstOf(digests, tx.loginTokens.byDigest),
  )
  const isGood = found !== null && found.expiresAtMs > deps.clock.now()
  // Whoever deletes it has it: of two who bring it at once, one comes too late.
  if (!isGood || !(await tx.loginTokens.delete(found.digest))) throw new DomainError('link.not_found')
  return found
}
