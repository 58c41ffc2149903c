import { isOneLine } from '../../lib/one-line.ts'
import { DomainError } from '../errors.ts'
import { mailAddress } from '../mailboxes/address.ts'

/** Where the people of an account are reached. Nothing is asked of it: it is told to whoever may see it. */
export interface AccountContact {
  readonly addressLine1: string
  readonly addressLine2: string
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly country: string
  readonly phone: string
  readonly email: string
}

/** What those who run the installation keep of a customer. */
export interface CustomerFacts extends AccountContact {
  /** By which they know the account in books of their own: of one account only; empty for none. */
  readonly referenceNumber: string
}

const NO_CONTACT: AccountContact = {
  ...{ addressLine1: '', addressLine2: '', city: '', state: '', zip: '', country: '' },
  ...{ phone: '', email: '' },
}
export const NO_FACTS: CustomerFacts = { ...NO_CONTACT, referenceNumber: '' }

const MAX_LENGTH = 255

/** Without blanks around each text. @throws DomainError `input.invalid`, naming the field */
export function checkedFacts(facts: Partial<CustomerFacts>): Partial<CustomerFacts> {
  const texts = Object.entries(facts).map(([field, text]) => [field, text.trim()] as const)
  const wrong = texts.find(([, text]) => text.length > MAX_LENGTH || !isOneLine(text))
  if (wrong) throw refused(wrong[0], `${MAX_LENGTH} characters at most, on one line.`)
  const checked: Partial<CustomerFacts> = Object.fromEntries(texts)
  if (checked.email && mailAddress(checked.email) === null)
    throw refused('email', 'This is no e-mail address.')
  return checked
}

function refused(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
