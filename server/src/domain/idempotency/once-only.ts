import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { once } from './once.ts'

/** What is remembered of a key that is shown once: that it was made. */
const NOT_KEPT = ''
const SHOWN_BEFORE =
  'This request has made its key already. The key was shown once, in the first answer. Reset it to get a new one.'

interface OnceOnly {
  readonly actor: Actor
  readonly idempotencyKey: string | undefined
  /** What is asked, as text. */
  readonly request: string
  /** The secret is shown once: a repeated request makes no second one, and is not told the first. */
  readonly showOnce: boolean
}

/**
 * Gives the secret that the same request gave before, or makes it and remembers it, within a transaction that holds
 * the user. Without an idempotency key it is always made. Giving it again is written into the audit log as showing it.
 * @throws DomainError `idempotency.conflict` for another request under the same key, and when the remembered secret
 * is no longer the user's current key: telling it as the new one would be a lie; `key.shown_once` when it was made
 * before and is not kept
 */
export function onceOnly(
  deps: Deps,
  tx: Stores,
  user: User,
  { actor, idempotencyKey, request, showOnce }: OnceOnly,
  make: () => Promise<string>,
): Promise<string> {
  const asked = { asker: user, idempotencyKey, request }
  return once(deps, tx, asked, {
    make,
    textOf: (secret) => (showOnce ? NOT_KEPT : secret),
    repeat: async (remembered) => {
      if (remembered === NOT_KEPT) throw new DomainError('key.shown_once', { reason: SHOWN_BEFORE })
      const current = await tx.keys.current(user.id)
      if (!current || !deps.vault.digests('account-key', remembered).includes(current.digest)) {
        throw new DomainError('idempotency.conflict', { reason: 'The key has been replaced again since.' })
      }
      const act = { action: 'key.show', chain: user.accountId, target: `user:${user.id}` }
      await recordAct(deps, tx, actor, { ...act, details: { keyId: current.id } })
      return remembered
    },
  })
}
