import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Deps } from '../../../domain/deps.ts'
import {
  beginOwnFactor,
  type OwnFactor,
  proveOwnFactor,
  removeOwnFactor,
  showOwnFactor,
} from '../../../domain/mailbox-owners/own-factor.ts'
import type { HttpContext } from '../../kit/context.ts'
import type { Form } from '../../kit/form-body.ts'
import { qrCode } from '../../kit/qr-code.ts'
import type { FormFault } from '../faults.ts'
import { field } from '../fields.ts'
import { type Html, html } from '../html.ts'
import { formOf, queryOf } from '../posted.ts'
import { sendOwnPage, tokenField } from './frame.ts'
import { faultIn, toSignIn } from './own-page.ts'
import { type Here, hereOf } from './owner.ts'
import { currentField, emptyCurrent } from './password.ts'

const PATH = '/mailbox/second-factor'
const TITLE = 'Second factor'
const DONE: ReadonlyMap<string, string> = new Map([
  ['set', 'The app is set up. Its code is asked for when you sign in here.'],
  ['removed', 'The app is removed. Your password alone signs you in here.'],
])
const ABOUT = html`<p>A code of an app on your phone, asked for besides the password when you sign in to these pages. Mail programs
have no place for it: give each <a href="/mailbox/app-passwords">a password of its own</a>.</p>
`

type Act = (deps: Deps, here: Here, form: Form) => Promise<FormFault | null>

/** The app of the owner: set up, asked for, removed. */
export function secondFactorRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get(PATH, async (request, reply) => {
    const here = await hereOf(context, request, reply)
    if (!here || here.rules.multiFactor === 'off') return toSignIn(reply)
    return sendFactor(context, here, null, DONE.get(queryOf(request, 'done')))
  })
  const form = (path: string, act: Act, leadsTo: (here: Here) => string) =>
    app.post(path, async (request, reply) => {
      const given = formOf(request)
      const here = await hereOf(context, request, reply)
      if (!here) return toSignIn(reply)
      const fault = await faultIn(context, here, given, () => act(context.deps, here, given))
      if (!fault) return reply.redirect(leadsTo(here), 303)
      return fault.status === 401 ? toSignIn(reply) : sendFactor(context, here, fault)
    })
  form(PATH, prove, ({ due }) => (due === null ? `${PATH}?done=set` : '/mailbox'))
  form(`${PATH}/begin`, begin, () => PATH)
  form(`${PATH}/remove`, remove, () => `${PATH}?done=removed`)
}

const prove: Act = async (deps, { owner }, form) => {
  if (form.get('code') === '')
    return { status: 400, field: 'code', text: 'Type the code that the app shows.' }
  await proveOwnFactor(deps, owner, form.get('code'))
  return null
}

const begin: Act = async (deps, { owner }, form) => {
  const empty = emptyCurrent(form.get('current'))
  if (!empty) await beginOwnFactor(deps, owner, form.get('current'))
  return empty
}

const remove: Act = async (deps, { owner }, form) => {
  const empty = emptyCurrent(form.get('current'))
  if (!empty) await removeOwnFactor(deps, owner, form.get('current'))
  return empty
}

async function sendFactor(
  context: HttpContext,
  here: Here,
  fault: FormFault | null,
  notice: string | null = null,
): Promise<FastifyReply> {
  const factor = await showOwnFactor(context.deps, here.mailbox)
  return sendOwnPage(context, here, {
    path: PATH,
    title: TITLE,
    body: bodyOf(here, factor, fault),
    notice,
    fault,
  })
}

function bodyOf(here: Here, factor: OwnFactor, fault: FormFault | null): Html {
  if (here.due === 'code') return askFor(here, fault)
  if (factor.offer) return offerOf(here, factor.offer, fault)
  return factor.state === 'on' ? onPage(here, factor, fault) : offPage(here, fault)
}

function askFor(here: Here, fault: FormFault | null): Html {
  return html`<p>Type the code that the app on your phone shows now.</p>
${codeForm(here, 'Go on', fault)}
<p class="hint">No phone at hand? Whoever looks after your mailbox can remove the app.</p>`
}

function offerOf(
  here: Here,
  { secret, uri }: { readonly secret: string; readonly uri: string },
  fault: FormFault | null,
): Html {
  const typed = (secret.match(/.{1,4}/g) ?? []).join(' ')
  return html`<p>Scan this with an authenticator app on your phone.</p>
<p class="qr"><img src="${qrCode(uri)}" alt="QR code for your authenticator app" width="200" height="200"></p>
<p class="hint">Or type this into the app: <code translate="no">${typed}</code></p>
${codeForm(here, 'Set up', fault)}`
}

function codeForm(here: Here, button: string, fault: FormFault | null): Html {
  const code = { name: 'code', label: 'Code', autocomplete: 'one-time-code', inputMode: 'numeric' } as const
  return html`<form method="post" action="${PATH}">
${tokenField(here)}
${field({ ...code, hint: 'The six digits that the app shows now.', first: true }, fault)}
<button type="submit">${button}</button>
</form>`
}

function offPage(here: Here, fault: FormFault | null): Html {
  return html`${
    here.due === 'set-up' &&
    html`<p class="warning">Your administrator asks for a second factor. Set it up to go on.</p>
`
  }${ABOUT}<form method="post" action="${PATH}/begin">
${tokenField(here)}
${currentField(fault)}
<button type="submit">Set up an app</button>
</form>`
}

function onPage(here: Here, { allowed }: OwnFactor, fault: FormFault | null): Html {
  if (allowed === 'forced') return html`${ABOUT}<p>An app is set up. Your administrator asks for it.</p>`
  return html`${ABOUT}<p>An app is set up.</p>
<form method="post" action="${PATH}/remove">
${tokenField(here)}
${currentField(fault)}
<button type="submit" class="danger">Remove the app</button>
</form>`
}
