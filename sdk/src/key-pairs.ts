import { newIdempotencyKey } from './idempotency.ts'
import type { Impact, Reconnect } from './key-types.ts'
import type { GenerateKeyPair, KeyPair, KeyPairChange, RevealedKeyPair } from './pair-types.ts'
import type { Transport } from './transport.ts'

/** The own key pairs of a super administrator, for the signed e-mail API. `name` is `default` unless told otherwise. */
export interface KeyPairs {
  /** @throws KeywardError `forbidden` for everybody else */
  list(): Promise<readonly KeyPair[]>
  /**
   * Makes the pair, or another in its place; the old one is refused everywhere before this resolves, unless an overlap
   * was asked for. Repeating with the same `idempotencyKey` within 24 hours gives the same pair.
   * @throws KeywardError `step_up_needed` when presence must be proven first
   */
  generate(request?: GenerateKeyPair, idempotencyKey?: string, name?: string): Promise<RevealedKeyPair>
  /** @throws KeywardError `step_up_needed`, `not_found` */
  reveal(name?: string): Promise<RevealedKeyPair>
  /** @throws KeywardError `step_up_needed`, `not_found` */
  change(change: KeyPairChange, name?: string): Promise<KeyPair>
  /** Ends the old pair of an overlap now. @throws KeywardError `step_up_needed`, `not_found` */
  endOverlap(name?: string): Promise<KeyPair>
  /** @throws KeywardError `step_up_needed`, `not_found` */
  delete(name: string): Promise<void>
  /** Who signed with it in the last 30 days, and would stop working. */
  impact(name?: string): Promise<Impact>
  /** Who came back after it was last replaced, and who did not. */
  reconnect(name?: string): Promise<Reconnect>
}

export function createKeyPairs(send: Transport): KeyPairs {
  const path = (name: string, act = '') => `/users/me/key-pairs/${encodeURIComponent(name)}${act}`
  return {
    list: async () =>
      (await send<{ readonly items: readonly KeyPair[] }>('GET', '/users/me/key-pairs')).items,
    generate: (request = {}, idempotencyKey = newIdempotencyKey(), name = 'default') =>
      send('POST', path(name), { body: request, headers: { 'idempotency-key': idempotencyKey } }),
    reveal: (name = 'default') => send('POST', path(name, '/reveal')),
    change: (change, name = 'default') => send('PATCH', path(name), { body: change }),
    endOverlap: (name = 'default') => send('POST', path(name, '/end-overlap')),
    delete: (name) => send('DELETE', path(name)),
    impact: (name = 'default') => send('GET', path(name, '/impact')),
    reconnect: (name = 'default') => send('GET', path(name, '/reconnect')),
  }
}
