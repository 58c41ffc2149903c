import { sha256Hex } from '../../lib/sha256.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Stores } from '../store.ts'
import { recallResult, rememberResult } from './result.ts'

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
  if (dryRun) return rehearse(deps, act)
  if (idempotencyKey === undefined) return act(deps)
  const asked = { idempotencyKey, request: `${request[0]} ${sha256Hex(JSON.stringify(request))}` }
  const asker = { id: actor.userId, accountId: actor.accountId }
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(actor.userId)
    const known = await recallResult(deps, tx, asker, asked)
    if (known !== null) return revive(JSON.parse(known))
    const answer = await act(joined(deps, tx))
    await rememberResult(deps, tx, asker, { ...asked, text: JSON.stringify(answer) })
    return answer
  })
}

/** Does it all and takes it back. */
async function rehearse<T>(deps: Deps, act: (deps: Deps) => Promise<T>): Promise<T> {
  const rehearsal = Promise.withResolvers<T>()
  const takenBack = new Error('a rehearsal is over')
  const work = deps.store.transaction(async (tx) => {
    rehearsal.resolve(await act(joined(deps, tx)))
    throw takenBack
  })
  await work.catch((error: unknown) => {
    if (error !== takenBack) throw error
  })
  return rehearsal.promise
}

/** Use cases within a transaction that is open already: theirs is part of it. */
export function joined(deps: Deps, tx: Stores): Deps {
  return { ...deps, store: { ...deps.store, ...tx, transaction: (work) => work(tx) } }
}
