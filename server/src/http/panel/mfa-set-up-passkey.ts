import type { FastifyInstance } from 'fastify'
import { completeByNewPasskey, offerFirstPasskey } from '../../domain/factors/forced-passkey.ts'
import { offerDevice } from '../../domain/factors/forced-set-up.ts'
import { relyingPartyOf } from '../../lib/webauthn.ts'
import type { HttpContext } from '../kit/context.ts'
import { attestationOfText } from '../kit/passkey-answer.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault, NO_ANSWER } from './faults.ts'
import { isOwnForm } from './form-token.ts'
import { codeFault, loginSecretOf, startOver } from './mfa.ts'
import { goIn, isSetUp, sendSetUp } from './mfa-set-up.ts'
import { nextPath } from './next-path.ts'
import { sendOptions } from './passkey-form.ts'
import { formOf } from './posted.ts'

/** Where the account requires a second factor, a passkey set up on the way in. */
export function mfaSetUpPasskeyRoutes(app: FastifyInstance, context: HttpContext): void {
  const { deps } = context
  // Asked each time: with a port of its own choice the server knows its address once it listens.
  const rp = () => relyingPartyOf(context.publicUrl)
  app.post('/login/mfa/setup/passkey/options', async (request, reply) => {
    const isOwn = isOwnForm(context, request, formOf(request))
    const secret = loginSecretOf(context, request)
    return sendOptions(reply, isOwn, async () => ({ options: await offerFirstPasskey(deps, rp(), secret) }))
  })
  app.post('/login/mfa/setup/passkey', async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form.get('next'))
    if (!(await isSetUp(context, request))) return startOver(context, reply, next)
    const secret = loginSecretOf(context, request)
    const again = async (fault: FormFault) =>
      sendSetUp(context, request, reply, { next, offered: await offerDevice(deps, secret), fault })
    if (!isOwnForm(context, request, form)) return again(EXPIRED_FORM)
    const attestation = attestationOfText(form.get('answer'))
    if (!attestation) return again(NO_ANSWER)
    const visit = visitOf(context, request, 'panel')
    const done = await completeByNewPasskey(deps, rp(), secret, attestation, visit).catch(wholeFault)
    if (!('opened' in done)) return done.status === 404 ? startOver(context, reply, next) : again(done)
    return goIn(context, request, reply, { done, next })
  })
}

/** The field of the page is the app's. */
function wholeFault(error: unknown): FormFault {
  return { ...codeFault(error), field: null }
}
