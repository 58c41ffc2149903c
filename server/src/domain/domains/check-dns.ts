import type { Dns } from '../../lib/dns.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { showDkimKey } from '../dkim/show-key.ts'
import { type DnsRecord, dkimRecordFor, type Judged, judge, judgeDkim, recordsFor } from './dns-records.ts'
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
  /** Of a DKIM key: whether mail is signed with it. Null for the other records. */
  readonly signing: boolean | null
}

/** What a domain must publish, and what it does publish. @throws DomainError as `domainWithin` */
export async function checkDns(
  { store, dns }: Pick<Deps, 'store' | 'dns'>,
  actor: Actor,
  { accountId, name, host, check }: Asked,
): Promise<readonly CheckedRecord[]> {
  const domain = await domainWithin(store, actor, accountId, name, 'domains')
  const key = await showDkimKey({ store }, actor, { accountId, name })
  const asked = (record: DnsRecord) => (check ? lookUp(dns, record) : undefined)
  const plain = recordsFor(domain.name, host).map(async (record) => {
    const answers = await asked(record)
    return { ...record, judged: answers === undefined ? null : judge(record, host, answers), signing: null }
  })
  if (!key) return Promise.all(plain)
  const record = dkimRecordFor(domain.name, key)
  const signing = key.activatedAtMs !== null
  const answers = await asked(record)
  const judged = answers === undefined ? null : judgeDkim(key, answers)
  return [...(await Promise.all(plain)), { ...record, judged, signing }]
}

function lookUp(dns: Dns, { type, name }: DnsRecord): Promise<readonly string[] | null> {
  return type === 'MX' ? dns.mx(name) : dns.txt(name)
}
