import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  addOwnAppPassword,
  deleteOwnAppPassword,
  listOwnAppPasswords,
} from '../../../domain/mailbox-owners/own-app-passwords.ts'
import {
  type AppPassword,
  MAIL_PROTOCOLS,
  type MailProtocol,
} from '../../../domain/mailboxes/app-password.ts'
import type { MadeAppPassword } from '../../../domain/mailboxes/app-password-acts.ts'
import type { HttpContext } from '../../kit/context.ts'
import type { Form } from '../../kit/form-body.ts'
import { EXPIRED_FORM, type FormFault } from '../faults.ts'
import { field } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { formOf, queryOf } from '../posted.ts'
import { checkbox } from '../text-area.ts'
import { mailboxFault } from './faults.ts'
import { sendOwnPage, tokenField } from './frame.ts'
import { faultIn, mustLeave, toSignIn } from './own-page.ts'
import { type Here, hereOf, isFormOf } from './owner.ts'
import { currentField, emptyCurrent } from './password.ts'

const PATH = '/mailbox/app-passwords'
const TITLE = 'App passwords'
const REMOVED = 'The password is removed: its program cannot sign in any more.'

const NAMES: Readonly<Record<MailProtocol, string>> = {
  imap: 'Reading (IMAP)',
  pop3: 'Fetching (POP3)',
  smtp: 'Sending (SMTP)',
}

/** Passwords of single programs: what there is, a new one, shown once, and away with one. */
export function appPasswordRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get(PATH, async (request, reply) => {
    const here = await hereOf(context, request, reply)
    if (!here || mustLeave(here, PATH)) return toSignIn(reply)
    return sendList(context, here, { notice: queryOf(request, 'done') === '1' ? REMOVED : null })
  })
  app.post(PATH, async (request, reply) => {
    const form = formOf(request)
    const here = await hereOf(context, request, reply)
    if (!here) return toSignIn(reply)
    const made = await make(context, here, form)
    if ('secret' in made) return sendMade(context, here, made)
    return made.status === 401 ? toSignIn(reply) : sendList(context, here, { fault: made, typed: form })
  })
  app.post(`${PATH}/remove`, async (request, reply) => {
    const form = formOf(request)
    const here = await hereOf(context, request, reply)
    if (!here) return toSignIn(reply)
    const fault = await faultIn(context, here, form, async () => {
      await deleteOwnAppPassword(context.deps, here.owner, form.get('id'))
      return null
    })
    if (fault?.status === 401) return toSignIn(reply)
    return fault ? sendList(context, here, { fault }) : reply.redirect(`${PATH}?done=1`, 303)
  })
}

async function make(context: HttpContext, here: Here, form: Form): Promise<MadeAppPassword | FormFault> {
  if (!isFormOf(context, here, form)) return EXPIRED_FORM
  const [name, current] = [form.get('name'), form.get('current')]
  const protocols = MAIL_PROTOCOLS.filter((protocol) => form.get(protocol) !== '')
  const empty = name === '' ? NO_NAME : emptyCurrent(current)
  if (empty) return empty
  return addOwnAppPassword(context.deps, here.owner, { name, protocols, current }).catch(mailboxFault)
}

const NO_NAME: FormFault = { status: 400, field: 'name', text: 'Name the program, such as "phone".' }

interface ListView {
  readonly notice?: string | null
  readonly fault?: FormFault
  readonly typed?: Form
}

async function sendList(
  context: HttpContext,
  here: Here,
  { notice = null, fault, typed }: ListView,
): Promise<FastifyReply> {
  const found = await listOwnAppPasswords(context.deps, here.owner)
  const isChecked = (protocol: MailProtocol) => (typed ? typed.get(protocol) !== '' : protocol !== 'pop3')
  const wrongKinds =
    fault?.field === 'protocols' && html`<p class="error" id="protocols-error">${fault.text}</p>`
  const name = { name: 'name', label: 'Program', autocomplete: 'off', value: typed?.get('name') ?? '' }
  const body = html`<p>A password for one program, good for that alone. A lost phone is shut out by removing its password.</p>
${found.length > 0 && html`<ul class="things">${found.map((each) => item(here, each))}</ul>`}
<h2>Make one</h2>
<form method="post" action="${PATH}">
${tokenField(here)}
${field({ ...name, hint: 'A name to know it by, such as "phone".' }, fault ?? null)}
<fieldset${wrongKinds && html` aria-describedby="protocols-error"`}>
<legend>What it is for</legend>
${MAIL_PROTOCOLS.map((each) => checkbox({ name: each, label: NAMES[each], checked: isChecked(each) }))}
${wrongKinds}
</fieldset>
${currentField(fault ?? null)}
<button type="submit">Make the password</button>
</form>`
  return sendOwnPage(context, here, { path: PATH, title: TITLE, body, notice, fault: fault ?? null })
}

/** Two steps without a script: the button is behind the name of the act. */
function item(here: Here, { id, name, protocols, createdAtMs, lastUsedAtMs }: AppPassword): Html {
  const kinds = protocols.map((protocol) => protocol.toUpperCase()).join(', ')
  return html`<li><strong translate="no">${name}</strong>
<p class="hint">${kinds}. Made ${day(createdAtMs)}, ${
    lastUsedAtMs === null ? 'never used' : html`last used ${day(lastUsedAtMs)}`
  }.</p>
<details><summary>Remove ${name}</summary>
<form method="post" action="${PATH}/remove">
${tokenField(here)}<input type="hidden" name="id" value="${id}">
<p>Its program is signed out and stays out. Others sign in again by themselves.</p>
<button type="submit" class="danger">Remove it</button>
</form></details></li>
`
}

function day(atMs: number): Html {
  const date = new Date(atMs).toISOString().slice(0, 10)
  return html`<time datetime="${date}">${date}</time>`
}

function sendMade(context: HttpContext, here: Here, made: MadeAppPassword): FastifyReply {
  const body = html`<p>Type it into ${made.name} now, with ${here.mailbox.address} as user name. It is not shown again: a lost
one is removed and another made.</p>
<p class="secret"><code translate="no">${made.secret}</code></p>
<p><a class="button" href="${PATH}">I have it</a></p>`
  return sendOwnPage(context, here, { path: PATH, title: 'A new app password', body })
}
