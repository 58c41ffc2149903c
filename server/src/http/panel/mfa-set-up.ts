import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import {
  completeBySetUp,
  type OfferedDevice,
  offerDevice,
  offeredAgain,
  type SetUp,
} from '../../domain/factors/forced-set-up.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'
import type { HttpContext } from '../kit/context.ts'
import { setCookie } from '../kit/cookies.ts'
import { qrCode } from '../kit/qr-code.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, withWaiting } from './faults.ts'
import { field, formFault } from './fields.ts'
import { formTokenField, isOwnForm } from './form-token.ts'
import { html } from './html.ts'
import { codeFault, loginSecretOf, startOver, stepOf, withNext } from './mfa.ts'
import { nextPath } from './next-path.ts'
import { sendPage } from './page.ts'
import { PASSKEY_SCRIPT, passkeyForm } from './passkey-form.ts'
import { formOf, queryOf } from './posted.ts'
import { enter } from './visitor.ts'

/** Where the account requires a second factor, whoever has none sets one up on the way in. */
export function mfaSetUpRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context
  app.get('/login/mfa/setup', async (request, reply) => {
    const next = nextPath(queryOf(request, 'next'))
    if (!(await isSetUp(context, request))) return reply.redirect(withNext('/login/mfa', next), 303)
    const offered = await offerDevice(deps, loginSecretOf(context, request))
    return sendSetUp(context, request, reply, { next, offered, fault: null })
  })
  app.post('/login/mfa/setup', async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form.get('next'))
    if (!(await isSetUp(context, request))) return startOver(context, reply, next)
    const secret = loginSecretOf(context, request)
    const sealed = form.get('offer')
    const offered = await offeredAgain(deps, secret, sealed).catch(unreadable)
    if (!offered) return reply.redirect(withNext('/login/mfa/setup', next), 303)
    const again = (fault: FormFault) => sendSetUp(context, request, reply, { next, offered, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const given = { sealed, code: form.get('code') }
    const visit = visitOf(context, request, 'panel')
    const done = await completeBySetUp(deps, secret, given, visit).catch(codeFault)
    if (!('opened' in done)) return done.status === 404 ? startOver(context, reply, next) : again(done)
    return goIn(context, request, reply, { done, next })
  })
}

/** Signed in by a first factor: the recovery codes come before everything else. */
export async function goIn(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { done, next }: { readonly done: SetUp; readonly next: string },
): Promise<FastifyReply> {
  setCookie(context, reply, 'login', null)
  await enter(context, request, reply, done.opened)
  return sendCodes(context, reply, done.codes, next)
}

export async function isSetUp(context: HttpContext, request: FastifyRequest): Promise<boolean> {
  return (await stepOf(context, request))?.needs === 'set-up'
}

/** An offer that was altered, or made for another sign-in. */
function unreadable(error: unknown): null {
  if (error instanceof DomainError && error.code === 'secret.unreadable') return null
  throw error
}

interface SetUpView {
  readonly next: string
  readonly offered: OfferedDevice
  readonly fault: FormFault | null
}

export function sendSetUp(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { next, offered: { secret, uri, sealed }, fault }: SetUpView,
): FastifyReply {
  const token = formTokenField(context, request, reply)
  const code = { name: 'code', label: 'Code', autocomplete: 'one-time-code', inputMode: 'numeric' } as const
  const hint = 'The six digits that the app shows now.'
  const passkeys = relyingPartyOf(context.publicUrl) !== null
  const byPasskey = {
    action: '/login/mfa/setup/passkey',
    label: 'Set up a passkey',
    creates: true,
    token,
    next,
  }
  const body = html`<p>Your account asks for a second factor${passkeys && html`: a passkey, or an authenticator app`}.</p>
${formFault(fault)}
${passkeys ? passkeyForm(byPasskey) : NO_PASSKEYS}
<p>Scan this with an authenticator app on your phone.</p>
<p class="qr"><img src="${qrCode(uri)}" alt="QR code for your authenticator app" width="200" height="200"></p>
<p class="hint">Or type this into the app: <code translate="no">${grouped(secret)}</code></p>
<form method="post" action="/login/mfa/setup">
${token}<input type="hidden" name="next" value="${next}"><input type="hidden" name="offer" value="${sealed}">
${field({ ...code, hint, first: true }, fault)}
<button type="submit">Set up and sign in</button>
</form>`
  const page = { title: 'Set up a second factor', body, script: passkeys ? PASSKEY_SCRIPT : null }
  return sendPage(context, withWaiting(reply, fault), fault?.status ?? 200, page)
}

const NO_PASSKEYS = html`<p class="hint">No passkeys here: they need a host name and HTTPS in the address of this server.</p>`

function sendCodes(
  context: HttpContext,
  reply: FastifyReply,
  codes: readonly string[],
  next: string,
): FastifyReply {
  const body = html`<p>Each of these codes signs you in once when your passkey or app is not at hand. Keep them in a safe place:
they are not shown again.</p>
<ul class="codes" translate="no">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a class="button" href="${next}">I have kept them</a></p>`
  return sendPage(context, reply, 200, { title: 'Your recovery codes', body })
}

function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ')
}
