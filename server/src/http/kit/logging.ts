import { pino } from 'pino'
import type { Exchange } from './exchange.ts'

export type Logger = ReturnType<typeof createLogger>

/** The fields a log line may have. Anything else stays out, so that no secret can slip in with an object. */
const FIELDS = [
  'requestId',
  'dialect',
  'method',
  'route',
  'status',
  'durationMs',
  'task',
  'code',
  'fault',
] as const

/** Lines wait no longer than this, and for no more than so many bytes: a write each would cost as much as a request. */
const FLUSH_MS = 100
const FLUSH_BYTES = 8_192

function batchedStderr(): pino.DestinationStream {
  const destination = pino.destination({ dest: 2, minLength: FLUSH_BYTES, sync: true })
  setInterval(() => destination.flush(), FLUSH_MS).unref()
  process.on('exit', () => destination.flushSync())
  return destination
}

/** JSON lines on standard error; standard output is for what a person asked to see. */
export function createLogger(level: string, destination: pino.DestinationStream = batchedStderr()) {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: allowedFields },
      hooks: { logMethod: withoutErrors },
    },
    destination,
  )
}

/** One line for a request that was answered; the everyday ones are told only to those who debug. */
export function logExchange(logger: Pick<Logger, 'info' | 'debug'>, exchange: Exchange): void {
  if (isEveryday(exchange)) logger.debug(exchange)
  else logger.info(exchange)
}

const LOGIN_ROUTES = new Set(['/v2.0/tokens', '/v2.0', '/v1.1/auth', '/v3/auth/tokens', '/v3'])

/** Reads and logins that went well are counted by the metrics; a line for each would drown what matters. */
function isEveryday({ dialect, method, route, status }: Exchange): boolean {
  if (dialect === 'health') return true
  const isLogin = method === 'POST' && LOGIN_ROUTES.has(route)
  return (method === 'GET' || method === 'HEAD' || isLogin) && status < 400
}

/** What may be said of an unexpected error: its kind and where it arose, never the values in it. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const stack = (error.stack ?? '').replace(error.message, '')
  const where = /\n\s+at [^\n]*?([^/\\\n]+:\d+):\d+/.exec(stack)?.[1] ?? ''
  const cause = error.cause === undefined ? '' : ` caused by ${faultText(error.cause)}`
  return `${error.name} ${where}`.trim() + cause
}

function allowedFields(given: Record<string, unknown>): Record<string, unknown> {
  const { error } = given
  const all = error === undefined ? given : { ...given, fault: faultText(error) }
  return Object.fromEntries(FIELDS.map((name) => [name, all[name]]))
}

/** An error's message may hold values; pino would make it the line's own message. */
function withoutErrors(this: pino.Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [first, ...rest]: readonly unknown[] = args
  const error = errorIn(first)
  if (error === undefined) method.apply(this, args)
  else method.apply(this, [{ fault: faultText(error) }, rest.length > 0 ? String(rest[0]) : undefined])
}

function errorIn(value: unknown): unknown {
  if (value instanceof Error) return value
  return typeof value === 'object' && value !== null && 'err' in value ? value.err : undefined
}
