import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import { names } from '../kit/accept.ts'
import type { HttpContext } from '../kit/context.ts'
import { refusalOfRequest, sendProblem } from '../kit/problem.ts'
import { REQUEST_ERROR_STATUS, requestErrorOf } from '../kit/request-error.ts'
import { faultOf } from './faults.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'

/** A page for people, a problem for programs. What is not a refusal is a fault of ours: it goes to the log. */
export function answerErrors(context: HttpContext) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refused = requestErrorOf(error)
    const wantsPage = names(request.headers.accept, 'text/html')
    if (refused && !wantsPage) return sendProblem(reply, refusalOfRequest(refused))
    if (refused) return sendError(context, reply, REQUEST_ERROR_STATUS[refused.code], refused.message)
    const fault = error instanceof DomainError ? faultOf(error) : null
    if (!fault || fault.status === 500) request.log.error({ requestId: request.id, error })
    const { status, text } = fault ?? { status: 500, text: 'Something went wrong on the server.' }
    if (status === 503) reply.header('Retry-After', '1')
    if (wantsPage) return sendError(context, reply, status, text)
    return sendProblem(reply, { code: status === 503 ? 'busy' : 'internal', detail: text })
  }
}

function sendError(context: HttpContext, reply: FastifyReply, status: number, text: string): FastifyReply {
  const body = html`<p>${text}</p><p class="hint">Request ${reply.request.id}</p><p><a href="/">Start page</a></p>`
  return sendPage(context, reply, status, { title: 'This did not work', body })
}
