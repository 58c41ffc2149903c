import { domainName } from '../../lib/domain-name.ts'
import type { Actor } from '../actor.ts'
import type { AuditEvent } from '../audit/entry.ts'
import { type Act, recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'

export interface Exported {
  readonly action: 'mailbox.export' | 'alias.export' | 'list.export'
  readonly accountId: string
  /** The one that it is about; null for all of the account. */
  readonly domain: string | null
  /** What was looked for. */
  readonly filter: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** How many there are when it begins. */
  readonly rows: number
}

/**
 * Says in the log that somebody takes a list with them. It is there before the first row is. Only a full disk keeps it
 * from the log: then, too, people read what they may, and that may be all they can still do.
 */
export async function recordExport(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  { action, accountId, domain, filter, rows }: Exported,
): Promise<void> {
  const target = domain === null ? `account:${accountId}` : `domain:${domainName(domain) ?? domain}`
  const details: Record<string, AuditEvent['details'][string]> = { rows }
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== null) details[name] = value
  }
  const act: Act = { action, chain: accountId, target, details }
  await deps.store
    .transaction((tx) => recordAct(deps, tx, actor, act))
    .catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'storage.full') throw error
    })
}
