import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import type { SettingsOwner } from '../mail-settings/stores.ts'
import { findMailbox } from '../mailboxes/find-mailbox.ts'
import type { Stores } from '../store.ts'

/** What names whose spam it is about: a domain, or a mailbox in it. */
export interface SpamPlace {
  readonly accountId: string
  readonly domain: string
  /** The part before the `@`; null for the domain itself. */
  readonly mailbox: string | null
}

interface FoundPlace {
  readonly domain: MailDomain
  readonly owner: SettingsOwner
  /** For the audit log: whose it is, and the mailbox by what stays when it is renamed. */
  readonly about: { readonly target: string; readonly details: { readonly mailboxId?: string } }
}

/** @throws DomainError as `domainWithin`, and as `findMailbox` for one */
export async function findPlace(
  deps: Pick<Deps, 'clock'>,
  stores: Stores,
  actor: Actor,
  { accountId, domain: name, mailbox }: SpamPlace,
): Promise<FoundPlace> {
  const domain = await domainWithin(stores, actor, accountId, name, 'spam')
  if (mailbox === null) {
    const owner = { domainId: domain.id, mailboxId: null }
    return { domain, owner, about: { target: `domain:${domain.name}`, details: {} } }
  }
  const where = { accountId, domain: name, name: mailbox }
  const { id, address } = await findMailbox(deps, stores, actor, where, 'spam')
  const about = { target: `mailbox:${address}`, details: { mailboxId: id } }
  return { domain, owner: { domainId: domain.id, mailboxId: id }, about }
}
