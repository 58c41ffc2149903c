import { DomainError } from '../errors.ts'
import { type DomainSettings, MAX_MAILBOXES, MAX_MB } from './mail-domain.ts'

/** @throws DomainError `input.invalid` */
export function checkDomainSettings(settings: Partial<DomainSettings>): void {
  const { maxMailboxes, baseMailboxMb, extraStorageMb } = settings
  if (maxMailboxes != null) checkWhole('maxMailboxes', maxMailboxes, 0, MAX_MAILBOXES)
  if (baseMailboxMb !== undefined) checkWhole('baseMailboxMb', baseMailboxMb, 1, MAX_MB)
  if (extraStorageMb !== undefined) checkWhole('extraStorageMb', extraStorageMb, 0, MAX_MB)
}

function checkWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new DomainError('input.invalid', {
    field,
    reason: `${field} is a whole number, ${least} to ${most}.`,
  })
}
