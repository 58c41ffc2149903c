import type { NewAnnouncement, OwnerRules, StorageNoticeChange } from '@keyward/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import type { Snippet } from '../../../ui/snippet.ts'
import { mailSnippets } from '../code.ts'
import { EMAIL } from '../queries.ts'
import { present } from '../snippets.ts'

/** What is asked of the server about the delivery of a domain's mail, and how programs ask it. */

type Snippets = readonly Snippet[]
const origin = () => window.location.origin
const signedDomain = (domain: string) => `/customers/me/domains/${domain}`

export const catchAllQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'catch-all', domain], queryFn: () => api.domains.catchAll(domain) })

export const namesQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'names', domain], queryFn: () => api.domains.alternateNames(domain) })

export const noticeQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'notice', domain], queryFn: () => api.domains.storageNotice(domain) })

export const ownersQuery = (domain: string) =>
  queryOptions({ queryKey: [...EMAIL, 'owners', domain], queryFn: () => api.domains.ownerRules(domain) })

export function ownerRulesSnippets(domain: string, rules: OwnerRules): Snippets {
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `/domains/${domain}/owner-rules`,
    body: { ...rules },
    sdk: `console.log(await keyward.domains.changeOwnerRules('${domain}', ${JSON.stringify(rules)}))`,
    signed: {
      method: 'PUT',
      path: `${signedDomain(domain)}/webmail/settings`,
      form: present({
        PasswordResetEnabled: rules.changePassword,
        MultiFactorSetting: rules.secondFactor,
      }),
    },
  })
}

export function catchAllSnippets(domain: string, address: string | null): Snippets {
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `/domains/${domain}/catch-all`,
    body: { address },
    sdk: `console.log(await keyward.domains.setCatchAll('${domain}', ${JSON.stringify(address)}))`,
    signed: {
      method: 'PUT',
      path: `${signedDomain(domain)}/catchalladdress`,
      form: { address: address ?? '' },
    },
  })
}

export function addNameSnippets(domain: string, name: string): Snippets {
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/domains/${domain}/alternate-names`,
    body: { name },
    sdk: `console.log(await keyward.domains.addAlternateName('${domain}', '${name}'))`,
    signed: { method: 'POST', path: `${signedDomain(domain)}/alternatedomains/${name}` },
  })
}

export function announcementSnippets(domain: string, letter: NewAnnouncement): Snippets {
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/domains/${domain}/announcements`,
    body: { ...letter },
    sdk: `console.log(await keyward.domains.emailEveryone('${domain}', ${JSON.stringify(letter)}))`,
    signed: {
      method: 'POST',
      path: `${signedDomain(domain)}/emailEveryone`,
      form: present({
        senderName: letter.fromName,
        senderAddress: letter.fromAddress,
        subject: letter.subject,
        body: letter.text,
      }),
    },
  })
}

export function noticeSnippets(domain: string, change: StorageNoticeChange): Snippets {
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `/domains/${domain}/storage-notice`,
    body: { ...change },
    sdk: `console.log(await keyward.domains.changeStorageNotice('${domain}', ${JSON.stringify(change)}))`,
    signed: {
      method: 'PUT',
      path: `${signedDomain(domain)}/rs/storageNotification`,
      form: present({
        enabled: change.enabled,
        notificationPercentage: change.percentage,
        notificationMessage: change.message,
        notificationCC: change.cc,
      }),
    },
  })
}
