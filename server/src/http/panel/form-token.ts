import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomSecret } from '../../domain/ids.ts'
import { looksLikeSessionSecret } from '../../domain/sessions/session.ts'
import { sameText } from '../../lib/timing-safe.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie, setCookie } from '../kit/cookies.ts'
import type { Form } from '../kit/form-body.ts'
import { provenanceOf } from '../kit/same-origin.ts'
import { type Html, html } from './html.ts'

/**
 * Forms that people fill in before they are signed in: a random cookie, and in the form what only the server can
 * derive from it. A page elsewhere has neither.
 */
export function formTokenField(context: HttpContext, request: FastifyRequest, reply: FastifyReply): Html {
  const cookie = existingCookie(context, request) ?? newCookie(context, reply)
  return html`<input type="hidden" name="token" value="${tokenFor(context, cookie)}">`
}

/** Whether a form was made by this server for this browser, and sent by a page of this server. */
export function isOwnForm(context: HttpContext, request: FastifyRequest, form: Form): boolean {
  // Without a clear word from the browser the token decides: see `Provenance`.
  if (provenanceOf(context, request) === 'other') return false
  const cookie = existingCookie(context, request)
  return cookie !== null && isTokenFor(context, cookie, form.get('token'))
}

function existingCookie(context: HttpContext, request: FastifyRequest): string | null {
  const cookie = readCookie(context, request, 'form')
  return cookie !== null && looksLikeSessionSecret(cookie) ? cookie : null
}

function newCookie(context: HttpContext, reply: FastifyReply): string {
  const cookie = randomSecret(context.deps.random)
  setCookie(context, reply, 'form', cookie)
  return cookie
}

function isTokenFor({ deps }: HttpContext, cookie: string, token: string): boolean {
  return deps.vault.digests('session', `form ${cookie}`).some((expected) => sameText(token, expected))
}

function tokenFor({ deps }: HttpContext, cookie: string): string {
  return deps.vault.digest('session', `form ${cookie}`)
}
