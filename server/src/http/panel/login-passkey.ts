import type { FastifyInstance, FastifyRequest } from 'fastify'
import { askForAnyPasskey, signInByPasskey } from '../../domain/factors/passkey-sign-in.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie } from '../kit/cookies.ts'
import type { Form } from '../kit/form-body.ts'
import { assertionOfText } from '../kit/passkey-answer.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, faultOf, NO_ANSWER } from './faults.ts'
import { isOwnForm } from './form-token.ts'
import { sendLogin } from './login.ts'
import { nextPath } from './next-path.ts'
import { sendOptions } from './passkey-form.ts'
import { formOf } from './posted.ts'
import { welcome } from './visitor.ts'

/** Signing in by a passkey alone, without user name and password. */
export function passkeyLoginRoutes(app: FastifyInstance, context: HttpContext): void {
  // Asked each time: with a port of its own choice the server knows its address once it listens.
  const rp = () => relyingPartyOf(context.publicUrl)
  const browserSecret = (request: FastifyRequest) => readCookie(context, request, 'form') ?? ''
  app.post('/login/passkey/options', async (request, reply) => {
    const isOwn = isOwnForm(context, request, formOf(request))
    return sendOptions(reply, isOwn, async () => askForAnyPasskey(context.deps, rp(), browserSecret(request)))
  })
  app.post('/login/passkey', async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form.get('next'))
    const again = (fault: typeof EXPIRED_FORM) =>
      sendLogin(context, request, reply, { username: '', next, fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const assertion = assertionOfText(form.get('answer'))
    if (!assertion) return again(NO_ANSWER)
    const answer = { browserSecret: browserSecret(request), expiresAtMs: expiresIn(form), assertion }
    const brought = readCookie(context, request, 'session')
    const visit = visitOf(context, request, 'panel')
    const opened = await signInByPasskey(context.deps, rp(), answer, visit, brought).catch(faultOf)
    return 'secret' in opened ? welcome(context, request, reply, opened, next) : again(opened)
  })
}

/** When the question ends, as the form brings it back; what is no such time has ended. */
function expiresIn(form: Form): number {
  const text = form.get('expires')
  return /^[0-9]{13}$/.test(text) ? Number(text) : 0
}
