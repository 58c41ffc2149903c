import type { Browser } from '../../../../tests/support/browser.ts'
import { PASSWORD } from '../../../../tests/support/deps.ts'
import type { User } from '../../domain/users/user.ts'

export const isSignedIn = async (browser: Browser) => (await browser.open('/')).headers.location === undefined

/** The first page of a sign-in, on the way to `next`. */
export async function sendPassword(browser: Browser, user: User, next = '', password = PASSWORD) {
  const page = await browser.open(`/login${next && `?next=${encodeURIComponent(next)}`}`)
  return browser.submit(page, '/login', { username: user.name, password })
}
