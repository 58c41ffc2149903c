import { newCheckedSecret } from '../../lib/checked-secret.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import { LINK_LIFETIME_MS, LINK_PREFIX, type LinkKind } from './link.ts'

/**
 * Makes a one-time link within a transaction; earlier ones of the kind for the same user are dead after it.
 * @param userId null for the first owner's set-up link
 * @returns the secret for the address: 24 hours for set-up, 48 for an invitation
 */
export async function createLink(
  deps: Pick<Deps, 'vault' | 'clock' | 'random'>,
  tx: Stores,
  kind: LinkKind,
  userId: string | null,
): Promise<string> {
  await tx.links.deleteOf(kind, userId)
  const secret = newCheckedSecret(LINK_PREFIX, (length) => deps.random.bytes(length))
  const expiresAtMs = deps.clock.now() + LINK_LIFETIME_MS[kind]
  await tx.links.insert({ digest: deps.vault.digest('link', secret), kind, userId, expiresAtMs })
  return secret
}

/** The path that the secret stands in, below the public address. */
export function linkPath(kind: LinkKind, secret: string): string {
  return `/${kind === 'setup' ? 'setup' : 'invite'}/${secret}`
}
