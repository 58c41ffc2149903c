import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import type { AddressName } from './find-mailbox.ts'
import { checkLocalPart, type Mailbox, RECOVERY_MS } from './mailbox.ts'
import type { AddressHolder } from './stores.ts'

export interface AddressState {
  readonly address: string
  /** What has it; null for an address that can be taken. */
  readonly holder: AddressHolder | null
  /** The mailbox of this address that was deleted last and can be brought back. */
  readonly recoverable: Mailbox | null
}

/** Whether an address can be taken. @throws DomainError `input.invalid` for what cannot be a name; as `domainWithin` */
export async function findAddress(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  where: AddressName,
): Promise<AddressState> {
  const domain = await domainWithin(store, actor, where.accountId, where.domain, 'mailboxes')
  const address = `${checkLocalPart(where.name)}@${domain.name}`
  const holder = await store.mailboxes.holderOf(address)
  const recoverable = await store.mailboxes.deletedAt(domain.accountId, address, clock.now() - RECOVERY_MS)
  return { address, holder, recoverable }
}
