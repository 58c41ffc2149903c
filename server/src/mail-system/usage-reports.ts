import { recipientOf } from '../domain/delivery/recipient.ts'
import { unescaped } from './dict-text.ts'

const BYTES_PER_MB = 1_048_576
/** More that are begun and never ended are no reports. */
const MAX_OPEN = 1_000

interface Report {
  readonly user: string
  bytes: number | null
}

/**
 * What Dovecot's plugin `quota_clone` writes down whenever a mailbox has changed, for one connection: `B` begins for a user,
 * `S` sets the bytes or the number of messages, `C` ends it. Begun megabytes count: what holds mail is not empty.
 * @param note is told what the mailbox of an address holds, in MB
 * @returns what is answered to a line; it fails where the database does
 */
export function usageReports(
  note: (address: string, usageMb: number) => Promise<void>,
): (line: string) => Promise<string | null> {
  const open = new Map<string, Report>()
  const settle = async (id: string) => {
    const report = open.get(id)
    open.delete(id)
    const recipient = report && recipientOf(report.user)
    if (recipient && report.bytes !== null)
      await note(recipient.plain, Math.ceil(report.bytes / BYTES_PER_MB))
    return `O${id}\n`
  }
  return async (line) => {
    const [id = '', key = '', value = ''] = line.slice(1).split('\t').map(unescaped)
    const kind = line.slice(0, 1)
    if (kind === 'C') return settle(id)
    if (kind === 'B' && open.size < MAX_OPEN) open.set(id, { user: key, bytes: null })
    if (kind === 'S' && key === 'priv/quota/storage') setBytes(open.get(id), value)
    if (kind === 'R') open.delete(id)
    // Only what ends a report is answered, and what looks something up.
    return kind === 'L' ? 'N\n' : null
  }
}

function setBytes(report: Report | undefined, text: string): void {
  if (report && /^[0-9]{1,15}$/.test(text)) report.bytes = Number(text)
}
