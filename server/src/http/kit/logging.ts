import { pino } from 'pino'

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

export type LogFields = { readonly [name in (typeof FIELDS)[number]]?: string | number }

/** JSON lines on standard error; standard output is for what a person asked to see. */
export function createLogger(level: string) {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

/** What may be said of an unexpected error: its kind and where it arose, never the values in it. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const where = /\n\s+at .*?([^/\\]+:\d+):\d+/.exec(error.stack ?? '')?.[1] ?? ''
  return `${error.name} ${where}`.trim()
}
