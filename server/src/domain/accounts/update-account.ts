import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import { endMailSessions } from '../delivery/open-sessions.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { shutOutBare } from '../factors/shut-out-bare.ts'
import { forgetCopies } from '../keys/forget-copies.ts'
import { isOperator, isStaff } from '../policy.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { keepAnOperator } from '../users/last-operator.ts'
import { type Account, type AccountSettings, MAX_STEP_UP_MINUTES } from './account.ts'
import { cleanAccountName } from './account-name.ts'
import { checkRules, isOfUsersAlone } from './session-and-password-rules.ts'

/**
 * Changes an account. Suspending one ends its sessions at once; its keys and tokens are refused from then on.
 * Where a second factor becomes required, those without one are signed out, and their tokens got by password end.
 * With `showOnce` the copies of its keys are forgotten for good; the keys go on working.
 * @throws DomainError `account.not_found`, `actor.forbidden`, `input.invalid`, `owner.protected` when nobody who
 * operates the installation would be left
 */
export async function updateAccount(
  deps: Deps,
  actor: Actor,
  accountId: string,
  change: Partial<AccountSettings>,
): Promise<Account> {
  const checked = checkSettings(deps, change)
  return deps.store.transaction((tx) => updateChecked(deps, tx, actor, accountId, checked))
}

/** The same within a transaction. @throws DomainError as `updateAccount` */
export function updateWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  accountId: string,
  change: Partial<AccountSettings>,
): Promise<Account> {
  return updateChecked(deps, tx, actor, accountId, checkSettings(deps, change))
}

async function updateChecked(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  accountId: string,
  checked: Partial<AccountSettings>,
): Promise<Account> {
  const account = await accountWithinReach(tx, actor, accountId, checked)
  const differing = differences(account, checked)
  if (Object.keys(differing).length === 0) return account
  if (differing.enabled === false) await keepAnOperator(tx, (user) => user.accountId !== accountId)
  await tx.accounts.update(accountId, differing)
  if (differing.enabled === false) await endSessions(deps, tx, accountId)
  if (differing.secondFactorRequired) await shutOutBare(deps, tx, accountId)
  const forgotten = differing.showOnce ? { forgottenCopies: await forgetCopies(tx, accountId) } : {}
  const act = { action: actionOf(differing), chain: accountId, target: `account:${accountId}` }
  const details = { ...difference(account, differing, ['name']), ...forgotten }
  await recordAct(deps, tx, actor, { ...act, details })
  return { ...account, ...differing }
}

/** Of its people and of its mailboxes. */
async function endSessions(deps: Deps, tx: Stores, accountId: string): Promise<void> {
  await tx.sessions.deleteOfAccount(accountId)
  await tx.mailboxSessions.deleteOfAccount(accountId)
  for (const { name } of await tx.mailDomains.list(accountId)) await endMailSessions(deps, tx, `*@${name}`)
}

async function accountWithinReach(
  tx: Stores,
  actor: Actor,
  accountId: string,
  change: Partial<AccountSettings>,
): Promise<Account> {
  const account = await tx.accounts.byId(accountId)
  const visible = isStaff(actor) || (actor.kind === 'user' && actor.accountId === accountId)
  if (!account || !visible) throw new DomainError('account.not_found')
  const isOwner = actor.kind === 'user' && actor.roles.includes(USER_ADMIN)
  const isManager = actor.kind === 'user' && actor.roles.includes(USER_MANAGE) && isOfUsersAlone(change)
  const isAboutThem = change.enabled !== undefined || change.ownDomains !== undefined
  const mayChange = isOperator(actor) || isManager || (isOwner && !isAboutThem)
  if (!mayChange) throw new DomainError('actor.forbidden')
  return account
}

function checkSettings(deps: Deps, change: Partial<AccountSettings>): Partial<AccountSettings> {
  const { stepUpMinutes, name, showOnce } = change
  if (deps.showOnce && showOnce === false) {
    const reason = 'This installation shows every key once; an account cannot be laxer.'
    throw new DomainError('input.invalid', { field: 'showOnce', reason })
  }
  const known = stepUpMinutes === undefined || Number.isInteger(stepUpMinutes)
  if (!known || (stepUpMinutes ?? 0) < 0 || (stepUpMinutes ?? 0) > MAX_STEP_UP_MINUTES) {
    const reason = `Whole minutes from 0 to ${MAX_STEP_UP_MINUTES}.`
    throw new DomainError('input.invalid', { field: 'stepUpMinutes', reason })
  }
  checkRules(change)
  return name === undefined ? change : { ...change, name: cleanAccountName(name) }
}

function differences(account: Account, change: Partial<AccountSettings>): Partial<AccountSettings> {
  const { name, enabled, resetKeepsTokens, apiReveal, stepUpMinutes, showOnce, secondFactorRequired } = change
  const { sessionIdleSeconds, passwordLifeSeconds, passwordHistory, ownDomains } = change
  return {
    ...(name !== undefined && name !== account.name && { name }),
    ...(enabled !== undefined && enabled !== account.enabled && { enabled }),
    ...(resetKeepsTokens !== undefined &&
      resetKeepsTokens !== account.resetKeepsTokens && { resetKeepsTokens }),
    ...(apiReveal !== undefined && apiReveal !== account.apiReveal && { apiReveal }),
    ...(stepUpMinutes !== undefined && stepUpMinutes !== account.stepUpMinutes && { stepUpMinutes }),
    ...(showOnce !== undefined && showOnce !== account.showOnce && { showOnce }),
    ...(sessionIdleSeconds !== undefined &&
      sessionIdleSeconds !== account.sessionIdleSeconds && { sessionIdleSeconds }),
    ...(passwordLifeSeconds !== undefined &&
      passwordLifeSeconds !== account.passwordLifeSeconds && { passwordLifeSeconds }),
    ...(passwordHistory !== undefined && passwordHistory !== account.passwordHistory && { passwordHistory }),
    ...(secondFactorRequired !== undefined &&
      secondFactorRequired !== account.secondFactorRequired && { secondFactorRequired }),
    ...(ownDomains !== undefined && ownDomains !== account.ownDomains && { ownDomains }),
  }
}

function actionOf({ enabled }: Partial<AccountSettings>): string {
  if (enabled === undefined) return 'account.update'
  return enabled ? 'account.enable' : 'account.disable'
}
