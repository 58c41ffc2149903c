import { recipientOf } from './recipient.ts'
import type { DeliveryStore } from './stores.ts'

/** How a mailbox is signed in to. */
export type MailProtocol = 'imap' | 'pop3' | 'smtp'
export const MAIL_PROTOCOLS: readonly MailProtocol[] = ['imap', 'pop3', 'smtp']

export interface MailboxLogin {
  /** As typed. */
  readonly address: string
  readonly protocol: MailProtocol
}

/** What a password is compared with by whoever asks. */
export interface LoginAnswer {
  readonly address: string
  /** With the name of its kind in braces, as Dovecot reads it. */
  readonly passwordHash: string
}

/** Null for an address without a mailbox as for a blocked one: there is nothing that could match. */
export async function mailboxLogin(
  store: Pick<DeliveryStore, 'holder'>,
  { address }: MailboxLogin,
): Promise<LoginAnswer | null> {
  // With a tag it is another name: whoever signs in is who they say.
  const recipient = recipientOf(address)
  const holder = recipient && (await store.holder(recipient.whole))
  if (!holder?.signsIn) return null
  return { address: holder.address, passwordHash: holder.passwordHash }
}
