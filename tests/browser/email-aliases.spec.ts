import { addMailboxes, rowOf, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('an alias is added, changed, found, deleted and brought back', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  guard.expectStatus(400, /\/aliases$/)
  await addMailboxes(ask, domain, ['box'])
  await openAs(page, admin, '/email')
  await page.getByRole('link', { name: 'Aliases' }).click()
  await expect(page.getByText('No aliases yet')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Add alias' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill(`info@${domain}`)
  await dialog.getByLabel('Members').fill(`nobody@${domain}`)
  await dialog.getByRole('button', { name: 'Add alias' }).click()
  await expect(dialog.getByText(/do not exist/)).toBeVisible()
  await axe(page)
  await dialog.getByLabel('Members').fill(`box@${domain}`)
  await dialog.getByRole('button', { name: 'Add alias' }).click()
  await expect(rowOf(page, `info@${domain}`)).toContainText(`box@${domain}`)
  await axe(page)
  await page.getByRole('button', { name: `Edit members of info@${domain}` }).click()
  await dialog.getByLabel('Members').fill(`box@${domain}\nother@elsewhere.example`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(rowOf(page, `info@${domain}`)).toContainText('2 members')
  await page.getByLabel('Search').fill('nothing like it')
  await expect(page.getByText('No alias matches')).toBeVisible()
  await page.getByLabel('Search').fill('INFO')
  await page.getByRole('button', { name: `Delete info@${domain}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No alias matches')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, `info@${domain}`)).toContainText('2 members')
})
