import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { askAtSignIn } from '../../domain/factors/ask-passkey.ts'
import { completeByPasskey } from '../../domain/factors/complete-sign-in.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'
import type { HttpContext } from '../kit/context.ts'
import { setCookie } from '../kit/cookies.ts'
import { assertionOfText } from '../kit/passkey-answer.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, faultOf, NO_ANSWER } from './faults.ts'
import { isOwnForm } from './form-token.ts'
import { loginSecretOf, sendMfa, startOver, stepOf } from './mfa.ts'
import { nextPath } from './next-path.ts'
import { sendOptions } from './passkey-form.ts'
import { formOf } from './posted.ts'
import { welcome } from './visitor.ts'

/** The second step of signing in, by a passkey. */
export function mfaPasskeyRoutes(app: FastifyInstance, context: HttpContext): void {
  // Asked each time: with a port of its own choice the server knows its address once it listens.
  const rp = () => relyingPartyOf(context.publicUrl)
  app.post('/login/mfa/passkey/options', async (request, reply) => {
    const isOwn = isOwnForm(context, request, formOf(request))
    const secret = loginSecretOf(context, request)
    return sendOptions(reply, isOwn, async () => ({ options: await askAtSignIn(context.deps, rp(), secret) }))
  })
  app.post('/login/mfa/passkey', async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form.get('next'))
    const step = await stepOf(context, request)
    if (!step) return startOver(context, reply, next)
    const again = (fault: FormFault) => sendMfa(context, request, reply, { step, next, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const assertion = assertionOfText(form.get('answer'))
    if (!assertion) return again(NO_ANSWER)
    const secret = loginSecretOf(context, request)
    const visit = visitOf(context, request, 'panel')
    const opened = await completeByPasskey(context.deps, rp(), secret, assertion, visit).catch(overOrFault)
    if (opened === 'over') return startOver(context, reply, next)
    if (!('secret' in opened)) return again(opened)
    setCookie(context, reply, 'login', null)
    return welcome(context, request, reply, opened, next)
  })
}

function overOrFault(error: unknown): FormFault | 'over' {
  if (error instanceof DomainError && error.code === 'session.not_found') return 'over'
  return faultOf(error)
}
