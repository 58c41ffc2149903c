import { newIdempotencyKey } from './idempotency.ts'
import type { ApiKey, CreateKeyRequest, Impact, Reconnect, ResetRequest, RevealedKey } from './key-types.ts'
import type { Transport } from './transport.ts'

/** The account key of one user. `userId` may be `me`. */
export interface Keys {
  /** Null for a user without a key. */
  get(userId?: string): Promise<ApiKey | null>
  /** Makes the first key. @throws KeywardError `conflict` when there is one, `step_up_needed` */
  create(userId?: string, request?: CreateKeyRequest): Promise<RevealedKey>
  /** @throws KeywardError `step_up_needed` when presence must be proven first */
  reveal(userId?: string): Promise<RevealedKey>
  /** Who used the key in the last 30 days, and would stop working after a reset. */
  impact(userId?: string): Promise<Impact>
  /**
   * Replaces the key; the old one is refused everywhere before this resolves, unless an overlap was asked for.
   * Repeating with the same `idempotencyKey` within 24 hours gives the same new key, or, for a key that is shown once,
   * @throws KeywardError `key_shown_once`
   */
  reset(request?: ResetRequest, idempotencyKey?: string, userId?: string): Promise<RevealedKey>
  /** Ends the old key of an overlap now. @throws KeywardError `step_up_needed` when presence must be proven first */
  endOverlap(userId?: string): Promise<ApiKey>
  /** Who came back after the last reset, and who did not. */
  reconnect(userId?: string): Promise<Reconnect>
}

export function createKeys(send: Transport): Keys {
  const path = (userId: string, act = '') => `/users/${encodeURIComponent(userId)}/key${act}`
  return {
    get: (userId = 'me') => send('GET', path(userId)),
    create: (userId = 'me', request = {}) => send('POST', path(userId), { body: request }),
    reveal: (userId = 'me') => send('POST', path(userId, '/reveal')),
    impact: (userId = 'me') => send('GET', path(userId, '/impact')),
    reset: (request = {}, idempotencyKey = newIdempotencyKey(), userId = 'me') =>
      send('POST', path(userId, '/reset'), {
        body: request,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    endOverlap: (userId = 'me') => send('POST', path(userId, '/end-overlap')),
    reconnect: (userId = 'me') => send('GET', path(userId, '/reconnect')),
  }
}
