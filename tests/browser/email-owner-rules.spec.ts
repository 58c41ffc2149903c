import { codeAt } from '../support/factors.ts'
import { addMailboxes, MAILBOX_PASSWORD, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('a domain asks the owners of its mailboxes for an app, and they set one up on the way in', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe, browser, guard }) => {
  // The second removal finds none.
  guard.expectStatus(404, /second-factor/)
  await addMailboxes(ask, domain, ['ann'])
  await openAs(page, admin, `/email/domains/${domain}?tab=delivery`)
  await page.getByLabel('They change their passwords themselves').uncheck()
  await page.getByLabel('Code of an app besides the password').selectOption('Asked of everybody')
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Owners of mailboxes' }) })
  await card.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`owners of mailboxes of ${domain} was changed.`).first()).toBeVisible()
  await axe(page)
  expect(await ask('GET', `/domains/${domain}/owner-rules`)).toEqual({
    changePassword: false,
    secondFactor: 'forced',
  })
  const context = await browser.newContext()
  const own = await context.newPage()
  await own.goto(new URL('/mailbox', page.url()).href)
  await own.getByLabel('E-mail address').fill(`ann@${domain}`)
  await own.getByLabel('Password').fill(MAILBOX_PASSWORD)
  await own.keyboard.press('Enter')
  await expect(own.getByText('Your administrator asks for a second factor')).toBeVisible()
  await expect(own.getByRole('link', { name: 'Password', exact: true })).toHaveCount(0)
  await axe(own)
  await own.getByLabel('Current password').fill(MAILBOX_PASSWORD)
  await own.getByRole('button', { name: 'Set up an app' }).click()
  await expect(own.getByRole('img', { name: 'QR code' })).toBeVisible()
  await axe(own)
  const secret = ((await own.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await own.getByLabel('Code').fill(codeAt(secret, Date.now()))
  await own.getByRole('button', { name: 'Set up' }).click()
  await expect(own.getByRole('heading', { name: 'Your mailbox' })).toBeVisible()
  await context.close()
  await page.goto(`/email/mailboxes/ann@${domain}?tab=password`)
  for (const said of [
    `The authenticator app of ann@${domain} was removed.`,
    'This mailbox has no authenticator app.',
  ]) {
    await page.getByRole('button', { name: 'Remove the app…' }).click()
    await axe(page)
    await page.getByRole('button', { name: 'Remove the app', exact: true }).click()
    await expect(page.getByText(said).first()).toBeVisible()
  }
})
