import { DomainError } from '../errors.ts'

/** `exclusive`: only senders of the safelists come in. */
export type FilterLevel = 'on' | 'off' | 'exclusive'
/** `labelSubject` writes `[SPAM]` before the subject. */
export type SpamHandling = 'toFolder' | 'delete' | 'labelSubject' | 'toAddress'

export const LEVELS: readonly FilterLevel[] = ['on', 'off', 'exclusive']
export const HANDLINGS: readonly SpamHandling[] = ['toFolder', 'delete', 'labelSubject', 'toAddress']

/** What becomes of spam, for a domain or for one mailbox. */
export interface SpamSettings {
  readonly level: FilterLevel
  readonly handling: SpamHandling
  /** With `toFolder`: whether old spam is removed by itself. */
  readonly cleansFolder: boolean
  /** Days that spam stays in the folder; 0 for ever. */
  readonly folderDays: number
  /** Messages that the folder holds; 0 for any number. */
  readonly folderMessages: number
  /** With `toAddress`: where it goes; empty where nothing was set. */
  readonly forwardTo: string
}

/** The vendor's. */
export const DEFAULT_SPAM: SpamSettings = {
  level: 'on',
  handling: 'toFolder',
  cleansFolder: false,
  folderDays: 7,
  folderMessages: 250,
  forwardTo: '',
}

/** Stored and told back; there is no Exchange whose quarantine it could be. */
export interface Quarantine {
  readonly forwarding: 'on' | 'off' | 'nonuser'
  readonly owner: string
  readonly defaultOwner: string
}

export const NO_QUARANTINE: Quarantine = { forwarding: 'off', owner: '', defaultOwner: '' }
const FORWARDING: readonly Quarantine['forwarding'][] = ['on', 'off', 'nonuser']

export const filterLevelOf = (text: string) => oneOf(LEVELS, text, 'filterLevel')
export const spamHandlingOf = (text: string) => oneOf(HANDLINGS, text, 'rsEmail.spamHandling')
export const quarantineForwardingOf = (text: string) =>
  oneOf(FORWARDING, text, 'exchange.forwardToDomainQuarantine')

/** In any letter case. @throws DomainError `input.invalid` */
function oneOf<Word extends string>(words: readonly Word[], text: string, field: string): Word {
  const word = words.find((one) => one.toLowerCase() === text.toLowerCase())
  if (word !== undefined) return word
  throw new DomainError('input.invalid', { field, reason: `${field} is one of ${words.join(', ')}.` })
}
