import { isRecordOf, recordOf, type ShownDkimKey, subdomainOf } from '../dkim/dkim-key.ts'

/** A record that a domain must publish for its mail. */
export interface DnsRecord {
  readonly purpose: 'mx' | 'spf' | 'dkim' | 'dmarc'
  readonly name: string
  readonly type: 'MX' | 'TXT'
  readonly value: string
}

/** `different`: there is something of the kind, and mail would go elsewhere or be taken for a forgery. */
export type DnsState = 'ok' | 'missing' | 'different' | 'unknown'

/** RFC 5321, 7208 and 7489. @param host where mail for the domain is received and sent from */
export function recordsFor(domain: string, host: string): readonly DnsRecord[] {
  return [
    { purpose: 'mx', name: domain, type: 'MX', value: `10 ${host}` },
    { purpose: 'spf', name: domain, type: 'TXT', value: 'v=spf1 mx -all' },
    { purpose: 'dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: 'v=DMARC1; p=quarantine' },
  ]
}

/** RFC 6376. */
export function dkimRecordFor(domain: string, key: ShownDkimKey): DnsRecord {
  return { purpose: 'dkim', name: `${subdomainOf(key)}.${domain}`, type: 'TXT', value: recordOf(key) }
}

export interface Judged {
  readonly state: DnsState
  /** What there is of its kind. */
  readonly found: readonly string[]
}

/** @param answers what the DNS has at its name: hosts or texts; null when it did not answer */
export function judge(record: DnsRecord, host: string, answers: readonly string[] | null): Judged {
  if (answers === null) return { state: 'unknown', found: [] }
  const found = answers.filter((text) => isOfKind(record, text))
  if (found.length === 0) return { state: 'missing', found }
  return { state: isRight(record, host, found) ? 'ok' : 'different', found }
}

/** One of several is enough, as for the check that a key begins to sign with. @param answers as for `judge` */
export function judgeDkim(key: ShownDkimKey, answers: readonly string[] | null): Judged {
  if (answers === null) return { state: 'unknown', found: [] }
  const found = answers.filter((text) => /(?:^|;)\s*p\s*=/.test(text))
  if (found.length === 0) return { state: 'missing', found }
  return { state: found.some((text) => isRecordOf(key, text)) ? 'ok' : 'different', found }
}

function isOfKind({ purpose }: DnsRecord, text: string): boolean {
  if (purpose === 'mx') return true
  return new RegExp(purpose === 'spf' ? '^v=spf1(?: |$)' : '^v=DMARC1 *(?:;|$)', 'i').test(text)
}

function isRight({ purpose }: DnsRecord, host: string, found: readonly string[]): boolean {
  if (purpose === 'mx') return found.some((exchange) => sameHost(exchange, host))
  const [text = ''] = found
  // Two of a kind count as none: receivers cannot know which one is meant.
  if (found.length > 1) return false
  if (purpose === 'dmarc') return /; *p *= *(?:none|quarantine|reject) *(?:;|$)/i.test(text)
  return text.split(/ +/).some((term) => /^\+?mx$/i.test(term) || sameHost(term.replace(/^\+?a:/i, ''), host))
}

function sameHost(one: string, other: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')
  return plain(one) === plain(other)
}
