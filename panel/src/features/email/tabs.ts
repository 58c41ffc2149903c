const TABS = ['general', 'password', 'forwarding', 'danger'] as const
export type Tab = (typeof TABS)[number]
export const MAILBOX_TABS: readonly Tab[] = TABS

/** What of a mailbox the address asks for. */
export function tabIn(search: string): Tab {
  const asked = new URLSearchParams(search).get('tab')
  return TABS.find((tab) => tab === asked) ?? 'general'
}

export function tabAddress(address: string, tab: Tab): string {
  const path = `/email/mailboxes/${encodeURIComponent(address)}`
  return tab === 'general' ? path : `${path}?tab=${tab}`
}
