import {
  CONTACT_FIELDS,
  type Contact,
  type Mailbox,
  type MailboxSettings,
} from '../../domain/mailboxes/mailbox.ts'
import { bit, optionalBit, protocolsIn } from '../tables/columns.ts'
import type { MailboxRow } from '../tables/hosted-mail.ts'

export function toMailbox(row: MailboxRow, forwardTo: readonly string[]): Mailbox {
  return {
    id: row.id,
    accountId: row.account_id,
    domainId: row.domain_id,
    name: row.name,
    address: row.address,
    passwordHash: row.password_hash,
    quotaMb: row.quota_mb,
    usageMb: row.usage_mb,
    enabled: row.enabled === 1,
    mustChangePassword: row.must_change_password === 1,
    protocols: protocolsIn(row.protocols),
    displayName: row.display_name,
    vacationEnabled: row.vacation_enabled === 1,
    vacationMessage: row.vacation_message,
    forwardTo,
    keepForwarded: row.keep_forwarded === 1,
    inDirectory: row.in_directory === 1,
    inGal: row.in_gal === 1,
    contact: row.contact === NO_CONTACT ? EMPTY : contactOf(row.contact),
    createdAtMs: row.created_at_ms,
    lastLoginAtMs: row.last_login_at_ms,
    deletedAtMs: row.deleted_at_ms,
  }
}

export function toMailboxRow(mailbox: Mailbox): MailboxRow {
  return {
    id: mailbox.id,
    account_id: mailbox.accountId,
    domain_id: mailbox.domainId,
    name: mailbox.name,
    address: mailbox.address,
    password_hash: mailbox.passwordHash,
    quota_mb: mailbox.quotaMb,
    usage_mb: mailbox.usageMb,
    enabled: bit(mailbox.enabled),
    must_change_password: bit(mailbox.mustChangePassword),
    protocols: mailbox.protocols.join(' '),
    display_name: mailbox.displayName,
    custom_id: mailbox.contact.customID ?? '',
    vacation_enabled: bit(mailbox.vacationEnabled),
    vacation_message: mailbox.vacationMessage,
    keep_forwarded: bit(mailbox.keepForwarded),
    in_directory: bit(mailbox.inDirectory),
    in_gal: bit(mailbox.inGal),
    contact: contactText(mailbox.contact),
    created_at_ms: mailbox.createdAtMs,
    last_login_at_ms: mailbox.lastLoginAtMs,
    deleted_at_ms: mailbox.deletedAtMs,
  }
}

/** The columns of what is changed; Kysely leaves the undefined ones alone. */
export function settingsColumns(change: Partial<MailboxSettings>) {
  const { contact } = change
  return {
    quota_mb: change.quotaMb,
    enabled: optionalBit(change.enabled),
    must_change_password: optionalBit(change.mustChangePassword),
    protocols: change.protocols?.join(' '),
    display_name: change.displayName,
    vacation_enabled: optionalBit(change.vacationEnabled),
    vacation_message: change.vacationMessage,
    keep_forwarded: optionalBit(change.keepForwarded),
    in_directory: optionalBit(change.inDirectory),
    in_gal: optionalBit(change.inGal),
    contact: contact && contactText(contact),
    custom_id: contact && (contact.customID ?? ''),
  }
}

const NO_CONTACT = '{}'
const NAMES: ReadonlySet<string> = new Set(CONTACT_FIELDS)
const EMPTY: Contact = Object.freeze({})

function contactText(contact: Contact): string {
  const filled = CONTACT_FIELDS.flatMap((field) => (contact[field] ? [[field, contact[field]]] : []))
  return JSON.stringify(Object.fromEntries(filled))
}

function contactOf(text: string): Contact {
  const stored: unknown = JSON.parse(text)
  if (typeof stored !== 'object' || stored === null) return EMPTY
  const known = Object.entries(stored).filter(([name, value]) => NAMES.has(name) && typeof value === 'string')
  return Object.fromEntries(known)
}
