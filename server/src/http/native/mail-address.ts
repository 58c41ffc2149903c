import type { z } from 'zod'
import type { UserActor } from '../../domain/actor.ts'
import type { AddressQuery as AddressQuestion } from '../../domain/domains/address-page.ts'
import type { AddressExportAsked } from '../../domain/domains/export-addresses.ts'
import type { Attempt } from '../../domain/idempotency/attempt.ts'
import type { AddressName } from '../../domain/mailboxes/find-mailbox.ts'
import { inAscii } from '../../lib/domain-name.ts'
import type { AddressExportQuery, AddressQuery, ChangeQuery } from './schemas/mail-addresses.ts'

/** What an address in the own account names; a text without a domain names nothing. */
export function namedBy({ accountId }: UserActor, address: string): AddressName {
  const at = address.lastIndexOf('@')
  return { accountId, name: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) }
}

export function addressQuestion(
  actor: UserActor,
  { limit, after, ...query }: z.output<typeof AddressQuery>,
): AddressQuestion {
  return { ...addressesAsked(actor, query), after: after ?? null, limit: Number(limit) }
}

export function addressesAsked(
  { accountId }: UserActor,
  { domain, text, member }: z.output<typeof AddressExportQuery>,
): AddressExportAsked {
  const lookedFor = (typed: string | undefined) => inAscii(typed?.trim().toLowerCase() ?? '') || null
  return { accountId, domain: domain ?? null, contains: lookedFor(text), member: lookedFor(member) }
}

/** Where the next page begins. */
export function nextOf(
  rows: readonly { readonly address: string }[],
  { limit }: Pick<AddressQuestion, 'limit'>,
): string | null {
  return rows.length < limit ? null : (rows.at(-1)?.address ?? null)
}

interface ChangeCall {
  readonly query: z.output<typeof ChangeQuery>
  readonly idempotencyKey?: string | undefined
}

/** @param request what is asked, the operation first */
export function attemptOf({ query, idempotencyKey }: ChangeCall, ...request: readonly unknown[]): Attempt {
  return { dryRun: query.dryRun === 'true', idempotencyKey, request }
}
