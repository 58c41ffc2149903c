import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { signIn } from '../../domain/sessions/sign-in.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, faultOf, SIGN_IN_OVER, withWaiting } from './faults.ts'
import { field, formFault } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { nextPath } from './next-path.ts'
import { sendPage } from './page.ts'
import { PASSKEY_SCRIPT, passkeyForm } from './passkey-form.ts'
import { formOf, queryOf } from './posted.ts'
import { goOn, visitorOf } from './visitor.ts'

/** Signing in: a plain form. */
export function loginRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/login', async (request, reply) => {
    const next = nextPath(queryOf(request, 'next'))
    if (await visitorOf(context, request)) return reply.redirect(next, 303)
    const fault = queryOf(request, 'over') === '1' ? SIGN_IN_OVER : null
    return sendLogin(context, request, reply, { username: '', next, fault })
  })
  app.post('/login', async (request, reply) => {
    const form = formOf(request)
    const username = form.get('username')
    const next = nextPath(form.get('next'))
    const again = (fault: FormFault) => sendLogin(context, request, reply, { username, next, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const empty = emptyField(username, form.get('password'))
    if (empty) return again(empty)
    const presented = { username, password: form.get('password') }
    const brought = readCookie(context, request, 'session')
    const visit = visitOf(context, request, 'panel')
    const opened = await signIn(context.deps, presented, visit, brought).catch(faultOf)
    return 'kind' in opened ? goOn(context, request, reply, opened, next) : again(opened)
  })
}

interface LoginView {
  readonly username: string
  readonly next: string
  readonly fault: FormFault | null
}

export function sendLogin(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { username, next, fault }: LoginView,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const name = { name: 'username', label: 'Username', autocomplete: 'username', value: username }
  const password = { name: 'password', label: 'Password', autocomplete: 'current-password' }
  const passkeys = relyingPartyOf(context.publicUrl) !== null
  const byPasskey = { action: '/login/passkey', label: 'Sign in with a passkey', plain: true, token, next }
  const body = html`${formFault(fault)}
<form method="post" action="/login">
${token}<input type="hidden" name="next" value="${next}">
${field({ ...name, first: username === '' }, fault)}
${field({ ...password, type: 'password', first: username !== '' }, fault)}
<button type="submit">Sign in</button>
</form>
<p><a href="/login/forgot">Forgot your password?</a></p>
${context.deps.receivesMail && html`<p class="hint">Owners of mailboxes <a href="/mailbox">sign in to their mailbox</a>.</p>`}
${passkeys && passkeyForm(byPasskey)}`
  const page = { title: 'Sign in', body, script: passkeys ? PASSKEY_SCRIPT : null }
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, page)
}

function emptyField(username: string, password: string): FormFault | null {
  if (username === '') return { status: 400, field: 'username', text: 'Type your username.' }
  if (password === '') return { status: 400, field: 'password', text: 'Type your password.' }
  return null
}
