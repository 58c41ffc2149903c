import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { forgotPassword } from '../../domain/mail/forgot-password.ts'
import type { HttpContext } from '../kit/context.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, faultOf, withWaiting } from './faults.ts'
import { field, formFault } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { type Page, sendPage } from './page.ts'
import { formOf } from './posted.ts'

const TITLE = 'Forgot your password?'

const ASK_SOMEBODY: Page = {
  title: TITLE,
  body: html`<p>This installation sends no mail. Please ask whoever manages your account: they can make a link by which
you choose a new password.</p>
<p><a href="/login">Sign in</a></p>`,
}

/** The same words for every name, whether there is such a user or not. */
const ASKED: Page = {
  title: 'Look into your mail',
  body: html`<p>If there is a user of that name with an e-mail address, a link is on its way there. It works once, for
half an hour after it was sent.</p>
<p>Nothing has come? Look among the unwanted mail, check the name, or ask whoever manages your account.</p>
<p><a href="/login">Sign in</a></p>`,
}

/** Asking for a new password by mail: a plain form. */
export function forgotRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/login/forgot', async (request, reply) =>
    context.deps.sendsMail
      ? sendForm(context, request, reply, null)
      : sendPage(context, reply, 200, ASK_SOMEBODY),
  )
  app.post('/login/forgot', async (request, reply) => {
    const form = formOf(request)
    if (!isOwnForm(context, request, form)) return sendForm(context, request, reply, EXPIRED_FORM)
    if (!context.deps.sendsMail) return sendPage(context, reply, 200, ASK_SOMEBODY)
    const username = form.get('username').trim()
    if (username === '') return sendForm(context, request, reply, EMPTY)
    const visit = visitOf(context, request, 'panel')
    const fault = await forgotPassword(context.deps, username, visit).then(() => null, faultOf)
    return fault ? sendForm(context, request, reply, fault) : sendPage(context, reply, 200, ASKED)
  })
}

const EMPTY: FormFault = { status: 400, field: 'username', text: 'Type your username.' }

function sendForm(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  fault: FormFault | null,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const name = { name: 'username', label: 'Username', autocomplete: 'username', first: true }
  const body = html`<p>We send a link to the e-mail address of your user.</p>
${formFault(fault)}
<form method="post" action="/login/forgot">
${token}
${field(name, fault)}
<button type="submit">Send me a link</button>
</form>
<p><a href="/login">Sign in</a></p>`
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, { title: TITLE, body })
}
