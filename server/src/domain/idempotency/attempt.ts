import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { rehearsal } from '../rehearse.ts'
import type { Stores } from '../store.ts'
import { askerOf, once, requestText } from './once.ts'

/** How a change is asked for. */
export interface Attempt {
  /** Everything is checked and answered as if it were done, and nothing is. */
  readonly dryRun: boolean
  readonly idempotencyKey: string | undefined
  /** What is asked, as JSON can say it: the same key with another request is refused. */
  readonly request: readonly unknown[]
}

/**
 * Makes a change, tries it, or gives the answer of the same request before, in one transaction.
 * @param act everything that it does is part of that transaction
 * @param revive what a remembered answer says, out of JSON
 * @throws DomainError `idempotency.conflict`; whatever `act` throws
 */
export async function attempt<T>(
  deps: Deps,
  actor: UserActor,
  { dryRun, idempotencyKey, request }: Attempt,
  act: (deps: Deps) => Promise<T>,
  revive: (remembered: unknown) => T,
): Promise<T> {
  if (dryRun) return rehearsal(deps).store.transaction((tx) => act(joined(deps, tx)))
  if (idempotencyKey === undefined) return act(deps)
  const asked = { asker: askerOf(actor), idempotencyKey, request: requestText(`${request[0]}`, request) }
  return deps.store.transaction((tx) =>
    once(deps, tx, asked, {
      make: () => act(joined(deps, tx)),
      textOf: (answer) => JSON.stringify(answer),
      repeat: async (text) => revive(JSON.parse(text)),
    }),
  )
}

/** Use cases within a transaction that is open already: theirs is part of it. */
export function joined(deps: Deps, tx: Stores): Deps {
  return { ...deps, store: { ...deps.store, ...tx, transaction: (work) => work(tx) } }
}
