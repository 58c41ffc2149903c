import { addMailboxes, rowOf, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('an alias is added, changed, found, deleted and brought back', { tag: '@short' }, async ({
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
  await addMailboxes(ask, domain, ['outsider'])
  await page.getByRole('link', { name: '2 members' }).click()
  await expect(page).toHaveURL(new RegExp(`/email/mailboxes\\?alias=info%40${domain}$`))
  await expect(rowOf(page, `box@${domain}`)).toBeVisible()
  await expect(rowOf(page, `outsider@${domain}`)).toHaveCount(0)
  await page.getByLabel('In alias').fill(`info@`)
  await expect(rowOf(page, `outsider@${domain}`)).toBeVisible()
  await page.getByLabel('Order').selectOption('Newest first')
  await expect(page.getByRole('row').nth(1)).toContainText('outsider')
  await expect(page.getByRole('columnheader', { name: 'Added' })).toHaveAttribute('aria-sort', 'descending')
  await axe(page)
})

test('a mailbox shows the aliases that lead to it, where they are changed and another is added', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await addMailboxes(ask, domain, ['box', 'other'])
  const box = `box@${domain}`
  for (const [name, member] of [
    ['sales', box],
    ['jobs', `other@${domain}`],
  ])
    await ask('POST', '/aliases', { address: `${name}@${domain}`, members: [member] })
  await openAs(page, admin, `/email/mailboxes/${encodeURIComponent(box)}`)
  await page.getByRole('link', { name: 'Aliases', exact: true }).last().click()
  await expect(page).toHaveURL(/\?tab=aliases$/)
  await expect(rowOf(page, `sales@${domain}`)).toBeVisible()
  await expect(rowOf(page, `jobs@${domain}`)).toHaveCount(0)
  await axe(page)
  await page.getByRole('button', { name: 'Add alias' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Members')).toHaveValue(box)
  await dialog.getByLabel('Address').fill(`info@${domain}`)
  await dialog.getByRole('button', { name: 'Add alias' }).click()
  await expect(rowOf(page, `info@${domain}`)).toContainText(box)
  for (const name of ['info', 'sales']) {
    await page.getByRole('button', { name: `Delete ${name}@${domain}` }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expect(rowOf(page, `${name}@${domain}`)).toHaveCount(0)
  }
  await expect(page.getByText('No alias leads here yet.')).toBeVisible()
})
