import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('a password for a phone is made, shown once, and removed', { tag: '@short' }, async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await addMailboxes(ask, domain, ['ann'])
  await openAs(page, admin, `/email/mailboxes/ann@${domain}`)
  await page.getByRole('link', { name: 'App passwords' }).click()
  await expect(page.getByText('There are none.')).toBeVisible()
  await axe(page)
  await page.getByLabel('Sending (SMTP)').uncheck()
  await page.getByLabel('Program').fill('phone')
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The password of phone')
  await expect(alert.getByRole('code')).toHaveText(/^[0-9a-f]{40}$/)
  const row = page.getByRole('row').filter({ hasText: 'phone' })
  await expect(row).toContainText('IMAP')
  await expect(row).not.toContainText('SMTP')
  await expect(row).toContainText('Never')
  await axe(page)
  await page.getByRole('button', { name: 'I have it' }).click()
  await expect(alert).toBeHidden()
  await row.getByRole('button', { name: 'Remove phone' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('There are none.')).toBeVisible()
})

test('no way in is said at its place, and nothing is made', async ({
  page,
  admin,
  domain,
  ask,
  axe,
  guard,
}) => {
  guard.expectStatus(400, /\/app-passwords$/)
  await addMailboxes(ask, domain, ['ben'])
  await openAs(page, admin, `/email/mailboxes/ben@${domain}?tab=appPasswords`)
  await page.getByLabel('Program').fill('phone')
  for (const label of ['Sending (SMTP)', 'Reading (IMAP)']) await page.getByLabel(label).uncheck()
  await page.getByRole('button', { name: 'Make an app password' }).click()
  await expect(page.getByRole('alert')).toContainText('Name at least one of imap, pop3 and smtp.')
  await axe(page)
  await expect(page.getByText('There are none.')).toBeVisible()
})
