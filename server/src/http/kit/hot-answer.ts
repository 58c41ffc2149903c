import type { ServerResponse } from 'node:http'
import type { HttpContext } from './context.ts'
import type { Exchange } from './exchange.ts'

/** What the routes before Fastify need besides the context. */
export interface HotParts {
  readonly context: HttpContext
  readonly nextRequestId: () => string
  /** Hears of every answered request. */
  readonly onExchange: (exchange: Exchange) => void
}

export interface HotAnswer extends Omit<Exchange, 'durationMs'> {
  /** Names and values in turns, besides `X-Request-Id` and `Content-Length`. */
  readonly headers: readonly string[]
  readonly body: string
  readonly startedAtMs: number
}

/** Sends what the ordinary route would send, and tells of it. */
export function sendHot(
  { onExchange }: Pick<HotParts, 'onExchange'>,
  response: ServerResponse,
  { requestId, dialect, method, route, status, headers, body, startedAtMs }: HotAnswer,
): void {
  const bytes = Buffer.byteLength(body)
  response.writeHead(status, [...headers, 'X-Request-Id', requestId, 'Content-Length', String(bytes)])
  // A text of ASCII alone is cheaper to write as what it is.
  response.end(body, bytes === body.length ? 'latin1' : 'utf8')
  const durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10
  // Each member by its name: copying what is left of an object costs more than all else here.
  onExchange({ requestId, dialect, method, route, status, durationMs })
}
