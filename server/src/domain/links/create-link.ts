import { newCheckedSecret } from '../../lib/checked-secret.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import { LINK_LIFETIME_MS, LINK_PREFIX, type LinkKind, type StoredLink } from './link.ts'

/**
 * Makes a one-time link within a transaction; earlier ones of the kind for the same user are dead after it.
 * @param userId null for the first owner's set-up link
 * @returns the secret for the address: living as long as `LINK_LIFETIME_MS` says
 */
export async function createLink(
  deps: Pick<Deps, 'vault' | 'clock' | 'random'>,
  tx: Stores,
  kind: LinkKind,
  userId: string | null,
): Promise<string> {
  await tx.links.deleteOf(kind, userId)
  return addLink(deps, tx, { kind, userId, expiresAtMs: deps.clock.now() + LINK_LIFETIME_MS[kind] })
}

/** The same beside earlier ones, which go on. */
export async function addLink(
  deps: Pick<Deps, 'vault' | 'random'>,
  tx: Stores,
  link: Omit<StoredLink, 'digest'>,
): Promise<string> {
  const secret = newCheckedSecret(LINK_PREFIX, (length) => deps.random.bytes(length))
  await tx.links.insert({ ...link, digest: deps.vault.digest('link', secret) })
  return secret
}

const PAGES: Readonly<Record<LinkKind, string>> = { setup: 'setup', invitation: 'invite', reset: 'reset' }

/** The path that the secret stands in, below the public address. */
export function linkPath(kind: LinkKind, secret: string): string {
  return `/${PAGES[kind]}/${secret}`
}
