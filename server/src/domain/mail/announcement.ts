import { isOneLine } from '../../lib/one-line.ts'
import { DomainError } from '../errors.ts'
import type { Announcement, AnnouncementWords, OutgoingMail } from './outgoing.ts'

const MAX_LINE = 255
const MAX_TEXT = 50_000

/** @throws DomainError `input.invalid` */
export function checkedWords({ fromName, subject, text, ...rest }: AnnouncementWords): AnnouncementWords {
  checkLine('fromName', fromName, 'The name of the sender')
  checkLine('subject', subject, 'The subject')
  if (subject.trim() === '') throw refused('subject', 'An announcement has a subject.')
  if (text.trim() === '') throw refused('text', 'An announcement has a text.')
  if (text.length > MAX_TEXT || text.includes('\0'))
    throw refused('text', `The text may have ${MAX_TEXT} characters at most.`)
  return { ...rest, fromName: fromName.trim(), subject: subject.trim(), text }
}

/** A line of its own in a header: nothing in it may begin another one. */
function checkLine(field: string, line: string, name: string): void {
  if (line.length > MAX_LINE || !isOneLine(line))
    throw refused(field, `${name} is one line of ${MAX_LINE} characters at most.`)
}

export function refused(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}

/** Null for a row that a later version wrote otherwise. */
export function announcementIn({ address, content }: OutgoingMail): Announcement | null {
  const words = content === null ? null : wordsIn(JSON.parse(content))
  return words && { kind: 'announcement', ...words, recipients: address?.split(',') ?? [] }
}

function wordsIn(stored: unknown): AnnouncementWords | null {
  if (typeof stored !== 'object' || stored === null) return null
  const word = (name: keyof AnnouncementWords): unknown => Reflect.get(stored, name)
  const [fromName, fromAddress, subject, text] = [
    word('fromName'),
    word('fromAddress'),
    word('subject'),
    word('text'),
  ]
  const isWhole =
    typeof fromName === 'string' &&
    typeof fromAddress === 'string' &&
    typeof subject === 'string' &&
    typeof text === 'string'
  return isWhole ? { fromName, fromAddress, subject, text } : null
}
