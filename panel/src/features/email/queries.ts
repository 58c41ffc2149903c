import type { MailboxFilter, MailDomainFilter } from '@keyward/sdk'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** Everything that is known of mail: an act on a part of it makes all of it old. */
export const EMAIL = ['email'] as const
export const DOMAIN_PAGES = [...EMAIL, 'domains'] as const
export const MAILBOX_PAGES = [...EMAIL, 'page'] as const

export const mailSystemQuery = queryOptions({
  queryKey: [...EMAIL, 'system'],
  queryFn: () => api.domains.mailSystem(),
})

export const domainsQuery = (filter: MailDomainFilter) =>
  queryOptions({
    queryKey: [...DOMAIN_PAGES, filter],
    queryFn: () => api.domains.list(filter),
    placeholderData: keepPreviousData,
  })

export const domainQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'domain', domain], queryFn: () => api.domains.get(domain) })

const MOST_DOMAINS = 100

/** Those that one can be chosen from. */
export const domainChoiceQuery = domainsQuery({ limit: MOST_DOMAINS })

export const mailboxesQuery = (filter: MailboxFilter) =>
  infiniteQueryOptions({
    queryKey: [...MAILBOX_PAGES, filter],
    queryFn: ({ pageParam }) =>
      api.mailboxes.list({
        ...filter,
        limit: 100,
        // Counting is asked for once: the first page knows for all of them.
        ...(pageParam === null ? { count: true } : { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const mailboxCountQuery = queryOptions({
  queryKey: [...EMAIL, 'count'],
  queryFn: async () => (await api.mailboxes.list({ count: true, limit: 1 })).total ?? 0,
})

export const mailboxQuery = (address: string) =>
  queryOptions({ queryKey: [...EMAIL, 'mailbox', address], queryFn: () => api.mailboxes.get(address) })

export const addressQuery = (address: string) =>
  queryOptions({ queryKey: [...EMAIL, 'address', address], queryFn: () => api.mailboxes.address(address) })

export const dnsQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'dns', domain], queryFn: () => api.domains.dns(domain) })

/** Not of `EMAIL`: nothing asks the DNS again by itself. */
export const CHECKED_DNS = ['dns'] as const

/** Asked only when somebody presses a button: it may take two seconds. */
export const checkedDnsQuery = (domain: string) =>
  queryOptions({
    queryKey: [...CHECKED_DNS, domain],
    queryFn: () => api.domains.dns(domain, { check: true }),
  })
