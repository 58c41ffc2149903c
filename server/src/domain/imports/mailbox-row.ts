import { plainCell } from '../../lib/delimited-text.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError } from '../errors.ts'
import { CONTACT_FIELDS, type Contact, checkLocalPart, type MailboxSettings } from '../mailboxes/mailbox.ts'
import { checkMailboxPassword } from '../mailboxes/mailbox-password.ts'
import { checkedSettings } from '../mailboxes/mailbox-settings.ts'
import type { MailboxField, Mapping } from './fields.ts'

/** A row of a file as a mailbox. */
export interface MailboxRow {
  readonly name: string
  readonly address: string
  /** Null where the cell is empty: a mailbox that is there keeps its own. */
  readonly password: string | null
  /** What the row says; nothing about empty cells. */
  readonly settings: Partial<MailboxSettings>
}

/** @throws DomainError `input.invalid`, `password.weak` with the field at fault */
export function mailboxRow(cells: readonly string[], mapping: Mapping, domain: MailDomain): MailboxRow {
  const given = new Map<Mapping[number], string>()
  for (const [at, field] of mapping.entries()) {
    const cell = cells[at] ?? ''
    // A password is taken as it is: no file of ours has one, so nothing was put before it.
    if (field !== null) given.set(field, field === 'password' ? cell : plainCell(cell).trim())
  }
  const name = nameOf(given.get('username') ?? '', 'username', domain)
  const address = `${name}@${domain.name}`
  const password = given.get('password') || null
  if (password !== null) checkMailboxPassword(password, name)
  const settings = checkedSettings(settingsOf(given), domain, address)
  return { name, address, password, settings }
}

/** The name within a domain, given alone or as a whole address. @throws DomainError `input.invalid` */
export function nameOf(text: string, field: 'username' | 'alias', { name: domain }: MailDomain): string {
  if (text === '') throw invalid(field, `The ${field === 'alias' ? 'alias' : 'user name'} is missing.`)
  const [name = '', at, ...more] = text.split('@')
  if (more.length > 0 || (at !== undefined && at.toLowerCase() !== domain))
    throw invalid(field, `The address is not one of ${domain}.`)
  try {
    return checkLocalPart(name)
  } catch (error) {
    const reason = error instanceof DomainError ? error.facts.reason : undefined
    throw invalid(field, reason ?? 'The name is not allowed.')
  }
}

function settingsOf(given: ReadonlyMap<Mapping[number], string>): Partial<MailboxSettings> {
  const text = (field: MailboxField) => given.get(field) || undefined
  const [enabled, displayName, size, forwards] = [
    text('enabled'),
    text('displayName'),
    text('size'),
    text('forwardTo'),
  ]
  const contact = contactOf(given)
  return {
    ...(enabled !== undefined && { enabled: flagOf(enabled) }),
    ...(displayName !== undefined && { displayName }),
    ...(size !== undefined && { quotaMb: numberOf(size) }),
    ...(forwards !== undefined && { forwardTo: forwards.split(/[\s,;]+/).filter(Boolean) }),
    ...(Object.keys(contact).length > 0 && { contact }),
  }
}

function contactOf(given: ReadonlyMap<Mapping[number], string>): Contact {
  const parts = CONTACT_FIELDS.flatMap((field) => {
    const text = given.get(field)
    return text ? [[field, text] as const] : []
  })
  return Object.fromEntries(parts)
}

const YES = ['1', 'true', 'yes', 'y', 'on', 'x', 'enabled']
const NO = ['0', 'false', 'no', 'n', 'off', 'disabled']

function flagOf(text: string): boolean {
  const word = text.toLowerCase()
  if (YES.includes(word)) return true
  if (NO.includes(word)) return false
  throw invalid('enabled', 'Write 1 or 0, yes or no.')
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw invalid('size', 'The size is a whole number of MB.')
}

export function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
