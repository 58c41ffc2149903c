import type { FastifyInstance } from 'fastify'
import { csrfTokenOf, isCsrfTokenOf } from '../../domain/sessions/describe-session.ts'
import { signOut } from '../../domain/sessions/sign-out.ts'
import type { HttpContext } from '../kit/context.ts'
import { setCookie } from '../kit/cookies.ts'
import { provenanceOf } from '../kit/same-origin.ts'
import { visitOf } from '../kit/visit.ts'
import { EXPIRED_FORM, type FormFault } from './faults.ts'
import { formFault } from './fields.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import { formOf } from './posted.ts'
import { visitorOf } from './visitor.ts'

/** Signing out without scripts: a page with one button, so that a link elsewhere cannot sign anybody out. */
export function logoutRoutes(app: FastifyInstance, context: HttpContext): void {
  app.get('/logout', async (request, reply) => {
    const visitor = await visitorOf(context, request)
    if (!visitor) return reply.redirect('/login', 303)
    const { session, user } = visitor
    return sendPage(context, reply, 200, logoutPage(user.name, csrfTokenOf(context.deps, session), null))
  })
  app.post('/logout', async (request, reply) => {
    const visitor = await visitorOf(context, request)
    if (visitor) {
      const token = csrfTokenOf(context.deps, visitor.session)
      const isOwn = isCsrfTokenOf(context.deps, visitor.session, formOf(request).get('token'))
      if (!isOwn || provenanceOf(context, request) === 'other') {
        return sendPage(context, reply, 403, logoutPage(visitor.user.name, token, EXPIRED_FORM))
      }
      await signOut(context.deps, visitor, visitOf(context, request, 'panel'))
    }
    setCookie(context, reply, 'session', null)
    return reply.redirect('/login', 303)
  })
}

function logoutPage(username: string, token: string, fault: FormFault | null) {
  const body = html`<p>You are signed in as ${username}.</p>
${formFault(fault)}
<form method="post" action="/logout">
<input type="hidden" name="token" value="${token}">
<button type="submit">Sign out</button>
</form>`
  return { title: 'Sign out', body }
}
