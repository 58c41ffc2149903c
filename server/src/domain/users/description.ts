import { DomainError } from '../errors.ts'

const MAX_LENGTH = 255

/** @returns null for none @throws DomainError `input.invalid` */
export function checkDescription(text: string): string | null {
  if (text.length <= MAX_LENGTH) return text || null
  throw new DomainError('input.invalid', { field: 'description', reason: '255 characters at most.' })
}
