import { addMailboxes, MAILBOX_PASSWORD, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('a way in is switched off, says who did it, and Undo opens it again', { tag: '@short' }, async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await addMailboxes(ask, domain, ['ann'])
  const address = `ann@${domain}`
  await openAs(page, admin, `/email/mailboxes/${address}`)
  await page.getByRole('link', { name: 'Access', exact: true }).click()
  await expect(page).toHaveURL(/\?tab=access$/)
  const pop3 = page.getByLabel('Fetching (POP3)')
  await expect(pop3).toBeChecked()
  await axe(page)
  await pop3.uncheck()
  await page.getByRole('button', { name: 'Save ways in' }).click()
  await expect(page.locator('#content').getByText(`The ways in to ${address} were saved.`)).toBeVisible()
  await expect(page.getByText(/^Last changed by /)).toBeVisible()
  await page.reload()
  await expect(pop3).not.toBeChecked()
  for (const label of ['Reading (IMAP)', 'Sending (SMTP)']) await page.getByLabel(label).uncheck()
  await expect(page.getByText('Nobody can read or send with a mail program.')).toBeVisible()
  await page.getByRole('button', { name: /Show as code/ }).click()
  await expect(page.getByText(/"protocols":\s*\[\]/).first()).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Save ways in' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Sending (SMTP)')).toBeChecked()
  await expect(pop3).not.toBeChecked()
})

test('a new password is required of many, which Undo takes back, and of one', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await addMailboxes(ask, domain, ['ann', 'bob'])
  await openAs(page, admin, '/email/mailboxes')
  await page.getByRole('checkbox', { name: /Select all/ }).check()
  await page.getByRole('button', { name: 'New password…' }).click()
  const dialog = page.getByRole('alertdialog')
  await axe(page)
  await dialog.getByRole('button', { name: 'Require new passwords of 2 mailboxes' }).click()
  await expect(page.locator('#content').getByText('2 mailboxes need new passwords.')).toBeVisible()
  const isDue = async () => JSON.stringify(await ask('GET', `/mailboxes/ann@${domain}`))
  expect(await isDue()).toContain('"mustChangePassword":true')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(isDue).toContain('"mustChangePassword":false')
  await page.goto(`/email/mailboxes/ann@${domain}?tab=password`)
  await page.getByRole('button', { name: 'Require a new password' }).click()
  await expect(page.getByText('A new password is required, and not set yet.')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Do not require it any more' }).click()
  await expect(page.getByRole('button', { name: 'Require a new password' })).toBeVisible()
})

test('a login is tested: what the mail server would say, and why', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  await addMailboxes(ask, domain, ['ann'])
  await ask('PATCH', `/mailboxes/ann@${domain}`, { protocols: ['imap'] })
  guard.keepSecret(MAILBOX_PASSWORD)
  await openAs(page, admin, `/email/mailboxes/ann@${domain}?tab=password`)
  const card = page.getByRole('region', { name: 'Test a login' })
  const test = card.getByRole('button', { name: 'Test login' })
  await card.getByLabel('Password to test').fill(MAILBOX_PASSWORD)
  await test.click()
  await expect(card.getByRole('status')).toHaveText('This password lets in.')
  await card.getByLabel('Way in').selectOption({ label: 'Sending (SMTP)' })
  await test.click()
  await expect(card.getByRole('status')).toContainText('This way in is switched off')
  await card.getByLabel('Way in').selectOption({ label: 'Reading (IMAP)' })
  await card.getByLabel('Password to test').fill('not the one')
  await test.click()
  await expect(card.getByRole('status')).toHaveText('The password is wrong.')
  await axe(page)
})
