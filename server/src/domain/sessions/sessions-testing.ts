import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import {
  enterBy,
  makeOwner,
  makeUser,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { User } from '../users/user.ts'
import { checkSession, type LiveSession } from './check-session.ts'
import type { OpenedSession } from './session.ts'

export let world: TestDeps

export let owner: User

export let user: User

export let counter = 0

before(async () => {
  world = await openTestDeps()
  owner = (await makeOwner(world.deps)).user
})

after(() => world.close())

beforeEach(async () => {
  // A name of its own for every test: failures are counted by name.
  user = (await makeUser(world.deps, owner.accountId, `ulla${++counter}`)).user
  world.clock.advance(24 * HOUR_MS)
})

export const visit = visitFrom()

export function enter(name = user.name, brought: string | null = null): Promise<OpenedSession> {
  return enterBy(world.deps, name, PASSWORD, brought)
}

export async function live(opened: OpenedSession): Promise<LiveSession> {
  const session = await checkSession(world.deps, opened.secret)
  assert.ok(session, 'the session is good')
  return session
}
