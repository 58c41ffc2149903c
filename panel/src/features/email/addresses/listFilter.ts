import type { AddressFilter } from '@keyward/sdk'

const NAMES = ['text', 'domain', 'member'] as const

/** What the address says to look for; an empty text asks for nothing. */
export type AskedLists = Readonly<Record<(typeof NAMES)[number], string>>

export function listsAskedIn(search: string): AskedLists {
  const given = new URLSearchParams(search)
  const [text = '', domain = '', member = ''] = NAMES.map((name) => given.get(name) ?? '')
  return { text, domain, member }
}

/** The address that asks for this. */
export function listsAddress(asked: Partial<AskedLists>): string {
  const given = NAMES.flatMap((name) => (asked[name] ? [[name, asked[name]]] : []))
  return given.length === 0 ? '/email/lists' : `/email/lists?${new URLSearchParams(given)}`
}

/** For the server. What is blank is left out. */
export function listsQuestion(asked: AskedLists): AddressFilter {
  return Object.fromEntries(NAMES.flatMap((name) => (asked[name].trim() ? [[name, asked[name].trim()]] : [])))
}
