import { createHash } from 'node:crypto'
import { CallRecorder } from '../../domain/callers/recorder.ts'
import type { Deps } from '../../domain/deps.ts'
import { DomainError } from '../../domain/errors.ts'
import { joined } from '../../domain/idempotency/attempt.ts'
import type { Stores } from '../../domain/store.ts'
import { RequestError } from '../kit/request-error.ts'
import { NativeError } from './errors.ts'
import type { Answer, NativeRoute, RawCall } from './route.ts'

/** Members that change without anybody editing anything. */
const BY_ITSELF = new Set([
  'filterConnected',
  'usageMb',
  'lastSignInAt',
  'key',
  'mailboxes',
  'callsToday',
  'callsThisMonth',
  'reached',
])

/** Others in the account who change something else at the same time cut an attempt short, too. */
const MOST_ATTEMPTS = 5

/** Tells each route which other shows what it shows or changes: that of the same path, where something is edited. */
export function paired(routes: readonly NativeRoute[]): readonly NativeRoute[] {
  return routes.map((route) => {
    const same = routes.filter(({ path }) => path === route.path)
    const reading = same.find(({ method }) => method === 'GET')
    return reading && same.some(({ method }) => method === 'PATCH') ? { ...route, reading } : route
  })
}

/** Takes an `If-Match`. */
export const takesMatch = ({ method, reading }: NativeRoute): boolean =>
  reading !== undefined && (method === 'PATCH' || method === 'DELETE')

/** The `ETag` (RFC 9110, section 8.8.3) of what an answer shows: another one after each edit. */
export function etagOf(shown: unknown): string {
  const lasting = JSON.stringify(shown, (name, value) => (BY_ITSELF.has(name) ? undefined : value))
  return `"${createHash('sha256').update(lasting).digest('base64url').slice(0, 22)}"`
}

/** @returns the tags that `If-Match` names, `*` for any. @throws RequestError */
export function matchOf(header: string | undefined): readonly string[] | null {
  if (header === undefined) return null
  const tags = header.split(',').map((tag) => tag.trim())
  if (tags.every((tag) => tag === '*' || /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) return tags
  throw new RequestError('bad_request', 'If-Match holds an ETag, in its quotation marks.', 'If-Match')
}

/**
 * Runs a change only when what it changes is as `tags` say: read within the transaction of the change, which nobody
 * else's can come between.
 * @throws NativeError `changed_meanwhile`; whatever either route throws
 */
export async function runIfUnchanged(
  route: NativeRoute,
  raw: RawCall,
  tags: readonly string[],
): Promise<Answer<unknown>> {
  const { deps } = raw.context
  const runWith = (one: NativeRoute, own: typeof deps, call: RawCall) =>
    one.run({ ...call, context: { ...call.context, deps: own } })
  const check = async (own: typeof deps) => {
    if (!route.reading) return
    const { body } = await runWith(route.reading, own, { ...raw, query: {}, body: undefined })
    if (!tags.includes('*') && !tags.includes(etagOf(body))) throw new NativeError('changed_meanwhile')
  }
  for (let attempt = 1; ; attempt++) {
    let checked = false
    const transaction = <T>(work: (tx: Stores) => Promise<T>): Promise<T> =>
      deps.store.transaction(async (tx) => {
        if (!checked) await check(readingIn(deps, tx))
        checked = true
        return work(tx)
      }, 'one moment')
    try {
      await check(deps)
      return await runWith(route, { ...deps, store: { ...deps.store, transaction } }, raw)
    } catch (error) {
      const cutShort = error instanceof DomainError && error.code === 'busy'
      if (!cutShort || attempt === MOST_ATTEMPTS) throw error
    }
  }
}

/** To read within a transaction. Calls counted meanwhile stay in memory: to write them would wait for its end. */
function readingIn(deps: Deps, tx: Stores): Deps {
  const own = joined(deps, tx)
  return { ...own, calls: new CallRecorder(own.store, deps.clock) }
}
