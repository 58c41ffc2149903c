import { domainToASCII } from 'node:url'

const DOMAIN_NAME =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain as DNS has it, in lower case and with international names as `xn--`; null for what is none. */
export function domainName(text: string): string | null {
  // It would decode escapes: whoever got this out of an address has done that already.
  if (text.includes('%')) return null
  // The parser of addresses passes over line breaks and tabs.
  if (/\p{Cc}/u.test(text)) return null
  const ascii = domainToASCII(text)
  return DOMAIN_NAME.test(ascii) ? ascii : null
}
