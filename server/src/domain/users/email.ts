import { DomainError } from '../errors.ts'

/** RFC 5321, 4.5.3.1.3: 256 octets for a path, which includes the angle brackets. */
const MAX_EMAIL_LENGTH = 254
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\.]+(\.[^\s@<>"(),:;[\]\\.]+)*$/u

/** @throws DomainError `input.invalid` for what cannot be an e-mail address */
export function checkEmail(email: string): string {
  if (email.length <= MAX_EMAIL_LENGTH && EMAIL.test(email)) return email
  throw new DomainError('input.invalid', {
    field: 'email',
    reason: 'Write an address such as joe@example.com.',
  })
}
