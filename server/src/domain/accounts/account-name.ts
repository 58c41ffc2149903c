import { DomainError } from '../errors.ts'

const MAX_NAME_LENGTH = 100
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** @throws DomainError `input.invalid` for a name that is empty, long or not printable */
export function cleanAccountName(name: string): string {
  const clean = name.trim()
  if (clean.length > 0 && clean.length <= MAX_NAME_LENGTH && !UNPRINTABLE.test(clean)) return clean
  throw new DomainError('input.invalid', {
    field: 'name',
    reason: `An account name has 1 to ${MAX_NAME_LENGTH} printable characters.`,
  })
}
