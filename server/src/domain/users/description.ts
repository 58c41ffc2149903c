import { DomainError } from '../errors.ts'

const MAX_LENGTH = 255

const MAX_CONTACT_LENGTH = 64

/** @returns null for none @throws DomainError `input.invalid` */
export function checkContactId(text: string): string | null {
  if (text.length <= MAX_CONTACT_LENGTH && !/\p{Cc}/u.test(text)) return text || null
  throw new DomainError('input.invalid', {
    field: 'contactId',
    reason: `One line, ${MAX_CONTACT_LENGTH} characters at most.`,
  })
}

/** @returns null for none @throws DomainError `input.invalid` */
export function checkDescription(text: string): string | null {
  if (text.length <= MAX_LENGTH) return text || null
  throw new DomainError('input.invalid', { field: 'description', reason: '255 characters at most.' })
}
