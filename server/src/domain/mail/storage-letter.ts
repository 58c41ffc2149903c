import type { OutgoingMail, StorageLetter } from './outgoing.ts'

type Words = Pick<StorageLetter, 'subject' | 'text'>

interface NearlyFull {
  /** Address of the mailbox. */
  readonly address: string
  readonly percentage: number
  /** As the domain has it; empty for a text of the server. */
  readonly message: string
}

/** What the letter says: `<*USER*>` and `<*DOMAIN*>` are the two parts of the address. */
export function storageWords({ address, percentage, message }: NearlyFull): Words {
  const at = address.lastIndexOf('@')
  const [user, domain] = [address.slice(0, at), address.slice(at + 1)]
  const own = message.trim() === '' ? defaultText(percentage) : message
  // In one pass: what is filled in is not looked through again.
  const text = own.replace(/<\*(USER|DOMAIN)\*>/g, (_, tag) => (tag === 'USER' ? user : domain))
  return { subject: `The mailbox ${address} is nearly full`, text }
}

function defaultText(percentage: number): string {
  const what = `The mailbox <*USER*>@<*DOMAIN*> is at least ${percentage} % full.`
  const more =
    'When it is full, no more mail comes in. Please delete what is not needed, and empty the trash.'
  return `Hello,\n\n${what} ${more}\n`
}

/** Null for a row that a later version wrote otherwise. */
export function storageLetterIn({ kind, address, content }: OutgoingMail): StorageLetter | null {
  if (kind !== 'storage_notice' && kind !== 'usage_notice') return null
  const [to, cc = null] = address?.split(',') ?? []
  const stored: unknown = content === null ? null : JSON.parse(content)
  if (to === undefined || typeof stored !== 'object' || stored === null) return null
  const [subject, text]: unknown[] = [Reflect.get(stored, 'subject'), Reflect.get(stored, 'text')]
  if (typeof subject !== 'string' || typeof text !== 'string') return null
  return { kind, to, cc, subject, text }
}
