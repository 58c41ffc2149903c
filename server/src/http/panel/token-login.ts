import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { useAdminToken } from '../../domain/login-tokens/use-admin-token.ts'
import type { HttpContext } from '../kit/context.ts'
import { readCookie } from '../kit/cookies.ts'
import { visitOf } from '../kit/visit.ts'
import { deadLinkPage, onDeadLink } from './dead-link.ts'
import { sendPage } from './page.ts'
import { queryOf } from './posted.ts'
import { goOn } from './visitor.ts'

const DEAD = deadLinkPage('Ask again where the link was made, or sign in with your password.')

/** Signing in by a token of the e-mail API: at the vendor's address, which its clients have built in, and at our own. */
export function tokenLoginRoutes(app: FastifyInstance, context: HttpContext): void {
  const letIn = async (token: string, request: FastifyRequest, reply: FastifyReply) => {
    const brought = readCookie(context, request, 'session')
    const visit = visitOf(context, request, 'panel')
    const opened = await useAdminToken(context.deps, token, visit, brought).catch(onDeadLink)
    return opened ? goOn(context, request, reply, opened, '/') : sendPage(context, reply, 404, DEAD)
  }
  // Only a real GET uses a token up: a HEAD, as filters and previews send it, must not.
  for (const url of ['/TokenLogin.aspx', '/login/token'])
    app.route({
      method: 'GET',
      url,
      exposeHeadRoute: false,
      handler: (request, reply) => letIn(queryOf(request, 'loginToken'), request, reply),
    })
}
