import type { Actor } from '../actor.ts'
import type { AdminType } from '../administrators/administrator.ts'
import { requireSuper } from '../administrators/rights.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import { insertKey } from '../keys/create-key.ts'
import { decideShowOnce } from '../keys/show-once.ts'
import { DEFAULT_ROLE, USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { requireRoom } from './account-limit.ts'
import { checkContactId, checkDescription } from './description.ts'
import { checkEmail } from './email.ts'
import { refuseLookAlike } from './look.ts'
import { requireGivable, requireManagedAccount } from './managing.ts'
import { checkUserName } from './name-fault.ts'
import { hashNewPassword } from './new-password.ts'
import { checkRegion, requireComputeRegion } from './region.ts'
import type { User } from './user.ts'

export interface NewUser {
  readonly accountId: string
  readonly name: string
  readonly email?: string | null
  /** Without roles the first user of an account owns it and the others get the default role. */
  readonly roles?: readonly string[]
  readonly defaultRegion?: string | null
  /** False for one who is let in later. */
  readonly enabled?: boolean
  /** PHC string; a user without one cannot sign in to the panel. */
  readonly passwordHash?: string | null
  /** Makes an administrator of the e-mail area. */
  readonly adminType?: AdminType | null
  readonly description?: string
  readonly contactId?: string
}

export interface CreatedUser {
  readonly user: User
  readonly apiKey: string
}

/**
 * Makes a user with an account key, within a transaction.
 * @throws DomainError `user.exists`, `account.not_found`, `actor.forbidden`, `role.not_found`, `input.invalid`
 */
export async function createUser(deps: Deps, tx: Stores, actor: Actor, given: NewUser): Promise<CreatedUser> {
  await requireManagedAccount(tx, actor, given.accountId)
  if (given.adminType) await requireSuper(tx, actor, given.accountId)
  return insertUser(deps, tx, actor, given)
}

/** The same for somebody whose right to make users here is settled already. */
export async function insertUser(deps: Deps, tx: Stores, actor: Actor, given: NewUser): Promise<CreatedUser> {
  checkUserName(given.name)
  await refuseLookAlike(tx, given.name)
  const email = given.email ? checkEmail(given.email) : null
  await requireRoom(tx, actor, given.accountId)
  const showOnce = await decideShowOnce(deps, tx, given.accountId)
  const roles = await rolesFor(tx, given)
  await requireGivable(tx, actor, roles)
  const user = userRow(deps, { ...given, roles, email })
  if (user.defaultRegion !== null) await requireComputeRegion(tx, user.defaultRegion)
  await tx.users.insert(user)
  const act = { action: 'user.create', chain: user.accountId, target: `user:${user.id}` }
  const details = {
    name: user.name,
    roles: roles.join(' '),
    ...(!user.enabled && { enabled: false }),
    ...typeOf(user),
  }
  await recordAct(deps, tx, actor, { ...act, details })
  return { user, apiKey: await insertKey(deps, tx, actor, user, showOnce) }
}

function typeOf({ adminType }: User): { readonly adminType?: string } {
  return adminType === null ? {} : { adminType }
}

/** Hashes the password, if any, and makes the user. @throws as `createUser`; `password.weak`, `busy` */
export async function addUser(
  deps: Deps,
  actor: Actor,
  { password, ...given }: Omit<NewUser, 'passwordHash'> & { readonly password: string | null },
): Promise<CreatedUser> {
  checkUserName(given.name)
  const names = [given.name, given.email ?? '']
  // Before the transaction: hashing takes tens of milliseconds, and every writer would wait for it.
  const passwordHash = password === null ? null : await hashNewPassword(deps, password, names)
  return deps.store.transaction((tx) => createUser(deps, tx, actor, { ...given, passwordHash }))
}

async function rolesFor(tx: Stores, { roles, accountId }: NewUser): Promise<readonly string[]> {
  if (roles && roles.length > 0) return [...new Set(roles)]
  return [(await tx.users.count(accountId)) === 0 ? USER_ADMIN : DEFAULT_ROLE]
}

function userRow(
  deps: Deps,
  given: NewUser & { readonly roles: readonly string[]; readonly email: string | null },
): User {
  const nowMs = deps.clock.now()
  const passwordHash = given.passwordHash ?? null
  return {
    id: randomHexId(deps.random),
    accountId: given.accountId,
    name: given.name,
    email: given.email,
    enabled: given.enabled ?? true,
    roles: given.roles,
    passwordHash,
    passwordId: passwordHash === null ? null : randomHexId(deps.random),
    passwordChangedAtMs: passwordHash === null ? null : nowMs,
    defaultRegion: given.defaultRegion ? checkRegion(given.defaultRegion) : null,
    secondFactor: false,
    secondFactorRule: 'default',
    adminType: given.adminType ?? null,
    contactType: null,
    contactId: given.contactId ? checkContactId(given.contactId) : null,
    description: given.description ? checkDescription(given.description) : null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
}
