import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator, requirePresence } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { Account, AccountSettings } from './account.ts'
import { type AccountContact, checkedFacts } from './contact.ts'
import { changeFacts, factsOf } from './customers.ts'
import { ownAccount } from './own-account.ts'
import { updateWithin } from './update-account.ts'

/** The settings of somebody's own account, with what a change would do. */
export interface OwnSettings {
  readonly account: Account
  readonly contact: AccountContact
  /** The installation shows every key once, whatever the account says. */
  readonly showOnceRequired: boolean
  /** Keys that can be shown now: so many copies would be forgotten for good by showing keys once. */
  readonly copies: number
}

/** What an owner decides; whether the account is enabled is for operators. */
export interface OwnSettingsChange extends Partial<Omit<AccountSettings, 'enabled'>> {
  readonly contact?: Partial<AccountContact>
}

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
  return withConsequences(deps, await changeBoth(deps, actor, change))
}

function changeBoth(
  deps: Deps,
  actor: UserActor,
  { contact, ...settings }: OwnSettingsChange,
): Promise<Account> {
  const checked = checkedFacts(contact ?? {})
  return deps.store.transaction(async (tx) => {
    const account = await updateWithin(deps, tx, actor, actor.accountId, settings)
    await changeFacts(deps, tx, actor, account.id, checked)
    return account
  })
}

async function withConsequences({ store, showOnce }: Deps, account: Account): Promise<OwnSettings> {
  const { referenceNumber: _theirs, ...contact } = await factsOf(store, account.id)
  const copies = await store.keys.countSealed(account.id)
  return { account, contact, showOnceRequired: showOnce, copies }
}

/** @throws DomainError `actor.forbidden` */
export function requireOwner(actor: UserActor): void {
  if (!actor.roles.includes(USER_ADMIN) && !isOperator(actor)) throw new DomainError('actor.forbidden')
}
