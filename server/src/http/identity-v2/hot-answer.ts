import type { ServerResponse } from 'node:http'
import type { HttpContext } from '../kit/context.ts'
import type { Exchange } from '../kit/exchange.ts'
import { ANSWER_HEADERS } from './headers.ts'

/** What the routes before Fastify need besides the context. */
export interface HotParts {
  readonly context: HttpContext
  readonly nextRequestId: () => string
  /** Hears of every answered request. */
  readonly onExchange: (exchange: Exchange) => void
}

const FIXED = ['Content-Type', 'application/json; charset=utf-8', ...Object.entries(ANSWER_HEADERS).flat()]

/** Sends what the ordinary route would send, and tells of it. */
export function sendHot(
  { nextRequestId, onExchange }: HotParts,
  response: ServerResponse,
  body: string,
  told: Pick<Exchange, 'method' | 'route'> & { readonly startedAtMs: number },
): void {
  const requestId = nextRequestId()
  const length = String(Buffer.byteLength(body))
  response.writeHead(200, [
    ...FIXED,
    'X-Request-Id',
    requestId,
    'X-Trans-Id',
    requestId,
    'Content-Length',
    length,
  ])
  response.end(body)
  const { method, route, startedAtMs } = told
  const durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10
  onExchange({ requestId, dialect: 'identity-v2.0', method, route, status: 200, durationMs })
}
