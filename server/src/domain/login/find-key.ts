import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret } from '../find-by-secret.ts'
import { looksLikeAccountKey } from '../keys/key.ts'
import type { KnownKey } from './known.ts'

/** The current state of the key with this secret, from memory where that is safe. */
export function findKey(deps: Deps, secret: string): Promise<KnownKey | null> {
  return deps.known.key(secret, () =>
    findBySecret(deps, deps.store, 'account-key', secret, (digest, ...older) =>
      older.length === 0 ? deps.store.keys.known(digest) : findAmong(deps, digest, older),
    ),
  )
}

/**
 * Whether this was somebody's key whose row is gone, with its user or with time. Only for what `findKey` did not find: it
 * has learned of new look-up keys.
 */
export async function wasKeyOnce({ vault, store }: Deps, secret: string): Promise<boolean> {
  if (!looksLikeAccountKey(secret)) return false
  const digests = vault.digests('account-key', secret)
  const found = await store.forgottenKeys.find(digests)
  const [digest] = digests
  if (found !== null && digest && found !== digest)
    await store.forgottenKeys.redigest(found, digest).catch(ignoreRefusal)
  return found !== null
}

/** Looks for the digests under look-up keys that are on their way out too, and brings what it finds up to date. */
async function findAmong(
  { store }: Deps,
  digest: string,
  older: readonly string[],
): Promise<KnownKey | null> {
  const found = await store.keys.knownAmong([digest, ...older])
  if (!found) return null
  if (found.digest !== digest) await store.keys.redigest(found.digest, digest).catch(ignoreRefusal)
  return found.key
}

/** It is a convenience only: while it cannot be written, the key is found by its older digest. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DomainError)) throw error
}
