import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'

/** What the account has of hosted mail now. */
export interface MailTotals {
  readonly mailboxes: number
  readonly usageMb: number
}

/** Null for whoever may not see all of it. */
export async function mailTotals(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
): Promise<MailTotals | null> {
  try {
    const { domains } = await requireMailRight(store, actor, actor.accountId, 'see')
    return domains === null ? await store.mailboxes.sumOf(actor.accountId) : null
  } catch (error) {
    if (error instanceof DomainError && error.code === 'actor.forbidden') return null
    throw error
  }
}
