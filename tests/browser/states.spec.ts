import type { Page } from '@playwright/test'
import { expect, openAs, signIn, test } from './fixtures.ts'
import { createPerson } from './people.ts'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly headers?: Record<string, string>
}

const refuse = (page: Page, path: string, { status, code, headers = {} }: Refusal) =>
  page.route(path, (route) =>
    route.fulfill({
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
      json: { type: 'about:blank', title: 'x', status, detail: 'x', code, requestId: 'req-4711' },
    }),
  )

test('an error names the request and lets the person try again; the rest of the page stands', async ({
  guard,
  settings,
  axe,
}) => {
  guard.expectStatus(500, /\/key$/)
  await refuse(settings, '**/users/me/key', { status: 500, code: 'internal' })
  await settings.reload()
  const alert = settings.getByRole('alert')
  await expect(alert).toContainText('The API key could not be loaded.')
  await expect(alert).toContainText('req-4711')
  await expect(settings.getByRole('term').filter({ hasText: 'Account number' })).toBeVisible()
  await axe(settings)
  await settings.unrouteAll({ behavior: 'ignoreErrors' })
  await alert.getByRole('button', { name: 'Retry' }).click()
  await expect(settings.getByRole('button', { name: 'Show API Key' })).toBeVisible()
})

test('a key that is refused says why, and what is gone is not offered', async ({ settings, axe }) => {
  const row = settings.getByRole('button', { name: 'Show API Key' })
  await expect(row).toBeVisible()
  for (const [state, words, shows] of [
    ['unconfirmed', 'put back from a backup', 1],
    ['lost', 'old master key', 0],
  ] as const) {
    await settings.route('**/users/me/key', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), state } })
    })
    await settings.reload()
    await expect(settings.getByText(words)).toBeVisible()
    await expect(row).toHaveCount(shows)
    await expect(settings.getByRole('button', { name: 'Reset… API Key' })).toBeVisible()
    await axe(settings)
    await settings.goto('/')
    await expect(settings.getByText('One key, refused: reset it')).toBeVisible()
    await settings.goto('/account/settings')
    await settings.unrouteAll({ behavior: 'ignoreErrors' })
  }
})

test('when there were too many attempts, Retry counts down and waits', async ({ guard, settings, axe }) => {
  guard.expectStatus(429, /reveal$/)
  await refuse(settings, '**/key/reveal', {
    status: 429,
    code: 'throttled',
    headers: { 'retry-after': '30' },
  })
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  const alert = settings.getByRole('alert')
  await expect(alert.getByText(/^Try again in \d+ seconds\.$/)).toBeVisible()
  await expect(alert.getByRole('button', { name: 'Retry' })).toHaveAttribute('aria-disabled', 'true')
  await axe(settings)
})

test('a slow answer shows where it will stand, and after eight seconds says that it is slow', async ({
  settings,
  axe,
}) => {
  await settings.clock.install()
  await settings.route('**/users/me/key', () => undefined)
  await settings.reload()
  await expect(settings.getByRole('term').filter({ hasText: 'Account number' })).toBeVisible()
  await settings.clock.runFor(1000)
  await expect(settings.locator('[aria-busy=true][data-visible]')).toBeVisible()
  await axe(settings)
  await settings.clock.runFor(8000)
  await expect(settings.getByText('This takes longer than usual.')).toBeVisible()
})

test('offline the page stays, says so, and recovers by itself', async ({ context, guard, settings, axe }) => {
  guard.allowNetworkFailures()
  await context.setOffline(true)
  await expect(settings.getByText('You are offline.')).toBeVisible()
  await axe(settings)
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByRole('alert')).toContainText('The server did not answer.')
  await context.setOffline(false)
  await expect(settings.getByText('You are offline.')).toBeHidden()
})

test('when the session has ended a dialog lies over the page; signed in again, what was being done goes on', {
  tag: '@short',
}, async ({ context, guard, person, settings, axe }) => {
  guard.expectStatus(401, /\/api\/v1\//)
  await settings.getByRole('button', { name: 'Edit Email Address' }).click()
  await settings.getByRole('textbox', { name: 'Email Address' }).fill('half@typed.example')
  await context.clearCookies()
  await settings.getByRole('button', { name: 'Save' }).click()
  const dialog = settings.getByRole('alertdialog', { name: 'You have been signed out' })
  await expect(dialog).toBeVisible()
  await axe(settings)
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('link', { name: 'Sign in again' }).click(),
  ])
  await signIn(tab, person, '/account/settings')
  await tab.close()
  await expect(dialog).toBeHidden()
  await expect(settings.getByText('You are not signed in any more.')).toHaveCount(0)
  await expect(settings.getByRole('textbox', { name: 'Email Address' })).toBeHidden()
  await expect(settings.getByText('half@typed.example')).toBeVisible()
})

test('what somebody was doing does not go on for the next person who signs in', async ({
  context,
  guard,
  server,
  settings,
}) => {
  const next = await createPerson(server, `nina.${Date.now()}`)
  guard.expectStatus(401, /\/api\/v1\//)
  await settings.getByRole('button', { name: 'Edit Email Address' }).click()
  await settings.getByRole('textbox', { name: 'Email Address' }).fill('half@typed.example')
  await context.clearCookies()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByRole('alertdialog', { name: 'You have been signed out' })).toBeVisible()
  const tab = await context.newPage()
  await signIn(tab, next, '/account/settings')
  await tab.close()
  await expect(settings.getByRole('button', { name: `Account: ${next.username}` })).toBeVisible()
  await expect(settings.getByText('None yet')).toBeVisible()
})

test('a page that is older than the server offers to load the new one, and does not reload by itself', async ({
  settings,
  axe,
}) => {
  await settings.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...(await answer.json()), serverVersion: '99.0.0' } })
  })
  await settings.reload()
  await expect(settings.getByText('Keyward 99.0.0 is running now.')).toBeVisible()
  await axe(settings)
  await settings.unrouteAll({ behavior: 'ignoreErrors' })
  await settings.getByRole('button', { name: 'Reload', exact: true }).click()
  await expect(settings.getByRole('button', { name: 'Show API Key' })).toBeVisible()
  await expect(settings.getByText('is running now')).toBeHidden()
})

test('two minutes before the session ends the page says so, and one press goes on', async ({
  settings,
  axe,
}) => {
  await settings.route('**/api/v1/session', async (route) => {
    const answer = await route.fetch()
    const session = await answer.json()
    await route.fulfill({ json: { ...session, expiresAt: new Date(Date.now() + 90_000).toISOString() } })
  })
  await settings.reload()
  await expect(settings.getByText(/^Your session ends at/)).toBeVisible()
  await axe(settings)
  await settings.unrouteAll({ behavior: 'ignoreErrors' })
  await settings.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(settings.getByText(/^Your session ends at/)).toBeHidden()
})

test('a network lost before the dialogs are fetched is no fault of the page', async ({
  page,
  person,
  guard,
}) => {
  guard.allowNetworkFailures()
  await page.clock.install()
  await openAs(page, person)
  await page.context().setOffline(true)
  const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('DialogBox'))
  await page.clock.runFor(2_500)
  await refused
  await expect(page.getByText('You are offline')).toBeVisible()
  await page.context().setOffline(false)
})
