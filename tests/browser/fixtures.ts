import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test as base, expect, type Page } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { Guard } from './guard.ts'
import { createPerson, type Person } from './people.ts'

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
      // An answer that a test has changed may still be asked for by a page nobody looks at any more.
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await guard.verify(page)
    },
    { auto: true },
  ],
  person: async ({ server, guard }, use, { workerIndex }) => {
    people += 1
    const person = await createPerson(server, `anna.${workerIndex}.${people}`)
    guard.keepSecret(person.apiKey)
    guard.keepSecret(person.password)
    await use(person)
  },
  settings: async ({ page, person }, use) => {
    await openAs(page, person, '/account/settings')
    await expect(page.getByRole('button', { name: 'Show API Key' })).toBeVisible()
    await use(page)
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  axe: async ({}, use) => use(expectNoViolations),
})

export { expect, type Person }

/** Through the form, as a person does. */
export async function signIn(page: Page, person: Person, next = '/'): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(next)}`)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectSignedIn(page, person)
}

/** A page of somebody who has signed in, for tests that are about something else. */
export async function openAs(page: Page, person: Person, path = '/'): Promise<void> {
  await startSession(page, person)
  await page.goto(path)
  await expectSignedIn(page, person)
}

/** Sends the form of the sign-in page without showing it. */
export async function startSession(page: Page, person: Person): Promise<void> {
  const form = await (await page.request.get('/login')).text()
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(form) ?? []
  const answer = await page.request.post('/login', {
    form: { token, username: person.username, password: person.password },
    headers: { 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(303)
}

const expectSignedIn = (page: Page, { username }: Person) =>
  expect(page.getByRole('button', { name: `Account: ${username}` })).toBeVisible()

declare global {
  interface Window {
    readonly axe?: typeof import('axe-core')
  }
}

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Every rule, nothing switched off; also nothing wider than the screen. The short run looks once at the whole of a
 * document, then at what has changed in it.
 */
/** By axe, and no scrolling sideways. */
export async function expectNoViolations(page: Page): Promise<void> {
  // What a page is about comes with the page itself, which may still be on its way.
  await expect(page.locator('h1').first()).toBeAttached()
  // What is on its way out has no rules to keep.
  await expect(page.locator('[data-ending-style]')).toHaveCount(0)
  const isFirst = await page.evaluate(() => window.axe === undefined)
  // Once for each document: reading the program takes as long as a look.
  if (isFirst) await page.evaluate(AXE)
  const whole = isFirst || process.env['KEYWARD_TEST_FULL'] === '1'
  expect(await page.evaluate(violationsInPage, { values: STANDARDS, whole })).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
}

/** Runs in the page. */
async function violationsInPage({ values, whole }: { values: string[]; whole: boolean }): Promise<string[]> {
  if (!window.axe) throw new Error('axe is not in the page')
  // On its way in something is still transparent; colours are looked at where they have arrived.
  const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)))
  const changing = [...document.querySelectorAll<HTMLElement>('main, [data-base-ui-portal]')]
  const { violations } = await window.axe.run(whole || changing.length === 0 ? document : changing, {
    resultTypes: ['violations'],
    runOnly: { type: 'tag', values },
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Gives the proof of presence back, as a person does from the menu, so that the next act asks for it. */
export async function forgetConfirmation(page: Page): Promise<void> {
  const trigger = page.getByRole('button', { name: /^Account:/ })
  await trigger.click()
  // Escape before it is there would close nothing.
  await expect(page.getByRole('menu')).toBeVisible()
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
