import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { ListedUser } from '../users/listed-user.ts'
import type { User } from '../users/user.ts'
import type { AdminType } from './administrator.ts'
import { requireSuper } from './rights.ts'
import { type AdminSettings, NO_SETTINGS } from './settings.ts'

/** An administrator as super administrators of the account see one. */
export interface Administrator {
  readonly listed: ListedUser
  readonly type: AdminType
  readonly settings: AdminSettings
}

/**
 * The administrators of an account, by name.
 * @throws DomainError `account.not_found`, `actor.forbidden`
 */
export async function listAdministrators(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
): Promise<readonly Administrator[]> {
  await requireSuper(store, actor, accountId)
  const users = (await store.users.list({ accountId })).filter(({ adminType }) => adminType !== null)
  const agreed = new Map((await store.administrators.ofAccount(accountId)).map((one) => [one.userId, one]))
  const found = users.map(({ id }) => described(store, id, agreed.get(id) ?? NO_SETTINGS))
  const administrators = (await Promise.all(found)).filter((one) => one !== null)
  return administrators.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
}

function nameOf({ listed }: Administrator): string {
  return listed.user.name.toLowerCase()
}

/**
 * One of them.
 * @param user names one by id or by name
 * @throws DomainError `user.not_found`, also for a user who is no administrator; `account.not_found`, `actor.forbidden`
 */
export async function findAdministrator(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
  user: { readonly id: string } | { readonly name: string },
): Promise<Administrator> {
  await requireSuper(store, actor, accountId)
  const found = 'id' in user ? await store.users.byId(user.id) : await store.users.byName(user.name)
  if (found?.accountId !== accountId) throw new DomainError('user.not_found')
  return administratorOf(store, found)
}

/** @throws DomainError `user.not_found` for a user who is no administrator */
export async function administratorOf(
  stores: Pick<Stores, 'users' | 'administrators'>,
  { id }: Pick<User, 'id'>,
): Promise<Administrator> {
  const administrator = await described(stores, id, (await stores.administrators.settings(id)) ?? NO_SETTINGS)
  if (!administrator) throw new DomainError('user.not_found')
  return administrator
}

async function described(
  stores: Pick<Stores, 'users'>,
  userId: string,
  settings: AdminSettings,
): Promise<Administrator | null> {
  const listed = await stores.users.listed(userId)
  const type = listed?.user.adminType ?? null
  return listed && type ? { listed, type, settings } : null
}
