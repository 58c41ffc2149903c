import { checkNetworks } from '../administrators/settings.ts'
import { DomainError } from '../errors.ts'
import { MAX_OVERLAP_SECONDS } from '../keys/key.ts'
import type { ClockCheck, StoredPair } from './key-pair.ts'
import { UNNAMED } from './own-pair.ts'
import { checkScope, type PairScope } from './pair-scope.ts'

/** Limits of a named pair; absent means as the pair before it, or none. */
export interface PairTerms {
  readonly scope?: PairScope | null
  readonly networks?: readonly string[] | null
  readonly expiresAtMs?: number | null
  readonly clockCheck?: ClockCheck
}

export interface GenerateOptions extends PairTerms {
  /** Which of the pairs of an administrator; without it the one that everybody has. */
  readonly name?: string
  /** How long the pair before goes on working; 0, the default, ends it before this resolves. */
  readonly overlapSeconds?: number
  /** Kept in the audit log. */
  readonly note?: string
  /** The same text within a day gives the same answer and makes no second pair. */
  readonly idempotencyKey?: string
}

/** What a pair is agreed to be. */
export type Terms = Pick<StoredPair, 'scope' | 'networks' | 'expiresAtMs' | 'clockCheck' | 'limits'>

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/

/** @throws DomainError `input.invalid` */
export function checkOptions(options: GenerateOptions): void {
  const { name = UNNAMED, overlapSeconds = 0, scope, networks, expiresAtMs } = options
  if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > MAX_OVERLAP_SECONDS)
    refuse('overlapSeconds', 'Between 0 and 30 days, in seconds.')
  if (name !== UNNAMED && !NAME.test(name))
    refuse('name', 'A name has small letters, digits and hyphens, 40 at most, no hyphen first or last.')
  if (name === UNNAMED && (scope || networks || expiresAtMs != null))
    refuse(
      'name',
      'The pair without a name is good for everything, from everywhere. Name one that has limits.',
    )
}

/**
 * How the earlier one was checked and limited goes on: a new secret changes no agreement.
 * @throws DomainError `input.invalid`
 */
export function termsOf(options: GenerateOptions, old: StoredPair | null, nowMs: number): Terms {
  const given = options.scope === undefined ? (old?.scope ?? null) : options.scope
  const scope = given && checkScope(given)
  const networks = options.networks === undefined ? (old?.networks ?? null) : options.networks
  const expiresAtMs = options.expiresAtMs === undefined ? (old?.expiresAtMs ?? null) : options.expiresAtMs
  if (expiresAtMs !== null && expiresAtMs <= nowMs) refuse('expiresAt', 'A time that is yet to come.')
  // A pair that is made for less than everything is not made for a clock that is a day off.
  const usual = scope !== null || expiresAtMs !== null ? 'strict' : 'lenient'
  return {
    scope,
    networks: networks && networks.length > 0 ? checkNetworks(networks) : null,
    expiresAtMs,
    clockCheck: options.clockCheck ?? old?.clockCheck ?? usual,
    limits: old?.limits ?? {},
  }
}

function refuse(field: string, reason: string): never {
  throw new DomainError('input.invalid', { field, reason })
}
