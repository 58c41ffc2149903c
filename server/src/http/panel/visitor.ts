import type { FastifyReply, FastifyRequest } from 'fastify'
import { checkSession, type LiveSession } from '../../domain/sessions/check-session.ts'
import type { OpenedSession } from '../../domain/sessions/session.ts'
import type { SignedIn } from '../../domain/sessions/sign-in.ts'
import { signOut } from '../../domain/sessions/sign-out.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'

/** Who is signed in at this browser; null for nobody. */
export async function visitorOf(context: HttpContext, request: FastifyRequest): Promise<LiveSession | null> {
  const secret = readCookie(context, request, 'session')
  return secret === null ? null : checkSession(context.deps, secret)
}

/** Goes on from a right password: signed in, or to the second factor. */
export async function goOn(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn,
  next: string,
): Promise<FastifyReply> {
  if (signedIn.kind === 'session') return welcome(context, request, reply, signedIn.opened, next)
  setCookie(context, reply, 'login', signedIn.secret)
  return reply.redirect(next === '/' ? '/login/mfa' : `/login/mfa?next=${encodeURIComponent(next)}`, 303)
}

/** Gives the browser its new session and sends it on. What it brought along ends. */
export async function welcome(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
  target: string,
): Promise<FastifyReply> {
  await enter(context, request, reply, opened)
  return reply.redirect(target, 303)
}

/** The same for an answer that is a page of its own. */
export async function enter(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
): Promise<void> {
  const earlier = await visitorOf(context, request)
  if (earlier) await signOut(context.deps, earlier, visitOf(context, request, 'panel'))
  setCookie(context, reply, 'session', opened.secret)
}
