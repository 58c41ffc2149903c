import type { FastifyRequest } from 'fastify'
import type { UserActor } from '../../domain/actor.ts'
import { DomainError } from '../../domain/errors.ts'
import {
  authenticateCredential,
  credentialActor,
  type PresentedCredential,
} from '../../domain/login/verify-credential.ts'
import { checkSession, type LiveSession } from '../../domain/sessions/check-session.ts'
import { isCsrfTokenOf } from '../../domain/sessions/describe-session.ts'
import { sessionActor } from '../../domain/sessions/open-session.ts'
import type { Visit } from '../../domain/sessions/session.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie } from '../kit/cookies.ts'
import { noteCaller } from '../kit/counted-caller.ts'
import { presentedCredential } from '../kit/credential.ts'
import { requireOwnAccess } from '../kit/own-access.ts'
import { provenanceOf } from '../kit/same-origin.ts'
import { NativeError } from './errors.ts'
import { type Verification, verificationOf } from './wire.ts'

/** Who may ask: anybody; whoever sends a key or token; those or a panel session; a panel session alone. */
export type Access = 'anyone' | 'credential' | 'caller' | 'session'

/** Who asks, and by what. */
export type Caller =
  | { readonly kind: 'session'; readonly actor: UserActor; readonly live: LiveSession }
  | { readonly kind: 'credential'; readonly actor: UserActor; readonly verification: Verification }

/**
 * Finds out who asks, from a panel session or a credential header, never both.
 * @throws NativeError `two_credentials`, `csrf`; DomainError `credential.wrong`, `credential.needed`,
 * `actor.forbidden` for a kind of proof that the route does not take
 */
export async function authenticate(
  context: HttpContext,
  request: FastifyRequest,
  visit: Visit,
  access: Access,
): Promise<Caller | null> {
  if (access === 'anyone') return null
  const { authorization, 'x-auth-token': token } = request.headers
  const secret = readCookie(context, request, 'session')
  const given = [authorization, token, secret ?? undefined].filter((one) => one !== undefined)
  if (given.length > 1) throw new NativeError('two_credentials')
  const presented = presentedCredential(request)
  if (presented) {
    if (access === 'session') throw new DomainError('actor.forbidden', { reason: SESSION_ONLY })
    // Who asks only what their own credential is good for uses no right.
    const isVerified = access === 'credential' && request.method === 'GET'
    const origin = isVerified ? ({ ...visit.origin, verifies: true } as const) : visit.origin
    const caller = await byCredential(context, presented, { ...visit, origin })
    noteCaller(request, caller.actor)
    if (!isVerified) requireOwnAccess(caller.actor, request)
    return caller
  }
  if (secret === null || access === 'credential') throw new DomainError('credential.needed')
  return bySession(context, request, secret, visit)
}

const SESSION_ONLY = 'Only somebody signed in to the panel can do this.'

/** @throws DomainError `credential.needed` */
export function actorOf(caller: Caller | null): UserActor {
  if (!caller) throw new DomainError('credential.needed')
  return caller.actor
}

/** @throws DomainError `actor.forbidden` */
export function sessionOf(caller: Caller | null): LiveSession {
  if (caller?.kind !== 'session') throw new DomainError('actor.forbidden', { reason: SESSION_ONLY })
  return caller.live
}

async function byCredential(
  { deps }: HttpContext,
  presented: PresentedCredential,
  visit: Visit,
): Promise<Caller> {
  const good = await authenticateCredential(deps, presented, visit.origin)
  return { kind: 'credential', actor: credentialActor(good, visit), verification: verificationOf(good) }
}

async function bySession(
  context: HttpContext,
  request: FastifyRequest,
  secret: string,
  visit: Visit,
): Promise<Caller> {
  const unattended = request.headers['x-keyward-unattended'] !== undefined
  const live = await checkSession(context.deps, secret, unattended)
  if (!live) throw new DomainError('credential.needed')
  if (request.method !== 'GET' && request.method !== 'HEAD') requireOwnPage(context, request, live)
  return { kind: 'session', live, actor: sessionActor(live.user, live.session, visit) }
}

/** Two proofs that a page of ours sent the change: the browser says so, and it knows the session's token. */
function requireOwnPage(context: HttpContext, request: FastifyRequest, live: LiveSession): void {
  if (provenanceOf(context, request) !== 'same') throw new NativeError('csrf')
  const token = request.headers['x-csrf-token']
  const isRight = typeof token === 'string' && isCsrfTokenOf(context.deps, live.session, token)
  if (!isRight) throw new NativeError('csrf')
}
