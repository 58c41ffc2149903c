import type { FastifyReply, FastifyRequest } from 'fastify'
import { checkSession, type LiveSession } from '../../domain/sessions/check-session.ts'
import type { OpenedSession } from '../../domain/sessions/session.ts'
import { signOut } from '../../domain/sessions/sign-out.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'

/** Who is signed in at this browser; null for nobody. */
export async function visitorOf(context: HttpContext, request: FastifyRequest): Promise<LiveSession | null> {
  const secret = readCookie(context, request, 'session')
  return secret === null ? null : checkSession(context.deps, secret)
}

/** Gives the browser its new session and sends it on. What it brought along ends. */
export async function welcome(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: OpenedSession,
  target: string,
): Promise<FastifyReply> {
  const earlier = await visitorOf(context, request)
  if (earlier) await signOut(context.deps, earlier, visitOf(context, request, 'panel'))
  setCookie(context, reply, 'session', opened.secret)
  return reply.redirect(target, 303)
}
