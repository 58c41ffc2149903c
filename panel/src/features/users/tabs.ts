import type { ManagedUser } from '@keyward/sdk'

const TABS = ['details', 'roles', 'keys', 'sessions', 'activity'] as const
export type Tab = (typeof TABS)[number]

/** What there is to see of a user: whoever only helps sees the details. */
export const tabsFor = ({ manageable }: Pick<ManagedUser, 'manageable'>): readonly Tab[] =>
  manageable ? TABS : ['details']

/** What of a user the address asks for, as far as there is something to see; the details without it. */
export function tabIn(search: string, user: Pick<ManagedUser, 'manageable'>): Tab {
  const asked = new URLSearchParams(search).get('tab')
  return tabsFor(user).find((tab) => tab === asked) ?? 'details'
}

export function tabAddress(userId: string, tab: Tab): string {
  return tab === 'details' ? `/users/${userId}` : `/users/${userId}?tab=${tab}`
}
