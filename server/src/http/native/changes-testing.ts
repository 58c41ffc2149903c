import assert from 'node:assert/strict'
import { after, before, beforeEach } from 'node:test'
import type { Browser } from '../../../../tests/support/browser.ts'
import { type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { changesSomething, OPERATIONS } from '../../../../tests/support/native-operations.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'

/**
 * For what every operation that changes something must refuse, and do once only: before each test a new owner, who has
 * signed in, or the last one, to whom nothing has happened.
 */
export let world: NativeWorld
export let user: User
export let apiKey: string
export let browser: Browser

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())
let isUntouched = false
beforeEach(async () => {
  const wasUntouched = isUntouched
  isUntouched = false
  if (wasUntouched) return
  ;({ user, apiKey } = await world.someoneIn(await world.newAccount(), [USER_ADMIN]))
  await world.newSubject(user.accountId)
  browser = await world.browserOf(user)
})

/** Fails when anything durable is different after the act; if not, the next test may have the same people. */
export async function changingNothing(act: () => Promise<unknown>): Promise<void> {
  await world.changingNothing(act)
  isUntouched = true
}

export const CHANGES = OPERATIONS.filter((operation) => changesSomething(operation))

export function operationOf(id: string) {
  return OPERATIONS.find((operation) => operation.id === id) ?? assert.fail(id)
}
