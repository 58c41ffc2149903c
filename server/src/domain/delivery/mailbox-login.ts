import type { MailProtocol } from '../mailboxes/app-password.ts'
import type { AppPasswordStore } from '../mailboxes/stores.ts'
import { recipientOf } from './recipient.ts'
import type { DeliveryStore } from './stores.ts'

export interface MailboxLogin {
  /** As typed. */
  readonly address: string
  readonly protocol: MailProtocol
  /** What the password begins with, 8 characters. */
  readonly typed: string
}

export interface LoginStores {
  readonly delivery: Pick<DeliveryStore, 'holder'>
  readonly appPasswords: Pick<AppPasswordStore, 'find'>
}

const APP_PASSWORD_ID = /^[0-9a-f]{8}$/

/** What a password is compared with by whoever asks. */
export interface LoginAnswer {
  readonly address: string
  /** With the name of its kind in braces, as Dovecot reads it. */
  readonly passwordHash: string
  /** Of the app password that it is; null for the mailbox's own. */
  readonly appPasswordId: string | null
}

/**
 * Null for an address without a mailbox as for a blocked one, for a password that has to be changed first, where this way in is closed, and for an app password that
 * is not for it: there is nothing that could match.
 */
export async function mailboxLogin(
  { delivery, appPasswords }: LoginStores,
  { address, protocol, typed }: MailboxLogin,
): Promise<LoginAnswer | null> {
  // With a tag it is another name: whoever signs in is who they say.
  const recipient = recipientOf(address)
  const holder = recipient && (await delivery.holder(recipient.whole))
  if (!holder?.signsIn || !holder.protocols.includes(protocol)) return null
  // What anybody types does not reach the database; what only an id can be does.
  const found = APP_PASSWORD_ID.test(typed) ? await appPasswords.find(holder.id, typed) : null
  if (!found && holder.mustChangePassword) return null
  if (!found) return { address: holder.address, passwordHash: holder.passwordHash, appPasswordId: null }
  if (!found.protocols.includes(protocol)) return null
  return { address: holder.address, passwordHash: found.passwordHash, appPasswordId: found.id }
}

/** Whether somebody who has signed in for sending may still do so. */
export async function maySend({ holder }: Pick<DeliveryStore, 'holder'>, address: string): Promise<boolean> {
  const recipient = recipientOf(address)
  const found = recipient && (await holder(recipient.whole))
  return found?.signsIn === true && found.protocols.includes('smtp')
}
