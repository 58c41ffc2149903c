import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { domainWithin, type MailRight, requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { type Mailbox, RECOVERY_MS } from './mailbox.ts'

/** What names a mailbox or an alias: its account, its domain and the part before the `@`. */
export interface AddressName {
  readonly accountId: string
  readonly domain: string
  readonly name: string
}

/**
 * A mailbox by its address: one question to the database where it is there, and no other on the way.
 * @throws DomainError `mailbox.not_found`, telling whether it can be brought back; `mail_domain.not_found`,
 * `account.not_found`, `actor.forbidden`
 */
export async function findMailbox(
  deps: Pick<Deps, 'clock'>,
  stores: Stores,
  actor: Actor,
  { accountId, domain, name }: AddressName,
  right: MailRight = 'mailboxes',
): Promise<Mailbox> {
  const scope = await requireMailRight(stores, actor, accountId, right)
  // Whoever is given some domains is asked about the domain first.
  const found =
    scope.domains === null ? await stores.mailboxes.byAddress(accountId, `${name}@${domain}`) : null
  if (found) return found
  const { name: domainName } = await domainWithin(stores, actor, accountId, domain, right)
  const address = `${name.toLowerCase()}@${domainName}`
  // The domain may have been written in another form.
  const again = await stores.mailboxes.byAddress(accountId, address)
  if (again) return again
  const deleted = await stores.mailboxes.deletedAt(accountId, address, deps.clock.now() - RECOVERY_MS)
  throw new DomainError('mailbox.not_found', { isRecoverable: deleted !== null })
}
