import { DomainError } from '../errors.ts'
import { SERVICE_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import type { User } from './user.ts'

/**
 * Makes sure that somebody who can act operates the installation after a change.
 * @param remains whether a user will still be there, enabled and an operator
 * @throws DomainError `owner.protected`
 */
export async function keepAnOperator(tx: Stores, remains: (user: User) => boolean): Promise<void> {
  const operators = await heldOperators(tx)
  // Before the first owner there is nobody to lose.
  if (operators.length === 0 || operators.some(remains)) return
  throw new DomainError('owner.protected', {
    reason: 'This is the last enabled operator (identity:service-admin). Make another user operator first.',
  })
}

/** Enabled operators, each held: two of them disabled at the same moment must not both count on the other. */
async function heldOperators(tx: Stores): Promise<readonly User[]> {
  const candidates = (await tx.users.list({ role: SERVICE_ADMIN })).filter(isOperatorUser).sort(byId)
  const operators: User[] = []
  for (const { id } of candidates) {
    await tx.users.hold(id)
    const user = await tx.users.byId(id)
    if (user && isOperatorUser(user) && (await isEnabled(tx, user))) operators.push(user)
  }
  return operators
}

function isOperatorUser(user: User): boolean {
  return user.roles.includes(SERVICE_ADMIN)
}

async function isEnabled(tx: Stores, user: User): Promise<boolean> {
  const account = await tx.accounts.byId(user.accountId)
  return user.enabled && account?.enabled === true
}

function byId(left: User, right: User): number {
  return left.id < right.id ? -1 : 1
}
