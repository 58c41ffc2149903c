import { after, before } from 'node:test'
import { answerOf, CHEAP_HASHER, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { PASSWORD } from '../../../../tests/support/deps.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import type { PasswordHasher } from '../ports.ts'
import { authenticatePassword } from './verify-password.ts'

export let core: Core

before(async () => {
  core = await openCore()
})

after(() => core.close())

/** The same parts with a hasher of the test’s own. */
export function withHasher(hasher: Partial<PasswordHasher>): Deps {
  return { ...core.deps, hasher: { ...CHEAP_HASHER, ...hasher } }
}

/** Somebody whose password the cheap hasher knows. */
export async function cheapPerson() {
  const { user } = await core.person()
  await core.deps.store.users.update(user.id, { passwordHash: `plain:${PASSWORD}` })
  return user
}

export const cheap = () => withHasher({})

export function enter(deps: Deps, username: string, password: string, origin: Origin = freshOrigin()) {
  return answerOf(authenticatePassword(deps, { username, password }, origin))
}
