import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'

type Rule = Pick<Deps, 'showOnce'>

/** Whether the installation or the account lets no key be shown a second time. */
export async function mustShowOnce(rule: Rule, stores: Stores, accountId: string): Promise<boolean> {
  return rule.showOnce || ((await stores.accounts.byId(accountId))?.showOnce ?? false)
}

/**
 * Whether a key that is about to be made is shown this once only. What is asked for one key may be stricter than
 * its account, never laxer. Part of the transaction that makes the key, before it touches a key or the audit log: whoever
 * makes the account stricter meanwhile waits, and then finds the new key's copy too.
 * @throws DomainError `input.invalid`
 */
export async function decideShowOnce(
  rule: Rule,
  tx: Stores,
  accountId: string,
  asked?: boolean,
): Promise<boolean> {
  await tx.accounts.hold(accountId)
  const must = await mustShowOnce(rule, tx, accountId)
  if (must && asked === false) {
    const reason = 'Keys of this account are shown once: none of them can be shown again.'
    throw new DomainError('input.invalid', { field: 'showOnce', reason })
  }
  return must || asked === true
}
