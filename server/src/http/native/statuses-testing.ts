import { after, before, beforeEach } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import {
  bearer,
  type CallOptions,
  forgetFailures,
  type NativeWorld,
  openNativeWorld,
} from '../../../../tests/support/native.ts'
import { isForSupers } from '../../../../tests/support/native-admins.ts'
import { isMail } from '../../../../tests/support/native-mail.ts'
import {
  isForOperators,
  isForOwners,
  type Operation,
  takesCredential,
  takesSession,
} from '../../../../tests/support/native-operations.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'

/** For each test a new user of an account of its own, who has signed in, unless nothing happened to the last one. */
export let world: NativeWorld
export let user: User
export let apiKey: string
export let browser: Browser
/** Then the next test may have the people of the last one: to make them is most of the work. */
let isUntouched = false

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())
beforeEach(async () => {
  if (isUntouched) return
  forgetFailures(world)
  ;({ user, apiKey } = await world.someoneIn(await world.newAccount(), [USER_ADMIN]))
  await world.newSubject(user.accountId)
  browser = await world.browserOf(user)
})

/** To be said by each test of what it does. */
export function touches(nothing: boolean): void {
  isUntouched = nothing
}

export const needsRank = (operation: Operation) =>
  isForOwners(operation) || isForOperators(operation) || isMail(operation) || isForSupers(operation)

export const stranger = () => new Browser(world.http)

/** As whoever the operation is for: somebody signed in, a program with a key, or anybody. */
export function asCaller(operation: Operation, more: CallOptions = {}) {
  if (takesSession(operation)) return world.call(browser, operation, more)
  const headers = takesCredential(operation) ? { ...bearer(apiKey), ...more.headers } : more.headers
  return world.call(stranger(), operation, { ...more, ...(headers && { headers }) })
}
