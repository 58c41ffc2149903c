import type { Page } from '@playwright/test'
import { expect, shownKey, test, verifyKey } from './fixtures.ts'

/** Tab until the named control has the focus; more stops than any page has means it cannot be reached. */
async function tabTo(
  page: Page,
  role: 'button' | 'link' | 'textbox' | 'radio',
  name: string | RegExp,
): Promise<void> {
  const target = page.getByRole(role, { name })
  await expect(target).toBeVisible()
  for (let stops = 0; stops < 40; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${role} ${name} by Tab`)
}

test('sign in, see the key, reset it and go on, with the keyboard alone', async ({
  page,
  server,
  person,
  guard,
}) => {
  await page.goto('/login')
  await tabTo(page, 'textbox', 'Username')
  await page.keyboard.type(person.username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')

  await tabTo(page, 'button', `Account: ${person.username}`)
  await page.keyboard.press('ArrowDown')
  // Letters for the button would be lost.
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await page.keyboard.press('a')
  await expect(page.getByRole('menuitem', { name: 'Account Settings' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Account Settings' })).toBeFocused()

  await tabTo(page, 'button', 'Show API Key')
  await page.keyboard.press('Enter')
  await expect(page.getByText(person.apiKey)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Hide API Key' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(person.apiKey)).toBeHidden()

  await tabTo(page, 'button', 'Reset… API Key')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await tabTo(page, 'radio', 'Immediately')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: '1 hour' })).toBeChecked()
  await page.keyboard.press('ArrowLeft')
  await tabTo(page, 'button', 'Generate New Key')
  await page.keyboard.press('Enter')
  const key = await shownKey(page)
  await expect(page.getByText(key)).toBeFocused()
  guard.keepSecret(key)
  expect(await verifyKey(server, key)).toBe(200)
  expect(await verifyKey(server, person.apiKey)).toBe(401)

  await tabTo(page, 'link', 'Next: Usage overview')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Usage Overview' })).toBeFocused()
})
