import type { Rehearsal } from './mail-types.ts'
import { queryOf } from './query.ts'
import type {
  DomainSpamSettingsChange,
  SenderChange,
  SenderList,
  SenderLists,
  SpamSettings,
  SpamSettingsChange,
} from './spam-types.ts'
import type { Transport } from './transport.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

/**
 * What becomes of spam, and who is always refused or let in: of a domain, or of a mailbox by its whole address.
 * Without a spam filter all of it is kept, and takes effect when one is connected.
 */
export interface Spam {
  ofDomain(domain: string): Promise<SpamSettings & Versioned>
  ofMailbox(address: string): Promise<SpamSettings & Versioned>
  /** @throws KeywardError `invalid` with `field` */
  changeOfDomain(
    domain: string,
    change: Edit<DomainSpamSettingsChange>,
    options?: Rehearsal,
  ): Promise<SpamSettings & Versioned>
  /** @throws KeywardError `invalid` with `field` */
  changeOfMailbox(
    address: string,
    change: Edit<SpamSettingsChange>,
    options?: Rehearsal,
  ): Promise<SpamSettings & Versioned>
  sendersOfDomain(domain: string): Promise<SenderLists>
  sendersOfMailbox(address: string): Promise<SenderLists>
  /** All of it or nothing; 250 entries in a list. @returns what the list has now. @throws KeywardError `invalid` */
  changeSendersOfDomain(
    domain: string,
    list: SenderList,
    change: SenderChange,
    options?: Rehearsal,
  ): Promise<readonly string[]>
  /** As that of a domain. */
  changeSendersOfMailbox(
    address: string,
    list: SenderList,
    change: SenderChange,
    options?: Rehearsal,
  ): Promise<readonly string[]>
}

export function createSpam(send: Transport): Spam {
  const domainPath = (domain: string, at: string, options: Rehearsal = {}) =>
    `/domains/${encodeURIComponent(domain)}/${at}${queryOf(options)}`
  const mailboxPath = (address: string, at: string, options: Rehearsal = {}) =>
    `/mailboxes/${encodeURIComponent(address)}/${at}${queryOf(options)}`
  const changeSenders = async (path: string, change: SenderChange) =>
    (await send<{ readonly items: readonly string[] }>('PATCH', path, { body: change })).items
  return {
    ofDomain: (domain) => send('GET', domainPath(domain, 'spam')),
    ofMailbox: (address) => send('GET', mailboxPath(address, 'spam')),
    changeOfDomain: (domain, change, options) =>
      send('PATCH', domainPath(domain, 'spam', options), editCall(change)),
    changeOfMailbox: (address, change, options) =>
      send('PATCH', mailboxPath(address, 'spam', options), editCall(change)),
    sendersOfDomain: (domain) => send('GET', domainPath(domain, 'senders')),
    sendersOfMailbox: (address) => send('GET', mailboxPath(address, 'senders')),
    changeSendersOfDomain: (domain, list, change, options) =>
      changeSenders(domainPath(domain, `senders/${list}`, options), change),
    changeSendersOfMailbox: (address, list, change, options) =>
      changeSenders(mailboxPath(address, `senders/${list}`, options), change),
  }
}
