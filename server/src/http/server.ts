import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Readable } from 'node:stream'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { answerClientError } from './kit/client-error.ts'
import type { DialectPlugin, HotRoute, HttpContext } from './kit/context.ts'
import { countRefusal } from './kit/counted-caller.ts'
import { type Exchange, exchangeOf } from './kit/exchange.ts'
import { parseJsonBody } from './kit/json-body.ts'
import { LateHeaders } from './kit/late-headers.ts'
import { methodCheck } from './kit/methods.ts'
import { canonicalUrl } from './kit/paths.ts'
import { checkRawRequest, requireHost } from './kit/raw-request.ts'
import { RequestError } from './kit/request-error.ts'

export interface HttpParts {
  readonly context: HttpContext
  readonly dialects: readonly DialectPlugin[]
  readonly hotRoutes: readonly HotRoute[]
  readonly logger: FastifyBaseLogger
  /** Hears of every answered request but those of the hot routes. */
  readonly onExchange: (exchange: Exchange) => void
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
}

const BODY_LIMIT = 64 * 1_024
/** The request line counts too. */
const MAX_HEADER_BYTES = 16 * 1_024
/** Timeouts in ms. Keep-alive is longer than the 60 s for which nginx keeps its upstream connections. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2_000,
}

/** RFC 8996 withdraws what came before. */
export const MIN_TLS = 'TLSv1.2'

/** The listener with every dialect on it; not listening yet. */
export function buildHttp(parts: HttpParts): FastifyInstance {
  const { context, dialects, hotRoutes, logger, onExchange, tls } = parts
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerClientError,
    genReqId: nextRequestId,
    rewriteUrl: (request) => canonicalUrl(request.url ?? '/'),
    // Longer than any address can be: `checkRawRequest` refuses in the dialect's own form, the router could not.
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    serverFactory: (handler) => listenerFor(handler, hotRoutes, tls),
  })
  // A promise, so that no answer is written before Node's parser has judged what follows the headers: it would
  // be followed by the parser's own.
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id)
    checkRawRequest(request.raw.rawHeaders, request.originalUrl)
    requireHost(request.raw)
  })
  // A request known to be empty has ended before anybody could listen for its end (`optimizeEmptyRequests` below).
  app.addHook('preParsing', (request, _reply, body, done) => {
    if (request.raw.readableEnded) return done(null, Readable.from([]))
    if (isCoded(request.raw))
      return done(new RequestError('unsupported_media_type', 'Send the body uncompressed.'))
    done(null, body)
  })
  const checkMethod = methodCheck(app, MAX_HEADER_BYTES)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async ({ routeOptions: { bodyLimit } }: FastifyRequest, body: Buffer) =>
      body.length === 0 ? undefined : parseJsonBody(body, bodyLimit > BODY_LIMIT ? bodyLimit : undefined),
  )
  for (const dialect of dialects) {
    const register = async (scope: FastifyInstance) => {
      scope.addHook('onResponse', (request, reply, done) => {
        onExchange(exchangeOf(dialect.name, request, reply))
        done()
      })
      scope.addHook('onSend', (request, reply, payload, done) => {
        if (reply.statusCode === 403) countRefusal(context.deps, request)
        done(null, payload)
      })
      dialect.register(scope, context)
      // Last, after who asks was checked: what is answered where is not for everybody to see in every dialect.
      scope.addHook('onRequest', checkMethod)
    }
    app.register(register, { prefix: dialect.prefix })
  }
  return app
}

/** Nothing here unpacks a body: a small one could hold gigabytes. */
function isCoded({ headers }: IncomingMessage): boolean {
  return (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity'
}

function listenerFor(
  handler: RequestListener,
  hotRoutes: readonly HotRoute[],
  tls: HttpParts['tls'],
): Server {
  const listener: RequestListener<typeof LateHeaders> = (request, response) => {
    request.isHandedOver = true
    const pass = () => handler(request, response)
    for (const answer of hotRoutes) if (answer(request, response, pass)) return
    pass()
  }
  const options = {
    ...TIMEOUTS,
    IncomingMessage: LateHeaders,
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
    // Spares a request without a body the machinery that reads one.
    optimizeEmptyRequests: true,
    requireHostHeader: false,
  }
  const server = tls
    ? createTlsServer({ ...options, ...tls, minVersion: MIN_TLS }, listener)
    : createServer(options, listener)
  // What a client expects beyond `100-continue` is nothing to us: Node would refuse with an empty 417.
  return server.on('checkExpectation', listener)
}

const PROCESS_PART = randomBytes(6).toString('hex')
let counter = 0

/** Unique over restarts and cheap: a random part for the process and a number. */
export function nextRequestId(): string {
  counter = (counter + 1) % Number.MAX_SAFE_INTEGER
  return `${PROCESS_PART}-${counter.toString(16)}`
}
