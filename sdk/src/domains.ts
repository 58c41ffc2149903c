import { newIdempotencyKey } from './idempotency.ts'
import type {
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
    mailSystem: () => send('GET', '/mail-system'),
    delete: (domain, options) => send('DELETE', path(domain, options)),
  }
}
