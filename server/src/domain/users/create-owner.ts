import { type Account, FIRST_ACCOUNT_ID } from '../accounts/account.ts'
import { createAccount } from '../accounts/create-account.ts'
import type { SystemActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { type CreatedUser, createUser } from './create-user.ts'
import { hashNewPassword } from './new-password.ts'
import { ownerExists, recordOwner } from './owner-exists.ts'

export interface NewOwner {
  readonly name: string
  readonly email?: string | null
  readonly passwordHash: string
}

export interface Owner extends CreatedUser {
  readonly account: Account
}

const FIRST_START: SystemActor = { kind: 'system', name: 'first start' }

/**
 * Makes the first account and its owner, who operates the installation and begins the e-mail
 * area, within a transaction.
 * @throws DomainError `account.exists` when there is an operator already; `input.invalid`
 */
export async function createOwner(deps: Deps, tx: Stores, owner: NewOwner): Promise<Owner> {
  if (await ownerExists(tx)) throw new DomainError('account.exists')
  const isTaken = (await tx.accounts.byId(FIRST_ACCOUNT_ID)) !== null
  const account = await createAccount(deps, tx, FIRST_START, {
    name: owner.name,
    // Only by hand can somebody else have got that number: then any other will do.
    ...(!isTaken && { id: FIRST_ACCOUNT_ID }),
  })
  const roles = [SERVICE_ADMIN, USER_ADMIN]
  const created = await createUser(deps, tx, FIRST_START, {
    ...owner,
    accountId: account.id,
    roles,
    adminType: 'super',
  })
  await recordOwner(tx, created.user.id)
  return { ...created, account }
}

/**
 * The owner named in the settings, made at the first start. Null when there is an operator already.
 * @throws DomainError `password.weak`, `input.invalid`
 */
export async function createOwnerOnce(
  deps: Deps,
  owner: { readonly name: string; readonly password: string },
): Promise<Owner | null> {
  if (await ownerExists(deps.store)) return null
  const passwordHash = await hashNewPassword(deps, owner.password, [owner.name])
  try {
    return await deps.store.transaction((tx) => createOwner(deps, tx, { name: owner.name, passwordHash }))
  } catch (error) {
    // Another server on the same database was first.
    if (error instanceof DomainError && ['account.exists', 'user.exists'].includes(error.code)) return null
    throw error
  }
}
