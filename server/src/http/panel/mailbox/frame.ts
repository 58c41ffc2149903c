import type { FastifyReply } from 'fastify'
import type { HttpContext } from '../../kit/context.ts'
import { type FormFault, withWaiting } from '../faults.ts'
import { formFault } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { sendPage } from '../page.ts'
import type { Here } from './owner.ts'

const PLACES = [
  ['/mailbox', 'Overview'],
  ['/mailbox/vacation', 'Vacation'],
  ['/mailbox/forwarding', 'Forwarding'],
  ['/mailbox/app-passwords', 'App passwords'],
  ['/mailbox/password', 'Password'],
  ['/mailbox/second-factor', 'Second factor'],
] as const

export interface OwnView {
  readonly path: string
  readonly title: string
  readonly body: Html
  /** What has been done just now. */
  readonly notice?: string | null
  readonly fault?: FormFault | null
}

/** A page of somebody who is signed in to a mailbox: whose it is, the way to the others, and out. */
export function sendOwnPage(
  context: HttpContext,
  here: Here,
  { path, title, body, notice = null, fault = null }: OwnView,
): FastifyReply {
  const page = html`<p class="who">${here.mailbox.address}</p>
<nav class="places" aria-label="Mailbox"><ul>${placesOf(here).map((place) => link(place, path))}</ul></nav>
${notice && html`<p class="notice" role="status">${notice}</p>`}
${formFault(fault)}
${body}
<form method="post" action="/mailbox/logout" class="out">
${tokenField(here)}
<button type="submit" class="plain">Sign out</button>
</form>`
  const reply = withWaiting(here.reply, fault)
  return sendPage(context, reply, fault?.status ?? 200, { title, body: page, home: '/mailbox', wide: true })
}

/** Without what the domain has not for owners. */
function placesOf({ rules, mailbox }: Here) {
  const lacks = new Set<string>()
  if (!rules.ownPasswords && !mailbox.mustChangePassword) lacks.add('/mailbox/password')
  if (rules.multiFactor === 'off') lacks.add('/mailbox/second-factor')
  return PLACES.filter(([url]) => !lacks.has(url))
}

function link([url, name]: (typeof PLACES)[number], current: string): Html {
  return html`<li><a href="${url}"${url === current && html` aria-current="page"`}>${name}</a></li>`
}

export function tokenField({ csrfToken }: Here): Html {
  return html`<input type="hidden" name="token" value="${csrfToken}">`
}
