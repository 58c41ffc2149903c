import type { Page } from '@playwright/test'
import { addMailboxes, MAILBOX_PASSWORD, test } from './email-fixtures.ts'
import { expect } from './fixtures.ts'

const NEW_PASSWORD = 'Wet hens 9 outside'

async function signInTo(page: Page, address: string, password = MAILBOX_PASSWORD): Promise<void> {
  await page.goto('/mailbox')
  await page.getByLabel('E-mail address').fill(address)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Your mailbox' })).toBeVisible()
}

/** No page of it scrolls sideways on a phone. */
async function expectFits(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider).toBe(0)
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the owner of a mailbox answers and forwards mail, and makes a password for a phone, by keyboard alone', {
    tag: '@short',
  }, async ({ page, ask, domain, guard }) => {
    guard.expectStatus(400, /\/mailbox\/vacation$/)
    await addMailboxes(ask, domain, ['ann'])
    await signInTo(page, `ann@${domain}`)
    const open = async (name: string) => {
      await page.getByRole('link', { name, exact: true }).first().focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    }
    const send = async (name: string) => {
      await page.getByRole('button', { name }).focus()
      await page.keyboard.press('Enter')
    }
    await open('Vacation')
    await page.getByLabel('I am away').focus()
    await page.keyboard.press('Space')
    await send('Save')
    await expect(page.getByText('A vacation message must be given')).toBeVisible()
    await page.getByLabel('Answer', { exact: true }).fill('Back on Monday.')
    await send('Save')
    await expect(page.getByRole('status')).toHaveText('Saved.')
    await open('Forwarding')
    await expect(page.getByLabel('Keep a copy here')).toBeChecked()
    await page.getByLabel('Forward my mail to').fill('ann@else.example')
    await send('Save')
    await expect(page.getByRole('status')).toContainText('Saved.')
    await open('App passwords')
    await page.getByLabel('Program').fill('phone')
    await page.getByLabel('Current password').fill(MAILBOX_PASSWORD)
    await send('Make the password')
    await expect(page.getByRole('code')).toHaveText(/^[0-9a-f]{40}$/)
    await page.getByRole('link', { name: 'I have it' }).click()
    await page.getByText('Remove phone').click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await expect(page.getByRole('status')).toContainText('removed')
    await page.getByRole('link', { name: 'Overview' }).click()
    await expect(page.getByText('To ann@else.example; a copy is kept here')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in to your mailbox' })).toBeVisible()
  })
})

test('every page of a mailbox is readable for all, fits a phone, and takes a new password', async ({
  page,
  ask,
  domain,
  axe,
  guard,
}) => {
  guard.expectStatus(401, /\/mailbox$/)
  guard.expectStatus(400, /\/mailbox\//)
  await addMailboxes(ask, domain, ['a-rather-long-name-of-a-mailbox-that-wraps-somewhere'])
  const address = `a-rather-long-name-of-a-mailbox-that-wraps-somewhere@${domain}`
  await page.goto('/mailbox')
  await axe(page)
  await page.getByLabel('E-mail address').fill(address)
  await page.getByLabel('Password').fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('The address or the password is not right.')
  await axe(page)
  await signInTo(page, address)
  await page.setViewportSize({ width: 320, height: 700 })
  for (const path of ['', '/vacation', '/forwarding', '/app-passwords', '/password']) {
    await page.goto(`/mailbox${path}`)
    await axe(page)
    await expectFits(page)
  }
  await page.getByLabel('Current password').fill(MAILBOX_PASSWORD)
  await page.getByLabel('New password', { exact: true }).fill('short')
  await page.getByLabel('New password again').fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('at least 8 characters')).toBeVisible()
  await expect(page.getByLabel('New password', { exact: true })).toBeFocused()
  await axe(page)
  await page.getByLabel('Current password').fill(MAILBOX_PASSWORD)
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
  await page.getByLabel('New password again').fill(NEW_PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('The password is changed.')
  await page.context().clearCookies()
  await signInTo(page, address, NEW_PASSWORD)
})
