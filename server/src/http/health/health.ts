import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../domain/errors.ts'
import type { DialectPlugin, HttpContext } from '../kit/context.ts'
import { clientAddress, peerAddress } from '../kit/origin.ts'
import { refusalOfRequest, sendProblem } from '../kit/problem.ts'
import { requestErrorOf } from '../kit/request-error.ts'
import type { Metrics } from './metrics.ts'

/** A database that says nothing for this long is away. */
const READY_WITHIN_MS = 2_000
const AWAY = 'The database does not answer.'
const OTHER_MASTER_KEY =
  'The master key was changed on another server. Put the new one in its place here, too.'

/** For those who watch the server: is it up, does it work, how is it doing. */
export function healthDialect(metrics: Metrics): DialectPlugin {
  return {
    name: 'health',
    prefix: '',
    register: (app, context) => {
      app.setErrorHandler(answerError)
      app.get('/healthz', async (_request, reply) => sendUp(reply))
      app.get('/readyz', async (_request, reply) => {
        const why = await whyNotReady(context)
        const cause = context.deps.store.trouble()?.cause
        if (why !== null) return sendProblem(reply, { code: 'busy', detail: cause ?? why })
        // Keys are still verified then: a balancer that took the server away would make it worse.
        return cause === undefined ? sendUp(reply) : sendUp(reply, { status: 'reads only', detail: cause })
      })
      app.get('/metrics', async (request, reply) => {
        if (!mayReadMetrics(context, request)) {
          return sendProblem(reply, { code: 'not_found', detail: 'There is nothing at this address.' })
        }
        return reply
          .header('Cache-Control', 'no-store')
          .type(metrics.contentType)
          .send(await metrics.text())
      })
    },
  }
}

function sendUp(reply: FastifyReply, said: object = { status: 'ok' }): FastifyReply {
  return reply.header('Cache-Control', 'no-store').type('application/json').send(JSON.stringify(said))
}

/** Null when credentials can be checked now. */
async function whyNotReady({ deps }: HttpContext): Promise<string | null> {
  const { promise: late, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve(AWAY), READY_WITHIN_MS)
  const answer = deps.store.meta.get('ready').then(
    () => whyUnreadable(deps),
    () => AWAY,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Where another server has rotated the data keys, nothing can be looked up without the master key they are under. */
function whyUnreadable({ vault, store }: HttpContext['deps']): Promise<string | null> {
  return vault.refresh(store).then(
    () => null,
    (error: unknown) =>
      error instanceof DomainError && error.code === 'storage.away' ? AWAY : OTHER_MASTER_KEY,
  )
}

/**
 * This machine and the configured proxies' networks. A request that came through a proxy nobody told us of carries
 * a forwarding header: then the loopback peer is the proxy, and whoever asked is unknown.
 */
function mayReadMetrics({ trustedProxies }: HttpContext, { raw, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  if (forwarded && !trustedProxies.contains(peerAddress(raw))) return false
  const address = clientAddress(raw, trustedProxies)
  return address === '::1' || address.startsWith('127.') || trustedProxies.contains(address)
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = requestErrorOf(error)
  if (refused) return sendProblem(reply, refusalOfRequest(refused))
  request.log.error({ requestId: request.id, error })
  return sendProblem(reply, { code: 'internal', detail: 'The server could not do this.' })
}
