import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireOperator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { type Account, DEFAULT_SESSION_IDLE_SECONDS, DEFAULT_STEP_UP_MINUTES } from './account.ts'
import { cleanAccountName } from './account-name.ts'

export interface NewAccount {
  readonly name: string
  /** A number that is free; the next one without it. */
  readonly id?: string
  /** False for one that is opened later. */
  readonly enabled?: boolean
}

/** @throws DomainError `actor.forbidden` */
export function requireAccountMaker(actor: Actor): void {
  requireOperator(actor)
}

/**
 * Makes an account with a data key of its own, within a transaction.
 * @throws DomainError `account.exists`, `actor.forbidden`, `input.invalid`
 */
export async function createAccount(
  deps: Pick<Deps, 'clock' | 'vault'>,
  tx: Stores,
  actor: Actor,
  { name, id, enabled = true }: NewAccount,
): Promise<Account> {
  requireAccountMaker(actor)
  const account: Account = {
    id: id ?? (await tx.accounts.nextId()),
    name: cleanAccountName(name),
    enabled,
    resetKeepsTokens: false,
    apiReveal: true,
    stepUpMinutes: DEFAULT_STEP_UP_MINUTES,
    showOnce: false,
    sessionIdleSeconds: DEFAULT_SESSION_IDLE_SECONDS,
    passwordLifeSeconds: null,
    passwordHistory: 0,
    secondFactorRequired: false,
    ownDomains: true,
    createdAtMs: deps.clock.now(),
  }
  await tx.accounts.insert(account)
  await deps.vault.addAccountKey(tx, account.id)
  const act = { action: 'account.create', chain: account.id, target: `account:${account.id}` }
  const details = { name: account.name, ...(!enabled && { enabled }) }
  await recordAct(deps, tx, actor, { ...act, details })
  return account
}

/** @throws as `createAccount` */
export function addAccount(deps: Deps, actor: Actor, given: NewAccount): Promise<Account> {
  return deps.store.transaction((tx) => createAccount(deps, tx, actor, given))
}
