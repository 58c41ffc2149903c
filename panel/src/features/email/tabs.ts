const MAILBOX = [
  ...(['general', 'password', 'appPasswords', 'access'] as const),
  ...(['aliases', 'forwarding', 'spam', 'contact', 'activity', 'danger'] as const),
] as const
export type Tab = (typeof MAILBOX)[number]
export const MAILBOX_TABS: readonly Tab[] = MAILBOX

const DOMAIN = ['general', 'delivery', 'spam'] as const
export type DomainTab = (typeof DOMAIN)[number]
export const DOMAIN_TABS: readonly DomainTab[] = DOMAIN

const askedIn = (search: string) => new URLSearchParams(search).get('tab')

/** What of a mailbox the address asks for. */
export function tabIn(search: string): Tab {
  return MAILBOX.find((tab) => tab === askedIn(search)) ?? 'general'
}

export function tabAddress(address: string, tab: Tab): string {
  const path = `/email/mailboxes/${encodeURIComponent(address)}`
  return tab === 'general' ? path : `${path}?tab=${tab}`
}

/** Of the address that asks for another name at once. */
export const RENAME = 'rename'
export const renameAddress = (address: string) => `${tabAddress(address, 'general')}?${RENAME}`

/** What of a domain the address asks for. */
export function domainTabIn(search: string): DomainTab {
  return DOMAIN.find((tab) => tab === askedIn(search)) ?? 'general'
}

export function domainTabAddress(domain: string, tab: DomainTab): string {
  const path = `/email/domains/${encodeURIComponent(domain)}`
  return tab === 'general' ? path : `${path}?tab=${tab}`
}
