import type { FastifyReply } from 'fastify'
import type { MailProtocol } from '../../../domain/mailboxes/app-password.ts'
import type { Mailbox } from '../../../domain/mailboxes/mailbox.ts'
import type { HttpContext } from '../../kit/context.ts'
import type { FormFault } from '../faults.ts'
import { type Html, html } from '../html.ts'
import { sendOwnPage } from './frame.ts'
import type { Here } from './owner.ts'

/** How the mailbox is set, and what a mail program asks for. */
export function sendOverview(context: HttpContext, here: Here, fault: FormFault | null = null): FastifyReply {
  const { mailbox } = here
  const facts: readonly Fact[] = [
    ['Storage', storageText(mailbox)],
    ['Vacation', mailbox.vacationEnabled ? 'On: mail is answered for you' : 'Off'],
    ['Forwarding', forwardingText(mailbox)],
  ]
  const body = html`<dl>${facts.map(row)}</dl>
<h2>Mail programs</h2>
${context.deps.receivesMail ? null : NOT_CONNECTED}
<dl>${programFacts(context, mailbox).map(row)}</dl>
<p class="hint">Give each program <a href="/mailbox/app-passwords">a password of its own</a>: a lost phone is then shut out
alone.</p>`
  return sendOwnPage(context, here, { path: '/mailbox', title: 'Your mailbox', body, fault })
}

type Fact = readonly [name: string, value: string]

const NOT_CONNECTED = html`<p class="warning">No mail server is connected here yet, so no mail comes in. Ask whoever runs this
server.</p>`

const CLOSED = 'Switched off by your administrator'

function programFacts(
  { mailHosts: { imap, pop3, smtp } }: HttpContext,
  { address, protocols }: Mailbox,
): readonly Fact[] {
  const open = (protocol: MailProtocol, how: string) => (protocols.includes(protocol) ? how : CLOSED)
  return [
    ['User name', address],
    ['Reading (IMAP)', open('imap', `${imap}, port 993 with SSL/TLS, or 143 with STARTTLS`)],
    ['Fetching (POP3)', open('pop3', `${pop3}, port 995 with SSL/TLS, where it is offered`)],
    ['Sending (SMTP)', open('smtp', `${smtp}, port 465 with SSL/TLS, or 587 with STARTTLS`)],
  ]
}

function row([name, value]: Fact): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>
`
}

function forwardingText({ forwardTo, keepForwarded }: Mailbox): string {
  if (forwardTo.length === 0) return 'Off'
  return `To ${forwardTo.join(', ')}; ${keepForwarded ? 'a copy is kept here' : 'no copy is kept here'}`
}

/** What is used is as the mail server told it; nothing was told of a mailbox that holds nothing. */
function storageText({ usageMb, quotaMb }: Mailbox): string {
  return usageMb === 0 ? `Room for ${sizeText(quotaMb)}` : `${sizeText(usageMb)} of ${sizeText(quotaMb)} used`
}

function sizeText(mb: number): string {
  return mb < 1_024 ? `${mb} MB` : `${Math.round((mb / 1_024) * 10) / 10} GB`
}
