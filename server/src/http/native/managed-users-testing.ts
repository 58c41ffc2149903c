import { after, before, beforeEach } from 'node:test'
import type { Browser } from '../../../../tests/support/browser.ts'
import { type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'

/** Before each test: a new account with an owner, who has signed in, and a member. */
export let world: NativeWorld
export let accountId: string
export let owner: User
export let ownerKey: string
export let member: User
export let memberKey: string
export let browser: Browser

before(async () => {
  world = await openNativeWorld()
})
after(() => world.http.close())
beforeEach(async () => {
  accountId = await world.newAccount()
  ;({ user: owner, apiKey: ownerKey } = await world.someoneIn(accountId, [USER_ADMIN]))
  ;({ user: member, apiKey: memberKey } = await world.someoneIn(accountId))
  browser = await world.browserOf(owner)
})
