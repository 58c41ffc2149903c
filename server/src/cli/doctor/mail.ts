import type { MailSetting } from '../../config/config.ts'
import { MailFault } from '../../domain/mail/outgoing.ts'
import type { Store } from '../../domain/store.ts'
import { mailServer } from '../../mail/smtp.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Whether the mail server can be reached and lets us in. Nothing is sent. */
export async function lookAtMailServer(mail: MailSetting | null): Promise<Finding> {
  if (!mail) {
    return ok('mail', 'No mail is sent: links are shown to administrators. KEYWARD_SMTP_URL changes that.')
  }
  try {
    await mailServer(mail, () => '').check()
    return ok('mail', `${mail.host} port ${mail.port} takes mail from ${mail.from}.`)
  } catch (error) {
    if (!(error instanceof MailFault)) throw error
    return fail('mail', mailFaultText(mail, error))
  }
}

/** How long a mail may wait before somebody should look. */
const LATE_MS = 15 * 60_000

/** What waits to be sent. */
export async function lookAtOutbox({ outbox }: Pick<Store, 'outbox'>, nowMs: number): Promise<Finding> {
  const { waiting, oldestAtMs, fault } = await outbox.state()
  if (oldestAtMs === null) return ok('outbox', 'No mail waits to be sent.')
  const since = new Date(oldestAtMs).toISOString()
  const why = fault === null ? '' : ` The last attempt failed: ${fault}.`
  const text = `${waiting} waiting, the first since ${since}.${why}`
  if (nowMs - oldestAtMs < LATE_MS) return ok('outbox', text)
  return warn('outbox', `${text} Mend the mail server; what waits is sent by itself then.`)
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^EAUTH/, 'It does not take the user or the password: look at KEYWARD_SMTP_URL.'],
  [/^EDNS/, 'There is no host of that name: look at KEYWARD_SMTP_URL.'],
  [
    /^(ESOCKET|ECONNECTION|ECONNREFUSED)/,
    'Nothing answers there, or TLS fails: look at host, port and certificate.',
  ],
  [/^ETIMEDOUT/, 'It does not answer in time: look at host and port, and at firewalls between.'],
  [
    /^ETLS/,
    'It offers no TLS. Use a port that does, or end KEYWARD_SMTP_URL with ?tls=off within your own network.',
  ],
  [/MAIL FROM$/, 'It does not take the sender: set KEYWARD_SMTP_FROM to an address that it knows.'],
  [/RCPT TO$/, 'It does not take mail for this recipient.'],
]

/** Why the mail server cannot be used, and what to do. */
export function mailFaultText({ host, port }: MailSetting, { message }: MailFault): string {
  const advice = ADVICE.find(([pattern]) => pattern.test(message))?.[1]
  return `The mail server ${host} port ${port} failed (${message}). ${advice ?? 'Look into its log.'}`
}
