import type { Page } from '@playwright/test'
import { startServer } from '../support/server.ts'
import { test as base, expect } from './fixtures.ts'
import { createPerson, invite, PASSWORD } from './people.ts'

/** On a server that nobody has set up, or invited anybody to. */
const test = base.extend<object, { readonly setUpPath: string }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const server = await startServer({ env: { KEYWARD_OWNER_USERNAME: '', KEYWARD_OWNER_PASSWORD: '' } })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  setUpPath: [
    async ({ server }, use) => use(/\/setup\/\S+/.exec(server.output())?.[0] ?? 'no link'),
    { scope: 'worker' },
  ],
})

async function choosePassword(page: Page, password: string, again: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Password again').fill(again)
  await page.getByRole('main').getByRole('button').click()
}

test('the printed link makes the owner, who lands on Home; an invited user follows; used links are dead', {
  tag: '@short',
}, async ({ page, server, setUpPath, guard, axe }) => {
  guard.keepSecret(PASSWORD)
  guard.expectStatus(400, /\/(setup|invite)$/)
  await page.goto(setUpPath)
  await expect(page).toHaveURL(/\/setup$/)
  await axe(page)
  await page.getByLabel('Username').fill('olga')
  await choosePassword(page, PASSWORD, `${PASSWORD}!`)
  await expect(page.getByLabel('Username')).toHaveValue('olga')
  await expect(page.getByLabel('Password again')).toHaveAccessibleDescription(/not the same|differ/i)
  await axe(page)
  await choosePassword(page, PASSWORD, PASSWORD)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Account: olga' })).toBeVisible()
  await expect(page.getByText('The catalog is empty.')).toBeVisible()
  await axe(page)

  await page.goto('/services')
  await expect(page.getByRole('heading', { name: 'No service yet' })).toBeVisible()
  await expect(page.getByText('npx keyward')).toBeHidden()
  await axe(page)
  await page.getByRole('button', { name: /Show as code/ }).click()
  await expect(page.getByText('npx keyward service add')).toBeVisible()
  await page.getByRole('button', { name: 'Add a service', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()

  const { username } = await createPerson(server, 'ines')
  const path = await invite(server, username)
  await page.goto(path)
  await expect(page).toHaveURL(/\/invite$/)
  await expect(page.getByLabel('Username')).toHaveValue(username)
  await axe(page)
  await choosePassword(page, 'too short', 'too short')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await axe(page)
  await choosePassword(page, PASSWORD, PASSWORD)
  await expect(page.getByRole('button', { name: `Account: ${username}` })).toBeVisible()
  await page.goto('/services')
  await expect(page.getByText('Whoever runs this installation adds services.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a service' })).toHaveCount(0)

  guard.expectStatus(404, /\/(setup|invite)/)
  for (const used of [setUpPath, path]) {
    await page.goto(used)
    await expect(page.getByRole('heading', { level: 1, name: 'This link does not work' })).toBeVisible()
    await axe(page)
  }
})
