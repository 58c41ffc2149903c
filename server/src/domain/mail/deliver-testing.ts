import { afterEach, beforeEach } from 'node:test'
import {
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { addAccount } from '../accounts/create-account.ts'
import { readPasswordLink } from '../links/password-link.ts'
import { swapLink } from '../links/swap-link.ts'
import { createUser } from '../users/create-user.ts'
import type { User } from '../users/user.ts'
import { forgotPassword } from './forgot-password.ts'
import type { AnyLetter } from './outgoing.ts'

export let world: TestDeps

export let ulla: User

export const visit = visitFrom()

export const EMAIL = 'ulla@example.com'

beforeEach(async () => {
  world = await openTestDeps({ sendsMail: true })
  await makeOwner(world.deps)
  const account = await addAccount(world.deps, OPERATOR, { name: 'Example' })
  ulla = (await makeUser(world.deps, account.id, 'ulla', { email: EMAIL })).user
})

afterEach(() => world.close())

export const forgot = (name = 'ulla') => forgotPassword(world.deps, name, visit)

export const waiting = async () => (await world.deps.store.outbox.state()).waiting

export const secretOf = (letter: AnyLetter | undefined) =>
  letter !== undefined && 'link' in letter ? (letter.link?.secret ?? '') : ''

export const opens = async (kind: 'reset' | 'invitation', secret: string) => {
  const ticket = await swapLink(world.deps, kind, secret)
  return readPasswordLink(world.deps, kind, ticket)
}

/** Somebody without a password: a program, or a guest who has not come yet. */
export function guest(name: string, email: string | null = 'guest@example.com'): Promise<User> {
  const given = { accountId: ulla.accountId, name, email }
  return world.deps.store.transaction(async (tx) => (await createUser(world.deps, tx, OPERATOR, given)).user)
}
