import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import type { Account } from './account.ts'
import { type CustomerFacts, checkedFacts, NO_FACTS } from './contact.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { listAccounts } from './list-accounts.ts'
import { accountFor } from './own-account.ts'
import { updateWithin } from './update-account.ts'

/** An account as those see it who run the installation. */
export interface Customer extends Pick<Account, 'id' | 'name'> {
  readonly facts: CustomerFacts
}

/** What is not named stays as it is. */
interface CustomerChange {
  readonly name?: string
  readonly facts: Partial<CustomerFacts>
}

/** By number. @throws DomainError `actor.forbidden` for anybody but staff */
export async function listCustomers(deps: Deps, actor: Actor): Promise<readonly Customer[]> {
  const accounts = await listAccounts(deps, actor)
  const facts = await deps.store.accountContacts.all()
  return accounts.map(({ id, name }) => ({ id, name, facts: facts.get(id) ?? NO_FACTS }))
}

/** One that the actor has been found to see. @throws DomainError `account.not_found` */
export async function customerFor(deps: Pick<Deps, 'store'>, accountId: string): Promise<Customer> {
  const { id, name } = await accountFor(deps, accountId)
  return { id, name, facts: await factsOf(deps.store, id) }
}

/** The one with this number of theirs. @throws DomainError `account.not_found`, `actor.forbidden` */
export async function customerByReference(
  deps: Deps,
  actor: Actor,
  referenceNumber: string,
): Promise<Customer> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  const accountId = await deps.store.accountContacts.byReference(referenceNumber)
  if (accountId === null) throw new DomainError('account.not_found')
  return customerFor(deps, accountId)
}

/** @throws DomainError `actor.forbidden`, `input.invalid`, also for a reference number that another customer has */
export async function addCustomer(
  deps: Deps,
  actor: Actor,
  { facts, ...account }: NewAccount & Pick<CustomerChange, 'facts'>,
): Promise<Customer> {
  const checked = checkedFacts(facts)
  return deps.store.transaction(async (tx) => {
    const { id, name } = await createAccount(deps, tx, actor, account)
    return { id, name, facts: await changeFacts(deps, tx, actor, id, checked) }
  })
}

/** All of it or nothing. @throws DomainError as `updateAccount`, and as `addCustomer` */
export async function changeCustomer(
  deps: Deps,
  actor: Actor,
  accountId: string,
  { name, facts }: CustomerChange,
): Promise<Customer> {
  const checked = checkedFacts(facts)
  return deps.store.transaction(async (tx) => {
    const account = await updateWithin(deps, tx, actor, accountId, name === undefined ? {} : { name })
    return { ...account, facts: await changeFacts(deps, tx, actor, accountId, checked) }
  })
}

export async function factsOf(
  { accountContacts }: Pick<Stores, 'accountContacts'>,
  accountId: string,
): Promise<CustomerFacts> {
  return (await accountContacts.ofAccount(accountId)) ?? NO_FACTS
}

/** Within a transaction, by somebody who may change the account. What somebody is reached by is not in the log. */
export async function changeFacts(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  accountId: string,
  change: Partial<CustomerFacts>,
): Promise<CustomerFacts> {
  await tx.accounts.hold(accountId)
  const before = await factsOf(tx, accountId)
  const facts = { ...before, ...change }
  const fields = FIELDS.filter((field) => facts[field] !== before[field])
  if (fields.length === 0) return before
  requireKeeper(actor, accountId)
  if (fields.includes('referenceNumber')) await checkReference(tx, actor, facts.referenceNumber)
  await tx.accountContacts.put(accountId, facts)
  const act = { action: 'account.contact', chain: accountId, target: `account:${accountId}` }
  await recordAct(deps, tx, actor, { ...act, details: { fields: fields.join(' ') } })
  return facts
}

const FIELDS = [
  ...(['referenceNumber', 'addressLine1', 'addressLine2', 'city', 'state', 'zip', 'country'] as const),
  ...(['phone', 'email'] as const),
]

/** Managers change what is about users alone: this is about the account. */
function requireKeeper(actor: Actor, accountId: string): void {
  const isOwner = actor.kind === 'user' && actor.accountId === accountId && actor.roles.includes(USER_ADMIN)
  if (!isOwner && !isOperator(actor)) throw new DomainError('actor.forbidden')
}

/** Those who run the installation give them: an account cannot pass for another one in their books. */
async function checkReference(tx: Stores, actor: Actor, referenceNumber: string): Promise<void> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  if (referenceNumber === '' || (await tx.accountContacts.byReference(referenceNumber)) === null) return
  const reason = 'Another customer has this reference number.'
  throw new DomainError('input.invalid', { field: 'referenceNumber', reason })
}
