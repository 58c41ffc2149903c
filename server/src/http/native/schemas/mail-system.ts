import { z } from 'zod'
import { MAIL_AREAS } from '../../../domain/administrators/mail-scope.ts'

export const MailSystem = z
  .strictObject({
    connected: z.boolean().describe('False: mailboxes can be made, and no mail is received yet'),
    host: z.string().describe('Where mail is received, as MX records name it'),
    programs: z
      .strictObject({ imap: z.string(), pop3: z.string(), smtp: z.string() })
      .describe('Hosts that mail programs are set to'),
    areas: z
      .array(z.enum(MAIL_AREAS))
      .readonly()
      .describe('What of the e-mail area the asker may use, in the domains that they see'),
    foundsDomains: z.boolean().describe('Whether the asker adds, changes and deletes domains'),
  })
  .meta({ id: 'MailSystem' })

export const DnsQuery = z.strictObject({
  check: z
    .exactOptional(z.enum(['true', 'false']))
    .describe('Whether the DNS is asked what is published; it may take two seconds'),
})

const DnsRecord = z.strictObject({
  purpose: z.enum(['mx', 'spf', 'dkim', 'dmarc']),
  name: z.string(),
  type: z.enum(['MX', 'TXT']),
  value: z.string(),
  state: z
    .enum(['ok', 'missing', 'different', 'unknown'])
    .nullable()
    .describe('Null when the DNS was not asked, `unknown` when it did not answer'),
  found: z.array(z.string()).readonly().describe('What is published of this kind'),
  signing: z
    .boolean()
    .nullable()
    .describe('Of a DKIM key: whether mail is signed with it; null for the other records'),
})

export const DnsRecords = z.strictObject({ items: z.array(DnsRecord).readonly() }).meta({ id: 'DnsRecords' })

export const DkimKey = z
  .strictObject({
    selector: z.string(),
    name: z.string().describe('Where its TXT record belongs'),
    value: z.string().describe('What the record says'),
    signing: z.boolean().describe('Whether mail is signed with it: once its record was found'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'DkimKey' })
