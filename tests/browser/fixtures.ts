import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { createUser, startServer, type TestServer } from '../support/server.ts'
import { Guard } from './guard.ts'

/** Somebody made for one test, with a key. */
export interface Person {
  readonly username: string
  readonly userId: string
  readonly accountId: string
  readonly apiKey: string
  readonly password: string
}

interface TestFixtures {
  readonly guard: Guard
  readonly person: Person
  /** Signed in as `person`, at Account Settings. */
  readonly settings: Page
  readonly axe: (page: Page) => Promise<void>
}

interface WorkerFixtures {
  readonly server: TestServer
}

const PASSWORD = 'seven quiet herons over the harbour'
let people = 0

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  guard: [
    async ({ page, server }, use) => {
      const guard = new Guard(server.url)
      await guard.watch(page)
      await use(guard)
      await guard.verify(page)
    },
    { auto: true },
  ],
  person: async ({ server, guard }, use, { workerIndex }) => {
    people += 1
    const username = `anna.${workerIndex}.${people}`
    const created = await createUser(server, username, { password: PASSWORD })
    guard.keepSecret(created.apiKey)
    guard.keepSecret(PASSWORD)
    await use({ ...created, password: PASSWORD })
  },
  settings: async ({ page, person }, use) => {
    await signIn(page, person, '/account/settings')
    await expect(page.getByRole('button', { name: 'Show API Key' })).toBeVisible()
    await use(page)
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  axe: async ({}, use) => use(expectNoViolations),
})

export { expect }

export async function signIn(page: Page, person: Person, next = '/'): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`)
  await page.getByLabel('User name').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: `Account: ${person.username}` })).toBeVisible()
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every rule, nothing switched off; also nothing wider than the screen. */
async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(STANDARDS).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
}

/** Gives the proof of presence back, as a person does from the menu, so that the next act asks for it. */
export async function forgetConfirmation(page: Page): Promise<void> {
  const trigger = page.getByRole('button', { name: /^Account:/ })
  await trigger.click()
  const confirmed = page.getByRole('menuitem', { name: /^Confirmed until/ })
  if (await confirmed.isVisible()) {
    await confirmed.click()
    await expect(confirmed).toBeHidden()
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
}

/** Answers the password question when it comes. */
export async function confirmWith(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' })
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog).toBeHidden()
}

/** The value that the row shows. */
export async function shownKey(page: Page): Promise<string> {
  const code = page.locator('code').filter({ hasText: /^[0-9a-f]{32}$/ })
  await expect(code).toBeVisible()
  return (await code.textContent()) ?? ''
}

/** What a program does with a key: status of `GET /api/v1/verify`. */
export async function verifyKey(server: TestServer, key: string, userAgent = 'test/1.0'): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'user-agent': userAgent }
  const { status } = await fetch(`${server.url}/api/v1/verify`, { headers })
  return status
}

/** Logs in the way older client libraries do. */
export async function logIn(
  server: TestServer,
  { username, key, userAgent }: { username: string; key: string; userAgent: string },
): Promise<number> {
  const { status } = await postLogin(server, username, key, userAgent)
  return status
}

/** Takes the key away without giving another, as a client of Identity v2.0 can. */
export async function deleteKey(server: TestServer, { username, apiKey, userId }: Person): Promise<void> {
  const login = await postLogin(server, username, apiKey, 'test/1.0')
  const { access } = await login.json()
  const path = `/v2.0/users/${userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials`
  const headers = { 'x-auth-token': access.token.id }
  const { status } = await fetch(server.url + path, { method: 'DELETE', headers })
  expect(status).toBe(204)
}

function postLogin(server: TestServer, username: string, key: string, userAgent: string): Promise<Response> {
  return fetch(`${server.url}/v2.0/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
    body: JSON.stringify({ auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey: key } } }),
  })
}
