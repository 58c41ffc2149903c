import { after, before, beforeEach } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { authenticateKey } from '../../domain/login/verify-key.ts'
import type { User } from '../../domain/users/user.ts'

export const DAY_MS = 24 * HOUR_MS

/** One server for all tests of a file, and before each test a user with a key who has just signed in. */
export let http: TestHttp
export let owner: User
export let user: User
export let apiKey: string
export let browser: Browser
/** Of this test, for names that nobody has yet. */
export let counter = 0

before(async () => {
  http = await openTestHttp()
  owner = (await makeOwner(http.deps)).user
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(DAY_MS)
  ;({ user, apiKey } = await makeUser(http.deps, owner.accountId, `ulla${++counter}`))
  browser = new Browser(http)
  await browser.enter(user)
})

export const use = (key: string, userAgent = 'rclone/v1.60.1', address = '192.0.2.7') =>
  authenticateKey(http.deps, { secret: key, username: null }, { dialect: 'native', address, userAgent })

export const works = (key: string) =>
  use(key).then(
    () => true,
    () => false,
  )

export const reset = (body?: unknown, headers: Record<string, string> = {}, id = 'me') =>
  browser.api('POST', `/users/${id}/key/reset`, body, headers)
