import { webmailSettingsOf } from '../domains/webmail-settings.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Place } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { FactorDue, MailboxFactor } from './mailbox-factor.ts'
import type { MailboxSession } from './mailbox-session.ts'

/** As the domain has it now: what is switched on holds for sessions that there are already, too. */
export async function factorDue(
  stores: Pick<Stores, 'mailSettings' | 'mailboxFactors'>,
  { factorProved }: Pick<MailboxSession, 'factorProved'>,
  { id, domainId }: Pick<Mailbox, 'id' | 'domainId'>,
): Promise<FactorDue | null> {
  if (factorProved) return null
  const { multiFactor } = await webmailSettingsOf(stores, domainId)
  if (multiFactor === 'off') return null
  const factor = await stores.mailboxFactors.ofMailbox(id)
  if (factor && factor.verifiedAtMs !== null) return 'code'
  return multiFactor === 'forced' ? 'set-up' : null
}

/** Where the sealed secret of an app lives. */
export function placeOfFactor({
  mailboxId,
  accountId,
}: Pick<MailboxFactor, 'mailboxId' | 'accountId'>): Place {
  return { table: 'mailbox_factors', column: 'sealed', rowId: mailboxId, accountId, ownerId: mailboxId }
}
