import { isCheckedSecret } from '../../lib/checked-secret.ts'
import { DomainError } from '../errors.ts'

export type LinkKind = 'setup' | 'invitation' | 'reset'

/** A one-time address sent or shown to a person, or the cookie it was swapped for. */
export interface StoredLink {
  readonly digest: string
  readonly kind: LinkKind
  /** Null for the first owner's set-up link. */
  readonly userId: string | null
  readonly expiresAtMs: number
}

export const LINK_PREFIX = 'kwl_'

const HOUR_MS = 3_600_000
export const LINK_LIFETIME_MS: Readonly<Record<LinkKind, number>> = {
  setup: 24 * HOUR_MS,
  invitation: 48 * HOUR_MS,
  reset: HOUR_MS / 2,
}

/** 32 bytes in base64url: what a followed link is swapped for. Never valid in an address. */
const TICKET = /^[A-Za-z0-9_-]{43}$/

/** @throws DomainError `link.not_found` for what cannot be a link, without a look-up */
export function requireLink(text: string): void {
  if (!isCheckedSecret(LINK_PREFIX, text)) throw new DomainError('link.not_found')
}

/** @throws DomainError `link.not_found` for what cannot be a ticket, without a look-up */
export function requireTicket(text: string): void {
  if (!TICKET.test(text)) throw new DomainError('link.not_found')
}
