import type { UserFilter, UserSort, UserState } from '@keyward/sdk'

const STATES: readonly UserState[] = ['active', 'invited', 'disabled']
const SORTS: readonly UserSort[] = ['name', '-name', 'created', '-created']
const NAMES = ['text', 'state', 'role', 'account', 'sort'] as const

/** What the address says to look for; an empty text asks for nothing. */
export type AskedUsers = Readonly<Record<(typeof NAMES)[number], string>>

/** For staff: users of every account. */
export const ALL_ACCOUNTS = 'all'

export function usersAskedIn(search: string): AskedUsers {
  const given = new URLSearchParams(search)
  const [text = '', state = '', role = '', account = '', sort = ''] = NAMES.map(
    (name) => given.get(name) ?? '',
  )
  return { text, state, role, account, sort }
}

/** The address that asks for this. */
export function usersAddress(asked: AskedUsers): string {
  const given = NAMES.flatMap((name) => (asked[name] === '' ? [] : [[name, asked[name]]]))
  return given.length === 0 ? '/users' : `/users?${new URLSearchParams(given)}`
}

/** True when fewer than all users are asked for. */
export function narrows({ text, state, role }: AskedUsers): boolean {
  return text.trim() !== '' || state !== '' || role !== ''
}

/** For the server. What makes no sense is left out. */
export function usersQuestion(asked: AskedUsers, own: { readonly accountId: string }): UserFilter {
  const state = STATES.find((known) => known === asked.state)
  const sort = SORTS.find((known) => known === asked.sort)
  const text = asked.text.trim()
  const account = asked.account === '' ? own.accountId : asked.account
  return {
    ...(account !== ALL_ACCOUNTS && { account }),
    ...(text !== '' && { text }),
    ...(state && { state }),
    ...(asked.role !== '' && { role: asked.role }),
    ...(sort && sort !== 'name' && { sort }),
  }
}

/** How the rows are sorted by a column now, and the address that sorts by it, or turns it round. */
export function sortBy(asked: AskedUsers, column: 'name' | 'created') {
  const sort = asked.sort || 'name'
  const now = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : null
  // The newest first is what people look for.
  const first = column === 'created' ? '-created' : 'name'
  const turned = sort === column ? `-${column}` : column
  const next = now === null ? first : turned
  return { now, to: usersAddress({ ...asked, sort: next === 'name' ? '' : next }) } as const
}
