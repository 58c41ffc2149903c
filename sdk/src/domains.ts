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
import type {
  NewAnnouncement,
  OwnerRules,
  OwnerRulesChange,
  StorageNotice,
  StorageNoticeChange,
} from './spam-types.ts'
import type { Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/**
 * Domains that mail is kept for, for administrators: super administrators do everything, standard ones read. A domain
 * of another account looks like none.
 */
export interface Domains {
  /** @throws KeywardError `forbidden` */
  list(filter?: MailDomainFilter): Promise<MailDomainPage>
  get(domain: string): Promise<MailDomain & Versioned>
  /** @throws KeywardError `conflict` for a domain that is there already, in whichever account, `invalid` */
  create(domain: NewMailDomain, options?: Rehearsal, idempotencyKey?: string): Promise<MailDomain>
  /** @throws KeywardError `invalid`, also for fewer mailboxes than there are */
  change(domain: string, change: Edit<MailDomainChange>, options?: Rehearsal): Promise<MailDomain & Versioned>
  /** What it must publish; with `check`, whether it does, which may take two seconds. */
  dns(domain: string, options?: { readonly check?: boolean }): Promise<readonly DnsRecord[]>
  /** A key to sign mail with, in place of one that waits; the one that signs goes on until this one does. */
  makeDkimKey(domain: string): Promise<DkimKey>
  /** From then on mail is signed with it. @throws KeywardError `invalid` while its record is not there */
  verifyDkimKey(domain: string): Promise<DkimKey>
  /** Mail is not signed any more. */
  revokeDkimKeys(domain: string): Promise<void>
  /** Where mail goes that is for nobody; null where it is refused. */
  catchAll(domain: string): Promise<string | null>
  /** @param address a mailbox or an alias of the domain, or an address elsewhere; null to refuse such mail */
  setCatchAll(domain: string, address: string | null, options?: Rehearsal): Promise<string | null>
  /** Other names of a domain: mail to them is mail to the same name in the domain. */
  alternateNames(domain: string): Promise<readonly string[]>
  /** @returns the name as DNS has it. @throws KeywardError `conflict` for one that any domain has, `invalid` */
  addAlternateName(domain: string, name: string, options?: Rehearsal): Promise<string>
  /** @throws KeywardError `not_found` for what is no other name of it */
  removeAlternateName(domain: string, name: string, options?: Rehearsal): Promise<void>
  /**
   * Writes to every mailbox, once in five minutes. @returns to how many
   * @throws KeywardError `invalid` with `field`, also where the server sends no mail; `throttled`
   */
  emailEveryone(domain: string, letter: NewAnnouncement, options?: Rehearsal): Promise<number>
  ownerRules(domain: string): Promise<OwnerRules & Versioned>
  /** What is not named stays. It holds for open sessions, too. */
  changeOwnerRules(
    domain: string,
    change: Edit<OwnerRulesChange>,
    options?: Rehearsal,
  ): Promise<OwnerRules & Versioned>
  storageNotice(domain: string): Promise<StorageNotice>
  /** What is not named stays. @throws KeywardError `invalid` with `field` */
  changeStorageNotice(
    domain: string,
    change: Edit<StorageNoticeChange>,
    options?: Rehearsal,
  ): Promise<StorageNotice>
  /** Whether a mail system asks this server, and the host that mail is received at. */
  mailSystem(): Promise<MailSystem>
  /** With its aliases. @throws KeywardError `conflict` while there are mailboxes */
  delete(domain: string, options?: Rehearsal): Promise<void>
}

interface Named {
  readonly name: string
}

interface CatchAll {
  readonly address: string | null
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
    change: (domain, change, options) => send('PATCH', path(domain, options), editCall(change)),
    dns: async (domain, options = {}) => {
      const at = `/domains/${encodeURIComponent(domain)}/dns${queryOf(options)}`
      return (await send<{ readonly items: readonly DnsRecord[] }>('GET', at)).items
    },
    makeDkimKey: (domain) => send('POST', `${path(domain)}/dkim`),
    verifyDkimKey: (domain) => send('POST', `${path(domain)}/dkim/verification`),
    revokeDkimKeys: (domain) => send('DELETE', `${path(domain)}/dkim`),
    catchAll: async (domain) => (await send<CatchAll>('GET', `${path(domain)}/catch-all`)).address,
    setCatchAll: async (domain, address, options = {}) => {
      const at = `${path(domain)}/catch-all${queryOf(options)}`
      return (await send<CatchAll>('PATCH', at, { body: { address } })).address
    },
    alternateNames: async (domain) => {
      const { items } = await send<{ readonly items: readonly Named[] }>(
        'GET',
        `${path(domain)}/alternate-names`,
      )
      return items.map(({ name }) => name)
    },
    addAlternateName: async (domain, name, options = {}) => {
      const at = `${path(domain)}/alternate-names${queryOf(options)}`
      return (await send<Named>('POST', at, { body: { name } })).name
    },
    removeAlternateName: (domain, name, options = {}) =>
      send('DELETE', `${path(domain)}/alternate-names/${encodeURIComponent(name)}${queryOf(options)}`),
    emailEveryone: async (domain, body, options = {}) => {
      const at = `${path(domain)}/announcements${queryOf(options)}`
      return (await send<{ readonly recipients: number }>('POST', at, { body })).recipients
    },
    ownerRules: (domain) => send('GET', `${path(domain)}/owner-rules`),
    changeOwnerRules: (domain, change, options = {}) =>
      send('PATCH', `${path(domain)}/owner-rules${queryOf(options)}`, editCall(change)),
    storageNotice: (domain) => send('GET', `${path(domain)}/storage-notice`),
    changeStorageNotice: (domain, change, options = {}) =>
      send('PATCH', `${path(domain)}/storage-notice${queryOf(options)}`, editCall(change)),
    mailSystem: () => send('GET', '/mail-system'),
    delete: (domain, options) => send('DELETE', path(domain, options)),
  }
}
