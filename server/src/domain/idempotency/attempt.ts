import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { rehearsal } from '../rehearse.ts'
import type { Stores } from '../store.ts'
import { askerOf, once, requestText } from './once.ts'
import { recallResult } from './result.ts'

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

/** Runs the last of several transactions. */
export type LastStep<Made> = (work: (tx: Stores) => Promise<Made>) => Promise<Made>

interface LongWork<Made, Answer> {
  /** What it does before its last step nobody sees, and it takes that back when the last step throws. */
  readonly act: (last: LastStep<Made>) => Promise<Made>
  readonly answerOf: (made: Made) => Answer
  /** What a remembered answer says, out of JSON. */
  readonly revive: (remembered: unknown) => Answer
}

/**
 * Makes a change of several transactions, or gives the answer of the same request before. Of those that are sent at
 * once, the one whose last step comes first has made it.
 * @throws DomainError `idempotency.conflict`; whatever `act` throws
 */
export async function attemptInSteps<Made, Answer>(
  deps: Deps,
  actor: UserActor,
  { idempotencyKey, request }: Omit<Attempt, 'dryRun'>,
  { act, answerOf, revive }: LongWork<Made, Answer>,
): Promise<Answer> {
  if (idempotencyKey === undefined) return answerOf(await act((work) => deps.store.transaction(work)))
  const asker = { id: actor.userId, accountId: actor.accountId }
  const asked = { asker, idempotencyKey, request: requestText(`${request[0]}`, request) }
  const known = await recallResult(deps, deps.store, asker, asked)
  if (known !== null) return revive(JSON.parse(known))
  const textOf = (made: Made) => JSON.stringify(answerOf(made))
  const last: LastStep<Made> = (work) =>
    deps.store.transaction((tx) =>
      once(deps, tx, asked, { make: () => work(tx), textOf, repeat: madeMeanwhile }),
    )
  try {
    return answerOf(await act(last))
  } catch (error) {
    if (error instanceof MadeMeanwhile) return revive(JSON.parse(error.text))
    throw error
  }
}

/** The same request was quicker; never seen outside. */
class MadeMeanwhile extends Error {
  readonly text: string

  constructor(text: string) {
    super('The same request was quicker.')
    this.text = text
  }
}

async function madeMeanwhile(text: string): Promise<never> {
  throw new MadeMeanwhile(text)
}

/** Use cases within a transaction that is open already: theirs is part of it. */
export function joined(deps: Deps, tx: Stores): Deps {
  return { ...deps, store: { ...deps.store, ...tx, transaction: (work) => work(tx) } }
}
