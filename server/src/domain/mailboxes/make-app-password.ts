import { isOneLine } from '../../lib/one-line.ts'
import { sha256Hex } from '../../lib/sha256.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Random } from '../ports.ts'
import type { AppPassword } from './app-password.ts'

const ID_LENGTH = 8
const MAX_NAME = 100

/** The id and 128 random bits, in 40 hex digits. */
export function newAppPassword(random: Random): { readonly id: string; readonly secret: string } {
  const id = randomHexId(random).slice(0, ID_LENGTH)
  return { id, secret: id + randomHexId(random) }
}

export function appPasswordHash(secret: string): string {
  return `{SHA256.HEX}${sha256Hex(secret)}`
}

/** @throws DomainError `input.invalid` */
export function checkAppPassword({ name, protocols }: Pick<AppPassword, 'name' | 'protocols'>): void {
  const isName = name.trim() !== '' && name.length <= MAX_NAME && isOneLine(name)
  if (!isName) throw invalid('name', `A name is one line of ${MAX_NAME} characters at most.`)
  if (protocols.length === 0) throw invalid('protocols', 'Name at least one of imap, pop3 and smtp.')
}

export function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
