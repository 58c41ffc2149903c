// What descriptions of the e-mail API have in common.

export const DOMAINS = '/customers/:customer/domains' as const
export const DOMAIN = `${DOMAINS}/:domain` as const
export const OWN = { customer: 'me' }
export const IN_DOMAIN = { ...OWN, domain: 'example.com' }
export const ONE_MAILBOX = { params: { ...IN_DOMAIN, mailbox: 'anna' } }
export const PAGE = {
  size: 'Rows in one answer, 250 at most',
  offset: 'Rows to pass by',
  startswith: 'Only rows that begin with this; `0-9` for a digit',
  contains: 'Only rows that contain this',
}
export const DONE = { success: 200, refusals: [415] }
export const FORM = { bodyType: 'application/x-www-form-urlencoded' }
