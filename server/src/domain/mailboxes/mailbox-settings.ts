import { isOneLine, isPlainText } from '../../lib/one-line.ts'
import { roundWords, storedWayBack } from '../aliases/round.ts'
import { recipientOf } from '../delivery/recipient.ts'
import { type MailDomain, maxMailboxMb } from '../domains/mail-domain.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { domainOf, mailAddress } from './address.ts'
import { MAIL_PROTOCOLS } from './app-password.ts'
import {
  CONTACT_FIELDS,
  type Contact,
  type ContactField,
  type Mailbox,
  type MailboxSettings,
} from './mailbox.ts'

const MAX_TEXT = 255
const MAX_NOTES = 4_096
const MAX_VACATION = 8_000
/** Directories keep a street in several lines. */
const SEVERAL_LINES: ReadonlySet<ContactField> = new Set([
  'businessStreet',
  'homeStreet',
  'homePostalAddress',
])
/** The vendor's: 15 in all, 4 of them outside the domain. */
const MAX_FORWARDS = 15
const MAX_FORWARDS_OUTSIDE = 4

/**
 * What is given, brought into form.
 * @param address whose settings they are
 * @throws DomainError `input.invalid`
 */
export function checkedSettings(
  given: Partial<MailboxSettings>,
  domain: MailDomain,
  address: string,
): Partial<MailboxSettings> {
  const { quotaMb, displayName, vacationMessage, forwardTo, contact, protocols } = given
  if (quotaMb !== undefined) checkQuota(quotaMb, domain)
  if (displayName !== undefined) checkLine('displayName', displayName)
  if (vacationMessage !== undefined) checkText('vacationMessage', vacationMessage, MAX_VACATION)
  if (contact !== undefined) checkContact(contact)
  return {
    ...given,
    ...(forwardTo && { forwardTo: checkedForwards(forwardTo, domain, address) }),
    ...(protocols && { protocols: MAIL_PROTOCOLS.filter((protocol) => protocols.includes(protocol)) }),
  }
}

/**
 * A mailbox does not forward to itself by aliases, lists or other names of the domain.
 * @param before where it forwards to already: that is not looked at, so that a round can be taken apart
 * @throws DomainError `input.invalid`
 */
export async function checkWayBack(
  { aliases }: Pick<Stores, 'aliases'>,
  { accountId, address, forwardTo }: Pick<Mailbox, 'accountId' | 'address' | 'forwardTo'>,
  before: readonly string[],
): Promise<void> {
  const added = forwardTo.filter((to) => !before.includes(to))
  // A tag changes nothing of where mail goes.
  const plain = added.map((to) => recipientOf(to)?.plain ?? to)
  const back = await storedWayBack({ aliases }, { accountId, address }, plain)
  if (back) throw invalid('forwardTo', roundWords(address, back))
}

/** @throws DomainError `input.invalid` for what contradicts itself */
export function checkWhole(settings: Pick<MailboxSettings, 'vacationEnabled' | 'vacationMessage'>): void {
  if (settings.vacationEnabled && settings.vacationMessage.trim() === '')
    throw invalid('vacationMessage', 'A vacation message must be given to be enabled.')
}

function checkQuota(quotaMb: number, domain: MailDomain): void {
  const most = maxMailboxMb(domain)
  if (Number.isInteger(quotaMb) && quotaMb >= 1 && quotaMb <= most) return
  throw invalid('quotaMb', `The size is a whole number of MB, 1 to ${most}.`)
}

function checkContact(contact: Contact): void {
  for (const field of CONTACT_FIELDS) {
    const text = contact[field] ?? ''
    if (field === 'notes') checkText(field, text, MAX_NOTES)
    else if (SEVERAL_LINES.has(field)) checkText(field, text, MAX_TEXT)
    else checkLine(field, text)
  }
}

function checkLine(field: string, text: string): void {
  checkText(field, text, MAX_TEXT)
  if (!isOneLine(text)) throw invalid(field, `${field} is one line of text, without control characters.`)
}

function checkText(field: string, text: string, most: number): void {
  if (text.length > most) throw invalid(field, `${field} may have ${most} characters at most.`)
  if (!isPlainText(text)) throw invalid(field, `${field} holds a control character.`)
}

function checkedForwards(given: readonly string[], domain: MailDomain, own: string): readonly string[] {
  const field = 'forwardTo'
  const addresses = [...new Set(given.map(mailAddress))]
  const known = addresses.filter((address) => address !== null)
  if (known.length < addresses.length) throw invalid(field, 'A forwarding address is no e-mail address.')
  // With a tag it is the same mailbox.
  const isOwn = known.some((address) => recipientOf(address)?.plain === own)
  if (isOwn) throw invalid(field, 'A mailbox cannot forward to itself.')
  const outside = known.filter((address) => domainOf(address) !== domain.name)
  if (known.length > MAX_FORWARDS || outside.length > MAX_FORWARDS_OUTSIDE) {
    const reason = `${MAX_FORWARDS} forwarding addresses at most, ${MAX_FORWARDS_OUTSIDE} of them outside the domain.`
    throw invalid(field, reason)
  }
  return known.toSorted()
}

function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
