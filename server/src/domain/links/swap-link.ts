import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret, firstOf } from '../find-by-secret.ts'
import { randomSecret } from '../ids.ts'
import type { Stores } from '../store.ts'
import { type LinkKind, requireLink, requireTicket, type StoredLink } from './link.ts'

/**
 * Swaps a link for a ticket that goes into a cookie. The link is dead when this resolves: found in a history or a
 * proxy's log later, it opens nothing. The ticket lives as long as the link would have.
 * @throws DomainError `link.not_found` for unknown, used and expired links alike, and for a user who is disabled
 */
export async function swapLink(deps: Deps, kind: LinkKind, secret: string): Promise<string> {
  requireLink(secret)
  return deps.store.transaction(async (tx) => {
    const link = await takeLink(deps, tx, kind, secret)
    // It stays as it is for when the user is let in again.
    if (link.userId !== null && !(await tx.users.byId(link.userId))?.enabled)
      throw new DomainError('link.not_found')
    const ticket = randomSecret(deps.random)
    await tx.links.insert({ ...link, digest: deps.vault.digest('link', ticket) })
    return ticket
  })
}

/** The link behind a ticket, left as it is. @throws DomainError `link.not_found` */
export async function peekTicket(
  deps: Deps,
  stores: Stores,
  kind: LinkKind,
  ticket: string,
): Promise<StoredLink> {
  requireTicket(ticket)
  return peek(deps, stores, kind, ticket)
}

/** The same for the secret of a link itself. @throws DomainError `link.not_found` */
export async function peekLink(
  deps: Deps,
  stores: Stores,
  kind: LinkKind,
  secret: string,
): Promise<StoredLink> {
  requireLink(secret)
  return peek(deps, stores, kind, secret)
}

async function peek(deps: Deps, stores: Stores, kind: LinkKind, secret: string): Promise<StoredLink> {
  const link = await findLink(deps, stores, secret)
  if (!link || link.kind !== kind || link.expiresAtMs <= deps.clock.now()) {
    throw new DomainError('link.not_found')
  }
  return link
}

/** Uses a ticket up, in the transaction of what it is used for. @throws DomainError `link.not_found` */
export async function takeTicket(
  deps: Deps,
  tx: Stores,
  kind: LinkKind,
  ticket: string,
): Promise<StoredLink> {
  requireTicket(ticket)
  return take(deps, tx, kind, ticket)
}

/** The same for the secret of a link itself. @throws DomainError `link.not_found` */
export async function takeLink(deps: Deps, tx: Stores, kind: LinkKind, secret: string): Promise<StoredLink> {
  requireLink(secret)
  return take(deps, tx, kind, secret)
}

async function take(deps: Deps, tx: Stores, kind: LinkKind, secret: string): Promise<StoredLink> {
  const link = await findLink(deps, tx, secret)
  const isGood = link?.kind === kind && link.expiresAtMs > deps.clock.now()
  // Whoever deletes it has it: of two who follow the link at once, one comes too late.
  if (!link || !isGood || !(await tx.links.delete(link.digest))) throw new DomainError('link.not_found')
  return link
}

function findLink(deps: Deps, stores: Stores, secret: string): Promise<StoredLink | null> {
  return findBySecret(deps, stores, 'link', secret, (...digests) => firstOf(digests, stores.links.byDigest))
}
