import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator, requirePresence } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { Account, AccountSettings } from './account.ts'
import { ownAccount } from './own-account.ts'
import { updateAccount } from './update-account.ts'

/** The settings of somebody's own account, with what a change would do. */
export interface OwnSettings {
  readonly account: Account
  /** The installation shows every key once, whatever the account says. */
  readonly showOnceRequired: boolean
  /** Keys that can be shown now: so many copies would be forgotten for good by showing keys once. */
  readonly copies: number
}

/** What an owner decides; whether the account is enabled is for operators. */
export type OwnSettingsChange = Partial<Omit<AccountSettings, 'enabled'>>

/** @throws DomainError `actor.forbidden` for anybody but the owner, `account.not_found` */
export async function readOwnSettings(deps: Deps, actor: UserActor): Promise<OwnSettings> {
  requireOwner(actor)
  return withConsequences(deps, await ownAccount(deps, actor))
}

/**
 * Changes them; the next request of anybody goes by them.
 * @throws DomainError `actor.forbidden`, `step_up.needed`, `input.invalid`
 */
export async function changeOwnSettings(
  deps: Deps,
  actor: UserActor,
  change: OwnSettingsChange,
): Promise<OwnSettings> {
  requireOwner(actor)
  await requirePresence(deps, deps.store, actor, actor.accountId)
  return withConsequences(deps, await updateAccount(deps, actor, actor.accountId, change))
}

async function withConsequences({ store, showOnce }: Deps, account: Account): Promise<OwnSettings> {
  return { account, showOnceRequired: showOnce, copies: await store.keys.countSealed(account.id) }
}

function requireOwner(actor: UserActor): void {
  if (!actor.roles.includes(USER_ADMIN) && !isOperator(actor)) throw new DomainError('actor.forbidden')
}
