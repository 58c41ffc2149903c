import { allDialects } from '../../server/src/dialects.ts'
import { createMetrics } from '../../server/src/http/health/metrics.ts'
import type { HotRoute } from '../../server/src/http/kit/context.ts'
import { createLogger } from '../../server/src/http/kit/logging.ts'
import { buildHttp } from '../../server/src/http/server.ts'
import type { TestApp } from './app.ts'
import type { RawAnswer } from './raw-http.ts'

/**
 * Another listener on the same inside of a server.
 * @param hotRoutes the only ones before Fastify; none where everything is to take the ordinary way
 */
export async function listenBeside(app: TestApp, hotRoutes: readonly HotRoute[] = []) {
  const listener = buildHttp({
    context: app.context,
    dialects: allDialects(createMetrics(app.deps)),
    hotRoutes,
    logger: createLogger('silent', { write: () => {} }),
    onExchange: () => {},
    tls: null,
  })
  const port = Number(new URL(await listener.listen({ host: '127.0.0.1', port: 0 })).port)
  return { port, close: () => listener.close() }
}

/** What every answer has for itself. */
const OWN = ['x-request-id', 'x-trans-id', 'date']

/** An answer without what is new in each: its number, whose length counts in that of the body, and the tokens of logins. */
export function said({ status, headers: told, body }: RawAnswer) {
  const kept = new Map([...told].filter(([name]) => !OWN.includes(name)).sort())
  const [, id = ''] = /"requestId":"([^"]*)"/.exec(body) ?? []
  const length = kept.get('content-length')
  if (length !== undefined) kept.set('content-length', `${Number(length) - id.length}`)
  const text = body.replace(/[A-Za-z0-9_-]{100,}/g, '…').replace(/"requestId":"[^"]*"/, '…')
  return { status, headers: Object.fromEntries(kept), body: text }
}
