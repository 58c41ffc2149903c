import { DomainError } from '../errors.ts'

/** Senders, or networks that they send from, who are always refused or always let in. */
export type SenderList = 'blocklist' | 'ipblocklist' | 'safelist' | 'ipsafelist'

export const SENDER_LISTS: readonly SenderList[] = ['blocklist', 'ipblocklist', 'safelist', 'ipsafelist']

/** In one list of a domain or of a mailbox; the vendor's. */
export const MAX_ENTRIES = 250

/** `%` stands for any characters. */
const SENDER = /^[a-z0-9!#$&'*+/=?^_`{|}~.%-]{0,64}@(?:[a-z0-9%-]{1,63}\.)*[a-z0-9%-]{1,63}$/
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** Of its four numbers the last ones may be `%`. */
const NETWORK = new RegExp(`^${OCTET}\\.(?:${OCTET}\\.(?:${OCTET}\\.(?:${OCTET}|%)|%\\.%)|%\\.%\\.%)$`)
const MAX_LENGTH = 254

/** An entry as a list has it, in lower case. @throws DomainError `input.invalid` */
export function checkedEntry(list: SenderList, text: string): string {
  const entry = text.trim()
  if (isNetworkList(list)) {
    if (NETWORK.test(entry)) return entry
    throw refused('An entry is a network address such as 192.0.2.1 or 192.0.2.%.')
  }
  const lower = entry.toLowerCase()
  // The Kelvin sign has `k` for its lower case, and is none.
  if (lower.length <= MAX_LENGTH && SENDER.test(lower) && /^[\x21-\x7e]+$/.test(entry)) return lower
  throw refused('An entry is an address or a domain such as a@example.com, @example.com or @%.example.com.')
}

function isNetworkList(list: SenderList): boolean {
  return list === 'ipblocklist' || list === 'ipsafelist'
}

export function refused(reason: string): DomainError {
  return new DomainError('input.invalid', { field: 'add', reason })
}
