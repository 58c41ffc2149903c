import { newIdempotencyKey } from './idempotency.ts'
import type {
  DkimKey,
  DnsRecord,
  MailDomain,
  MailDomainChange,
  MailDomainFilter,
  MailDomainPage,
  MailSystem,
  NewMailDomain,
  Rehearsal,
} from './mail-types.ts'
import { queryOf } from './query.ts'
import type { Transport } from './transport.ts'

/**
 * Domains that mail is kept for, for administrators: super administrators do everything, standard ones read. A domain
 * of another account looks like none.
 */
export interface Domains {
  /** @throws KeywardError `forbidden` */
  list(filter?: MailDomainFilter): Promise<MailDomainPage>
  get(domain: string): Promise<MailDomain>
  /** @throws KeywardError `conflict` for a domain that is there already, in whichever account, `invalid` */
  create(domain: NewMailDomain, options?: Rehearsal, idempotencyKey?: string): Promise<MailDomain>
  /** @throws KeywardError `invalid`, also for fewer mailboxes than there are */
  change(domain: string, change: MailDomainChange, options?: Rehearsal): Promise<MailDomain>
  /** What it must publish; with `check`, whether it does, which may take two seconds. */
  dns(domain: string, options?: { readonly check?: boolean }): Promise<readonly DnsRecord[]>
  /** A key to sign mail with, in place of one that waits; the one that signs goes on until this one does. */
  makeDkimKey(domain: string): Promise<DkimKey>
  /** From then on mail is signed with it. @throws KeywardError `invalid` while its record is not there */
  verifyDkimKey(domain: string): Promise<DkimKey>
  /** Mail is not signed any more. */
  revokeDkimKeys(domain: string): Promise<void>
  /** Whether a mail system asks this server, and the host that mail is received at. */
  mailSystem(): Promise<MailSystem>
  /** With its aliases. @throws KeywardError `conflict` while there are mailboxes */
  delete(domain: string, options?: Rehearsal): Promise<void>
}

export function createDomains(send: Transport): Domains {
  const path = (domain: string, options: Rehearsal = {}) =>
    `/domains/${encodeURIComponent(domain)}${queryOf(options)}`
  return {
    list: (filter = {}) => send('GET', `/domains${queryOf(filter)}`),
    get: (domain) => send('GET', path(domain)),
    create: (domain, options = {}, idempotencyKey = newIdempotencyKey()) =>
      send('POST', `/domains${queryOf(options)}`, {
        body: domain,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    change: (domain, change, options) => send('PATCH', path(domain, options), { body: change }),
    dns: async (domain, options = {}) => {
      const at = `/domains/${encodeURIComponent(domain)}/dns${queryOf(options)}`
      return (await send<{ readonly items: readonly DnsRecord[] }>('GET', at)).items
    },
    makeDkimKey: (domain) => send('POST', `${path(domain)}/dkim`),
    verifyDkimKey: (domain) => send('POST', `${path(domain)}/dkim/verification`),
    revokeDkimKeys: (domain) => send('DELETE', `${path(domain)}/dkim`),
    mailSystem: () => send('GET', '/mail-system'),
    delete: (domain, options) => send('DELETE', path(domain, options)),
  }
}
