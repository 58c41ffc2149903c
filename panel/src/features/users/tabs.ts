export const TABS = ['details', 'roles', 'keys', 'sessions', 'activity'] as const
export type Tab = (typeof TABS)[number]

/** What of a user the address asks for; the details without it. */
export function tabIn(search: string): Tab {
  const asked = new URLSearchParams(search).get('tab')
  return TABS.find((tab) => tab === asked) ?? 'details'
}

export function tabAddress(userId: string, tab: Tab): string {
  return tab === 'details' ? `/users/${userId}` : `/users/${userId}?tab=${tab}`
}
