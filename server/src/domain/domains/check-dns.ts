import type { Dns } from '../../lib/dns.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type DnsRecord, type Judged, judge, recordsFor } from './dns-records.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

interface Asked extends Pick<MailDomain, 'accountId' | 'name'> {
  /** Where mail is received and sent from. */
  readonly host: string
  /** Whether the DNS is asked, too. */
  readonly check: boolean
}

/** A record, and how it is published; null when the DNS was not asked. */
export interface CheckedRecord extends DnsRecord {
  readonly judged: Judged | null
}

/** What a domain must publish, and what it does publish. @throws DomainError as `domainWithin` */
export async function checkDns(
  { store, dns }: Pick<Deps, 'store' | 'dns'>,
  actor: Actor,
  { accountId, name, host, check }: Asked,
): Promise<readonly CheckedRecord[]> {
  const domain = await domainWithin(store, actor, accountId, name, 'domains')
  const records = recordsFor(domain.name, host)
  return Promise.all(
    records.map(async (record) => ({
      ...record,
      judged: check ? judge(record, host, await lookUp(dns, record)) : null,
    })),
  )
}

function lookUp(dns: Dns, { type, name }: DnsRecord): Promise<readonly string[] | null> {
  return type === 'MX' ? dns.mx(name) : dns.txt(name)
}
