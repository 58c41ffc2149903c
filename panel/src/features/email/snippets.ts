import type { MailboxChange, MailboxFilter, MailDomainChange, NewMailbox, NewMailDomain } from '@keyward/sdk'
import type { Snippet } from '../../ui/snippet.ts'
import { mailSnippets } from './code.ts'

/** What programs send for each act of the e-mail area. */

type Snippets = readonly Snippet[]
const origin = () => window.location.origin
const json = (value: unknown) => JSON.stringify(value)
/** Only what is given. */
export const present = (given: Readonly<Record<string, string | number | boolean | undefined>>) =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

export function domainsSnippets(): Snippets {
  return mailSnippets(origin(), {
    method: 'GET',
    path: '/domains',
    sdk: 'console.log(await keyward.domains.list())',
    signed: { method: 'GET', path: '/customers/me/domains' },
  })
}

export function domainSnippets(domain: string): Snippets {
  return mailSnippets(origin(), {
    method: 'GET',
    path: `/domains/${domain}`,
    sdk: `console.log(await keyward.domains.get('${domain}'))`,
    signed: { method: 'GET', path: `/customers/me/domains/${domain}` },
  })
}

const signedSettings = ({ maxMailboxes, baseMailboxMb, extraStorageMb }: MailDomainChange) =>
  present({
    rsEmailMaxNumberMailboxes: maxMailboxes ?? undefined,
    rsEmailBaseMailboxSize: baseMailboxMb,
    rsEmailExtraStorage: extraStorageMb,
  })

export function addDomainSnippets(domain: NewMailDomain): Snippets {
  return mailSnippets(origin(), {
    method: 'POST',
    path: '/domains',
    body: { ...domain },
    sdk: `console.log(await keyward.domains.create(${json(domain)}))`,
    signed: {
      method: 'POST',
      path: `/customers/me/domains/${domain.name}`,
      form: { serviceType: 'rsemail', ...signedSettings(domain) },
    },
  })
}

export function editDomainSnippets(domain: string, change: MailDomainChange): Snippets {
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `/domains/${domain}`,
    body: { ...change },
    sdk: `console.log(await keyward.domains.change('${domain}', ${json(change)}))`,
    signed: { method: 'PUT', path: `/customers/me/domains/${domain}`, form: signedSettings(change) },
  })
}

export function deleteDomainSnippets(domain: string): Snippets {
  return mailSnippets(origin(), {
    method: 'DELETE',
    path: `/domains/${domain}`,
    sdk: `await keyward.domains.delete('${domain}')`,
    signed: { method: 'DELETE', path: `/customers/me/domains/${domain}` },
  })
}

export const makeDkimSnippets = (domain: string) => dkimSnippets(domain, 'POST', '', 'makeDkimKey')
export const verifyDkimSnippets = (domain: string) =>
  dkimSnippets(domain, 'POST', '/verification', 'verifyDkimKey')
export const revokeDkimSnippets = (domain: string) => dkimSnippets(domain, 'DELETE', '', 'revokeDkimKeys')

function dkimSnippets(domain: string, method: 'POST' | 'DELETE', at: string, call: string): Snippets {
  const asked = `await keyward.domains.${call}('${domain}')`
  return mailSnippets(origin(), {
    method,
    path: `/domains/${domain}/dkim${at}`,
    sdk: method === 'POST' ? `console.log(${asked})` : asked,
    signed: { method, path: `/customers/me/domains/${domain}/dkim${at}` },
  })
}

export function mailboxesSnippets(filter: MailboxFilter): Snippets {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, `${value}`]))
  const { domain } = filter
  return mailSnippets(origin(), {
    method: 'GET',
    path: `/mailboxes${query.size > 0 ? `?${query}` : ''}`,
    sdk: `console.log(await keyward.mailboxes.list(${json(filter)}))`,
    ...(domain !== undefined && {
      signed: { method: 'GET', path: `/customers/me/domains/${domain}/rs/mailboxes` },
    }),
  })
}

export function addMailboxSnippets({ address, password: _, ...settings }: NewMailbox): Snippets {
  return mailSnippets(origin(), {
    method: 'POST',
    path: '/mailboxes',
    body: { address, password: '$NEW_PASSWORD', ...settings },
    sdk: `const password = process.env.NEW_PASSWORD
console.log(await keyward.mailboxes.create({ ...${json({ address, ...settings })}, password }))`,
    signed: {
      method: 'POST',
      path: signedPath(address),
      form: { password: '$NEW_PASSWORD', ...signedMailbox(settings) },
    },
  })
}

/** @param change a password in it is not shown */
export function editMailboxSnippets(address: string, { password, ...change }: MailboxChange): Snippets {
  const secret = password === undefined ? {} : { password: '$NEW_PASSWORD' }
  const given =
    password === undefined ? json(change) : `{ ...${json(change)}, password: process.env.NEW_PASSWORD }`
  return mailSnippets(origin(), {
    method: 'PATCH',
    path: `/mailboxes/${address}`,
    body: { ...change, ...secret },
    sdk: `console.log(await keyward.mailboxes.change('${address}', ${given}))`,
    // The signed API has no word for these.
    ...(change.protocols === undefined &&
      change.mustChangePassword === undefined && {
        signed: { method: 'PUT', path: signedPath(address), form: { ...secret, ...signedMailbox(change) } },
      }),
  })
}

export function deleteMailboxSnippets(address: string): Snippets {
  return mailSnippets(origin(), {
    method: 'DELETE',
    path: `/mailboxes/${address}`,
    sdk: `await keyward.mailboxes.delete('${address}')`,
    signed: { method: 'DELETE', path: signedPath(address) },
  })
}

/** Where the signed API has a mailbox. */
export function signedPath(address: string): string {
  const at = address.lastIndexOf('@')
  return `/customers/me/domains/${address.slice(at + 1)}/rs/mailboxes/${address.slice(0, at)}`
}

function signedMailbox(change: MailboxChange) {
  return present({
    name: change.name,
    displayName: change.displayName,
    size: change.quotaMb,
    enabled: change.enabled,
    emailForwardingAddresses: change.forwardTo?.join(','),
    saveForwardedEmail: change.keepForwarded,
    enableVacationMessage: change.vacationEnabled,
    vacationMessage: change.vacationMessage,
    visibleInRackspaceEmailCompanyDirectory: change.inDirectory,
    visibleInExchangeGAL: change.inGal,
    ...change.contact,
  })
}

export function openAsOwnerSnippets(mailbox: string): Snippets {
  const [name = '', domain = ''] = mailbox.split('@')
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/mailboxes/${mailbox}/login-token`,
    sdk: `console.log((await keyward.mailboxes.loginToken('${mailbox}')).url)`,
    signed: { method: 'POST', path: `/customers/me/domains/${domain}/rs/mailboxes/${name}/loginToken` },
  })
}

/** With the signed API a mailbox is added again, and its mail comes back. */
export function restoreMailboxSnippets(id: string, address: string): Snippets {
  const [name, domain] = [
    address.slice(0, address.lastIndexOf('@')),
    address.slice(address.lastIndexOf('@') + 1),
  ]
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/deleted-mailboxes/${id}/restore`,
    sdk: `console.log(await keyward.mailboxes.restore('${id}'))`,
    signed: {
      method: 'POST',
      path: `/customers/me/domains/${domain}/rs/mailboxes/${name}`,
      form: { recoverDeleted: true, password: '$NEW_PASSWORD' },
    },
  })
}

export function signInTestSnippets(address: string, protocol: string): Snippets {
  const body = { protocol, password: '$MAILBOX_PASSWORD' }
  return mailSnippets(origin(), {
    method: 'POST',
    path: `/mailboxes/${address}/sign-in-test`,
    body,
    sdk: `const password = process.env.MAILBOX_PASSWORD
console.log(await keyward.appPasswords.test('${address}', { protocol: '${protocol}', password }))`,
  })
}
