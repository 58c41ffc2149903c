import { domainName } from './domain-name.ts'

/** Where mail is received, and where mail programs read, fetch and send it: host names. */
export interface MailHosts {
  readonly mx: string
  readonly imap: string
  readonly pop3: string
  readonly smtp: string
}

const PROGRAMS = ['imap', 'pop3', 'smtp'] as const

/** All of it at one host. */
export function oneMailHost(host: string): MailHosts {
  return { mx: host, imap: host, pop3: host, smtp: host }
}

/** `mx.example.com`, or with others for programs: `mx.example.com, imap=imap.example.com`. Undefined for anything else. */
export function parseMailHosts(text: string): MailHosts | undefined {
  const [first = '', ...others] = text.split(',').map((part) => part.trim())
  const mx = domainName(first)
  if (mx === null) return undefined
  const named = new Map<string, string>()
  for (const other of others) {
    const [program = '', name = '', ...more] = other.split('=').map((part) => part.trim())
    const host = domainName(name)
    const isKnown = PROGRAMS.some((one) => one === program) && !named.has(program)
    if (!isKnown || host === null || more.length > 0) return undefined
    named.set(program, host)
  }
  const hostOf = (program: (typeof PROGRAMS)[number]) => named.get(program) ?? mx
  return { mx, imap: hostOf('imap'), pop3: hostOf('pop3'), smtp: hostOf('smtp') }
}
