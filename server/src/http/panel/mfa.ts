import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { completeByCode, nextStep, type Step } from '../../domain/factors/complete-sign-in.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, faultOf, withWaiting } from './faults.ts'
import { field, formFault } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { nextPath } from './next-path.ts'
import { sendPage } from './page.ts'
import { PASSKEY_SCRIPT, passkeyForm } from './passkey-form.ts'
import { formOf, queryOf } from './posted.ts'
import { welcome } from './visitor.ts'

/** The second step of signing in: a code of the app, or one of the recovery list. */
export function mfaRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/login/mfa', async (request, reply) => {
    const next = nextPath(queryOf(request, 'next'))
    const step = await stepOf(context, request)
    if (!step) return startOver(context, reply, next)
    if (step.needs === 'set-up') return reply.redirect(withNext('/login/mfa/setup', next), 303)
    return sendMfa(context, request, reply, { step, next, fault: null })
  })
  app.post('/login/mfa', async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form.get('next'))
    const step = await stepOf(context, request)
    if (!step) return startOver(context, reply, next)
    const again = (fault: FormFault) => sendMfa(context, request, reply, { step, next, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    if (form.get('code') === '') return again({ status: 400, field: 'code', text: 'Type the code.' })
    const visit = visitOf(context, request, 'panel')
    const secret = loginSecretOf(context, request)
    const opened = await completeByCode(context.deps, secret, form.get('code'), visit).catch(codeFault)
    if (!('secret' in opened)) return opened.status === 404 ? startOver(context, reply, next) : again(opened)
    setCookie(context, reply, 'login', null)
    return welcome(context, request, reply, opened, next)
  })
}

/** What the sign-in of this browser waits for; null when nothing does. */
export function stepOf(context: HttpContext, request: FastifyRequest): Promise<Step | null> {
  return nextStep(context.deps, loginSecretOf(context, request)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'session.not_found') return null
    throw error
  })
}

export function loginSecretOf(context: HttpContext, request: FastifyRequest): string {
  return readCookie(context, request, 'login') ?? ''
}

/** The time is over, or the password was changed meanwhile: back to the beginning, which says so. */
export function startOver(context: HttpContext, reply: FastifyReply, next: string): FastifyReply {
  setCookie(context, reply, 'login', null)
  const query = new URLSearchParams({ ...(next !== '/' && { next }), over: '1' })
  return reply.redirect(`/login?${query}`, 303)
}

export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}

/** What is wrong with a code stands beside it. A sign-in that is over is told by 404. */
export function codeFault(error: unknown): FormFault {
  if (error instanceof DomainError && error.code === 'session.not_found') {
    return { status: 404, field: null, text: 'This sign-in is over.' }
  }
  const fault = faultOf(error)
  return fault.status === 401 ? { ...fault, field: 'code' } : fault
}

interface MfaView {
  readonly step: Step
  readonly next: string
  readonly fault: FormFault | null
}

export function sendMfa(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { step: { has }, next, fault }: MfaView,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const byPasskey = { action: '/login/mfa/passkey', label: 'Use your passkey', token, next }
  const code = { name: 'code', label: 'Code', autocomplete: 'one-time-code', hint: hintFor(has) }
  const body = html`<p>Your password is right. One more thing to show that it is you.</p>
${formFault(fault)}
${has.passkey && passkeyForm(byPasskey)}
${has.passkey && html`<noscript><p class="hint">Your passkey can be asked only with JavaScript.</p></noscript>`}
<form method="post" action="/login/mfa">
${token}<input type="hidden" name="next" value="${next}">
${field({ ...code, first: !has.passkey }, fault)}
<button type="submit"${has.passkey && html` class="plain"`}>Sign in</button>
</form>
<p class="hint"><a href="/login">Start over</a>. ${lostAll(has)}</p>`
  const page = { title: 'Second step', body, script: has.passkey ? PASSKEY_SCRIPT : null }
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, page)
}

function hintFor({ app, passkey }: Step['has']): string {
  const what = app
    ? 'Six digits from your authenticator app, or one of your recovery codes.'
    : 'One of your recovery codes.'
  return passkey ? `Passkey not at hand? ${what}` : what
}

function lostAll({ app, passkey }: Step['has']): string {
  const has = app && passkey ? 'passkey, app' : passkey ? 'passkey' : 'app'
  return `Without ${has} and codes, ask your administrator to reset your second factor.`
}
