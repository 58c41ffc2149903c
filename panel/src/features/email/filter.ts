import type { MailboxFilter, MailboxSort } from '@keyward/sdk'

const STATES = ['open', 'blocked', 'deleted'] as const
/** What a list can be narrowed to besides. */
const ONLY = ['forwards', 'nearlyFull', 'neverSignedIn'] as const
const COLUMNS = ['address', 'displayName', 'usage', 'lastSignIn', 'created'] as const
const NAMES = ['text', 'domain', 'state', 'only', 'alias', 'sort'] as const

/** What the address says to look for; an empty text asks for nothing. */
export type AskedMailboxes = Readonly<Record<(typeof NAMES)[number], string>>
export type SortColumn = (typeof COLUMNS)[number]

export const STATE_CHOICES = ['', ...STATES] as const
export const ONLY_CHOICES = ['', ...ONLY] as const

export function mailboxesAskedIn(search: string): AskedMailboxes {
  const given = new URLSearchParams(search)
  const [text = '', domain = '', state = '', only = '', alias = '', sort = ''] = NAMES.map(
    (name) => given.get(name) ?? '',
  )
  return { text, domain, state, only, alias, sort }
}

/** The address that asks for this. */
export function mailboxesAddress(asked: Partial<AskedMailboxes>): string {
  const given = NAMES.flatMap((name) => (asked[name] ? [[name, asked[name]]] : []))
  return given.length === 0 ? '/email/mailboxes' : `/email/mailboxes?${new URLSearchParams(given)}`
}

/** True when fewer than all mailboxes are asked for. */
export const narrows = ({ text, domain, state, only, alias }: AskedMailboxes): boolean =>
  [text.trim(), domain, state, only, alias.trim()].some((one) => one !== '')

/** For the server. What makes no sense is left out. */
export function mailboxesQuestion(asked: AskedMailboxes): MailboxFilter {
  const state = STATES.find((known) => known === asked.state)
  const text = asked.text.trim()
  const alias = asked.alias.trim()
  const sort = sortOf(asked.sort)
  return {
    ...(asked.domain !== '' && { domain: asked.domain }),
    ...(text !== '' && { text }),
    ...(state && { state }),
    ...(isAddress(alias) && { alias }),
    ...(ONLY.find((known) => known === asked.only) && { [asked.only]: true }),
    ...(sort !== 'address' && { sort }),
  }
}

/** One that is typed half finds nobody: it is not asked for yet. */
const isAddress = (text: string) => /^[^@]+@[^@]+\.[^@]+$/.test(text)

function sortOf(text: string): MailboxSort {
  const column = COLUMNS.find((known) => text === known || text === `-${known}`)
  if (column === undefined) return 'address'
  return text.startsWith('-') ? `-${column}` : column
}

/** Each order, the usual one as no word in the address. */
export const SORT_CHOICES = [
  ...(['', '-address', 'displayName', '-displayName', '-usage', 'usage'] as const),
  ...(['-lastSignIn', 'lastSignIn', '-created', 'created'] as const),
] as const

/** The newest and the fullest first is what people look for. */
const DOWN_FIRST: readonly SortColumn[] = ['usage', 'lastSignIn', 'created']

/** How the rows are sorted by a column now, and the address that sorts by it, or turns it round. */
export function sortBy(asked: AskedMailboxes, column: SortColumn) {
  const sort = sortOf(asked.sort)
  const now = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : null
  const first: MailboxSort = DOWN_FIRST.includes(column) ? `-${column}` : column
  const turned: MailboxSort = sort === column ? `-${column}` : column
  const next = now === null ? first : turned
  return { now, to: mailboxesAddress({ ...asked, sort: next === 'address' ? '' : next }) } as const
}
