import { inAscii } from '../../lib/domain-name.ts'

/** RFC 5321, 4.5.3.1.3: 256 octets with the angle brackets. */
const MAX_LENGTH = 254
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** A whole address in lower case, its domain as DNS has it; null for what is none. Quoted names and address literals nobody uses. */
export function mailAddress(text: string): string | null {
  const address = inAscii(text.trim())
  const isOne = address.length <= MAX_LENGTH && ADDRESS.test(address) && address.indexOf('@') <= 64
  // Looked at before it is lowered: the Kelvin sign has `k` for its lower case.
  return isOne ? address.toLowerCase() : null
}

export function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1)
}
