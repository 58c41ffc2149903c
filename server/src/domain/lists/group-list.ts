import { isOneLine } from '../../lib/one-line.ts'
import { roundWords } from '../aliases/round.ts'
import { DomainError } from '../errors.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'

/** An address whose mail goes to everybody on a list. */
export interface GroupList extends GroupListSettings {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  readonly domainId: string
  /** The part before the `@`, lower case. */
  readonly name: string
  /** Whole, lower case. */
  readonly address: string
  /** Whole, lower case, sorted, each once. */
  readonly members: readonly string[]
  /** Who may write to the list besides, where only chosen people may. In form like the members. */
  readonly posters: readonly string[]
  readonly createdAtMs: number
}

export interface GroupListSettings {
  readonly displayName: string
  /** Whom an answer goes to: who wrote, or everybody. */
  readonly replyTo: ReplyTo
  readonly posting: Posting
}

export const REPLY_TO = ['sender', 'list'] as const
export type ReplyTo = (typeof REPLY_TO)[number]

/** Who may write to a list. `domain`: every address of its domain; `chosen`: its posters alone. */
export const POSTING = ['anyone', 'domain', 'members', 'chosen'] as const
export type Posting = (typeof POSTING)[number]

export const NEW_LIST: GroupListSettings = { displayName: '', replyTo: 'sender', posting: 'anyone' }

/** The vendor's limits. Inside the domain there is none. */
const MAX_OUTSIDE_MEMBERS = 250
export const MAX_LIST_MESSAGE_BYTES = 5 * 1_024 * 1_024
const MAX_POSTERS = 250
const MAX_DISPLAY_NAME = 255

/** @throws DomainError `input.invalid` */
export function checkListSettings({ displayName }: Partial<GroupListSettings>): void {
  if (displayName === undefined) return
  if (displayName.length > MAX_DISPLAY_NAME)
    throw invalid('displayName', `A display name has ${MAX_DISPLAY_NAME} characters at most.`)
  if (!isOneLine(displayName)) throw invalid('displayName', 'A display name is one line of text.')
}

/**
 * Addresses as members of a list.
 * @param own the list itself, which cannot be one
 * @throws DomainError `input.invalid`
 */
export function listMembers(given: readonly string[], own: string): readonly string[] {
  const members = addresses('members', given)
  if (members.includes(own)) throw invalid('members', 'A list cannot be a member of itself.')
  const outside = members.filter((address) => domainOf(address) !== domainOf(own))
  if (outside.length > MAX_OUTSIDE_MEMBERS)
    throw invalid('members', `A list has ${MAX_OUTSIDE_MEMBERS} members outside its domain at most.`)
  return members
}

/** @throws DomainError `input.invalid` */
export function listPosters(given: readonly string[]): readonly string[] {
  const posters = addresses('posters', given)
  if (posters.length > MAX_POSTERS) throw invalid('posters', `${MAX_POSTERS} may be named at most.`)
  return posters
}

/** Whole, lower case, sorted, each once. @throws DomainError `input.invalid` */
export function addresses(field: string, given: readonly string[]): readonly string[] {
  const known = new Set<string>()
  for (const text of given) {
    const address = mailAddress(text)
    if (address === null) throw invalid(field, `${shown(text)} is no e-mail address.`)
    known.add(address)
  }
  return [...known].sort()
}

/** @param missing members within the domain that there are not */
export function refuseMissingMembers(missing: readonly string[]): void {
  if (missing.length === 0) return
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : ''
  throw invalid('members', `There is no ${missing.slice(0, 5).join(', ')}${more}.`)
}

/** @param member that mail to the list would come round by; null for none */
export function refuseWayBack(own: string, member: string | null): void {
  if (member !== null) throw invalid('members', roundWords(own, member))
}

/** As much of it as tells which one is meant. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 64))
}

function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
