import { DomainError } from '../errors.ts'
import { endpointUrl } from './endpoint.ts'

/** The colon sets a vendor's own types apart: `rax:object-cdn`. */
const WORD = /^[A-Za-z][A-Za-z0-9._:-]{0,63}$/
const MAX_URL_LENGTH = 1_024
const MAX_LABEL_LENGTH = 255

/** @throws DomainError `input.invalid` for what cannot be the name of a service, a type or a region */
export function checkWord(field: string, word: string): string {
  if (WORD.test(word)) return word
  throw new DomainError('input.invalid', {
    field,
    reason: 'Begins with a letter; letters, digits and . _ : - only, 64 at most.',
  })
}

/** What an interface is called. @throws DomainError `input.invalid` */
export function checkLabel(label: string): string {
  if (label.length <= MAX_LABEL_LENGTH) return label
  throw new DomainError('input.invalid', { field: 'name', reason: '255 characters at most.' })
}

/** @throws DomainError `input.invalid` */
export function checkUrl(field: string, url: string): string {
  if (url.length <= MAX_URL_LENGTH && isEndpointUrl(endpointUrl(url, '100001'))) return url
  throw new DomainError('input.invalid', {
    field,
    reason: 'An http:// or https:// address without a password; %(tenant_id)s stands for the account number.',
  })
}

/** What is left of a template after the account number is put in would reach clients as it stands. */
function isEndpointUrl(text: string): boolean {
  if (!URL.canParse(text) || /[%$][({]|[\s\p{Cc}]/u.test(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  return ['http:', 'https:'].includes(protocol) && !username && !password && !hash
}
