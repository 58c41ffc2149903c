import { addMailboxes, MAILBOX_PASSWORD, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { createPerson, makeAdministrator } from './people.ts'

test('a super administrator sees a mailbox as its owner does, and the panel stays', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe }) => {
  await addMailboxes(ask, domain, ['ann'])
  await openAs(page, admin, `/email/mailboxes/ann@${domain}`)
  await page.getByRole('button', { name: 'Open as owner' }).click()
  const dialog = page.getByRole('dialog', { name: `Open ann@${domain} as its owner?` })
  await expect(dialog).toContainText('The audit log keeps that you did this.')
  await expect(dialog.getByRole('button', { name: 'Open as owner' })).toBeFocused()
  await axe(page)
  const opened = page.waitForEvent('popup')
  await page.keyboard.press('Enter')
  const owner = await opened
  await expect(owner).toHaveURL('/mailbox')
  await expect(owner.getByText(`ann@${domain}`).first()).toBeVisible()
  await owner.close()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Block access' }).click()
  await expect(page.getByRole('button', { name: 'Restore access' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open as owner' })).toHaveCount(0)
})

test('a standard administrator is offered no such thing', async ({ page, admin, domain, ask, server }) => {
  await ask('POST', '/mailboxes', { address: `ann@${domain}`, password: MAILBOX_PASSWORD })
  const standard = await createPerson(server, `standard.${domain}`, admin)
  await makeAdministrator(server, standard, 'standard')
  await openAs(page, standard, `/email/mailboxes/ann@${domain}`)
  await expect(page.getByRole('button', { name: 'Block access' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open as owner' })).toHaveCount(0)
})
