import type { AuditEvent } from '../audit/entry.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import type { Stores } from '../store.ts'

export interface Portion {
  /** What the rows are done with, within the transaction. */
  readonly stores: Stores
  /** Writes what the log says of them, in their order; before the transaction ends. */
  readonly finish: () => Promise<void>
}

/**
 * For rows that are imported into one domain in one transaction: what is the same for all of them is asked once, and
 * the log is written in one go. The domain is held, so nobody else changes it or an address in it meanwhile.
 * @param addresses those of the rows, each once
 */
export async function portionStores(
  tx: Stores,
  { id }: MailDomain,
  addresses: readonly string[],
): Promise<Portion> {
  await tx.mailDomains.hold(id)
  const taken = await tx.mailboxes.holdersOf(addresses)
  const free = new Set(addresses.filter((address) => !taken.has(address)))
  const events: AuditEvent[] = []
  const stores: Stores = {
    ...tx,
    mailDomains: heldOnce(tx.mailDomains, id),
    mailboxes: {
      ...tx.mailboxes,
      byAddress: async (accountId, address) =>
        free.has(address) ? null : tx.mailboxes.byAddress(accountId, address),
    },
    audit: {
      ...tx.audit,
      append: async (event) => {
        events.push(event)
      },
    },
  }
  return { stores, finish: () => tx.audit.appendAll(events) }
}

/** A domain that is held already, and so stays as it was found. */
function heldOnce(mailDomains: Stores['mailDomains'], heldId: string): Stores['mailDomains'] {
  const found = new Map<string, ReturnType<typeof mailDomains.byName>>()
  return {
    ...mailDomains,
    hold: async (id) => {
      if (id !== heldId) await mailDomains.hold(id)
    },
    byName: (accountId, name) => {
      const place = `${accountId} ${name}`
      const domain = found.get(place) ?? mailDomains.byName(accountId, name)
      found.set(place, domain)
      return domain
    },
  }
}
