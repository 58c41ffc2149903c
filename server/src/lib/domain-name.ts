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

const OTHER_SCRIPT = /[^\p{ASCII}]/u

/** A domain, or an address with one, in letters of other scripts as DNS has it; anything else as it is. */
export function inAscii(text: string): string {
  const from = text.lastIndexOf('@') + 1
  const domain = text.slice(from)
  if (!OTHER_SCRIPT.test(domain)) return text
  const name = domainName(domain)
  // Without such a label signs that only look like our letters, such as that of the kelvin, were taken for them.
  return name?.includes('xn--') ? text.slice(0, from) + name : text
}

/** The same for a part of a domain, such as one label, to be looked for. */
export function partInAscii(text: string): string {
  return (OTHER_SCRIPT.test(text) && domainToASCII(text)) || text
}
