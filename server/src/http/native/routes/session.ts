import type { z } from 'zod'
import { askAtStepUp } from '../../../domain/factors/ask-passkey.ts'
import { describeSession } from '../../../domain/sessions/describe-session.ts'
import { endStepUp } from '../../../domain/sessions/end-step-up.ts'
import { signOut } from '../../../domain/sessions/sign-out.ts'
import { type PresenceProof, stepUp } from '../../../domain/sessions/step-up.ts'
import { relyingPartyOf } from '../../../lib/webauthn.ts'
import { cookieLine } from '../../kit/cookies.ts'
import { assertionOf } from '../../kit/passkey-answer.ts'
import { NoContent, PLAIN, route } from '../route.ts'
import { RequestOptions } from '../schemas/passkeys.ts'
import { Session, StepUpRequest } from '../schemas.ts'
import { sessionToWire } from '../wire.ts'

function proofOf(body: z.output<typeof StepUpRequest>, publicUrl: string): PresenceProof {
  if (body.passkey !== undefined) {
    return { kind: 'passkey', assertion: assertionOf(body.passkey), rp: relyingPartyOf(publicUrl) }
  }
  if (body.code !== undefined) return { kind: 'code', code: body.code }
  return { kind: 'password', password: body.password ?? '' }
}

export const SESSION_ROUTES = [
  route({
    ...PLAIN,
    operationId: 'getSession',
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in, and until when',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: Session,
    refusals: [],
    handle: async ({ context, session }) => {
      return { body: sessionToWire(await describeSession(context.deps, session().session)) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endSession',
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    access: 'session',
    needs: ['any'],
    success: 204,
    output: NoContent,
    refusals: [],
    handle: async ({ context, session, visit }) => {
      await signOut(context.deps, session(), visit)
      return { body: undefined, cookie: cookieLine(context, 'session', null) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'stepUp',
    method: 'POST',
    path: '/session/step-up',
    summary: 'Prove presence again, for Show, Copy and Reset',
    access: 'session',
    needs: ['any'],
    body: StepUpRequest,
    success: 200,
    output: Session,
    refusals: ['wrong_password', 'wrong_code', 'wrong_passkey', 'throttled'],
    handle: async ({ context, session, body, visit }) => {
      const opened = await stepUp(context.deps, session(), proofOf(body, context.publicUrl), visit)
      const facts = await describeSession(context.deps, opened.session)
      return { body: sessionToWire(facts), cookie: cookieLine(context, 'session', opened.secret) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'askPasskey',
    method: 'POST',
    path: '/session/step-up/options',
    summary: 'What the browser asks a passkey by, to prove presence',
    access: 'session',
    needs: ['any'],
    success: 200,
    output: RequestOptions,
    refusals: ['forbidden', 'not_found'],
    handle: async ({ context, session }) => {
      const rp = relyingPartyOf(context.publicUrl)
      return { body: await askAtStepUp(context.deps, rp, session().session) }
    },
  }),
  route({
    ...PLAIN,
    operationId: 'endStepUp',
    method: 'DELETE',
    path: '/session/step-up',
    summary: 'Give the proof of presence back before it lapses',
    access: 'session',
    needs: ['any'],
    success: 204,
    output: NoContent,
    refusals: [],
    handle: async ({ context, session, visit }) => {
      await endStepUp(context.deps, session(), visit)
      return { body: undefined }
    },
  }),
]
