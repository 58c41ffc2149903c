import { DomainError } from '../domain/errors.ts'
import type { Store } from '../domain/store.ts'
import type { User } from '../domain/users/user.ts'

/** @throws DomainError `user.not_found` */
export async function userNamed(store: Store, name: string): Promise<User> {
  const user = await store.users.byName(name)
  if (!user) throw new DomainError('user.not_found')
  return user
}
