import { addMailboxes, rowOf, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { tabTo } from './users-fixtures.ts'

test('a group list is added, changed, found, deleted and brought back', { tag: '@short' }, async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  guard.expectStatus(400, /\/lists$/)
  await addMailboxes(ask, domain, ['box'])
  await openAs(page, admin, '/email')
  await page.getByRole('link', { name: 'Group lists' }).click()
  await expect(page.getByText('No group lists yet')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Add group list' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address', { exact: true }).fill(`team@${domain}`)
  await dialog.getByLabel('Display name').fill('The team')
  await dialog.getByLabel('Members').fill(`nobody@${domain}`)
  await dialog.getByRole('button', { name: 'Add group list' }).click()
  await expect(dialog.getByRole('alert')).toContainText(`There is no nobody@${domain}`)
  await axe(page)
  await dialog.getByLabel('Members').fill(`box@${domain}\nguest@elsewhere.example`)
  await expect(dialog.getByText(/Now 1 in the domain.*and 1 outside it/)).toBeVisible()
  await dialog.getByLabel('Who may post').selectOption('Chosen addresses')
  await dialog.getByLabel('Chosen addresses', { exact: true }).last().fill('boss@elsewhere.example')
  await dialog.getByRole('radio', { name: 'Everybody on the list' }).check()
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  await expect(dialog.getByText(/"posters":\["boss@elsewhere.example"\]/)).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Add group list' }).click()
  const row = rowOf(page, `team@${domain}`)
  await expect(row).toContainText(/The team.*2 members.*Chosen addresses.*Everybody on the list/)
  await axe(page)
  await page.getByRole('button', { name: `Edit team@${domain}` }).click()
  await dialog.getByLabel('Members').fill(`box@${domain}`)
  await dialog.getByLabel('Who may post').selectOption('Members')
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  await expect(dialog.getByText(/"removeMembers":\["guest@elsewhere.example"\]/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('1 member')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText(/2 members.*Chosen addresses/)
  await page.getByRole('button', { name: `Delete team@${domain}` }).click()
  await axe(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No group lists yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText(/The team.*2 members.*Chosen addresses.*Everybody on the list/)
  const { members, posters } = Object(await ask('GET', `/lists/team@${domain}`))
  expect([members, posters]).toEqual([
    [`box@${domain}`, 'guest@elsewhere.example'],
    ['boss@elsewhere.example'],
  ])
})

test('what is looked for stands in the address, and a hundred and more come page by page', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  for (let count = 0; count <= 100; count += 1)
    await ask('POST', '/lists', { address: `l${String(count).padStart(3, '0')}@${domain}` })
  await ask('POST', '/lists', { address: `team@${domain}`, members: ['guest@elsewhere.example'] })
  await openAs(page, admin, '/email/lists')
  await expect(page.getByText('100 of 102')).toBeVisible()
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(page.getByText('102 of 102')).toBeVisible()
  await page.getByLabel('Has member').fill('guest@elsewhere.example')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await expect(page).toHaveURL(/\?member=guest%40elsewhere\.example$/)
  await page.reload()
  await expect(rowOf(page, `team@${domain}`)).toBeVisible()
  await page.getByLabel('Search').fill('l0')
  await expect(page.getByText('No group list matches')).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/email\/lists$/)
  await expect(page.getByLabel('Search')).toHaveValue('')
  await page.getByLabel('Domain').selectOption(domain)
  await expect(page).toHaveURL(new RegExp(`\\?domain=${domain}$`))
  await expect(page.getByText('100 of 102')).toBeVisible()
})

test('group lists that cannot be loaded say so, as do one that is gone and an unknown domain', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  guard.expectStatus(500, /\/lists\?/)
  guard.expectStatus(404, /\/lists/)
  await ask('POST', '/lists', { address: `team@${domain}` })
  await page.route('**/api/v1/lists?*', (route) => route.fulfill({ status: 500, body: '{}' }))
  await openAs(page, admin, '/email/lists')
  await expect(page.getByRole('alert')).toContainText('could not be loaded')
  await axe(page)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(rowOf(page, `team@${domain}`)).toBeVisible()
  await ask('DELETE', `/lists/team@${domain}`)
  await page.getByRole('button', { name: `Edit team@${domain}` }).click()
  await expect(page.getByRole('alert')).toContainText(`team@${domain} could not be opened`)
  await page.getByRole('button', { name: 'Add group list' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address', { exact: true }).fill('team@not-ours.example')
  await dialog.getByRole('button', { name: 'Add group list' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Your account has no such domain')
})

test('group lists are not for somebody without a part in e-mail', async ({ page, person, axe }) => {
  await openAs(page, person, '/email/lists')
  await expect(page.getByText('This is for administrators of the e-mail area')).toBeVisible()
  await axe(page)
})

test('a group list is added, opened and deleted with the keyboard alone', async ({ page, admin, domain }) => {
  await openAs(page, admin, '/email/lists')
  const add = page.getByRole('button', { name: 'Add group list' })
  await tabTo(page, add)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Address', { exact: true })).toBeFocused()
  await page.keyboard.type(`team@${domain}`)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, `team@${domain}`)).toContainText('0 members')
  await expect(add).toBeFocused()
  const edit = page.getByRole('button', { name: `Edit team@${domain}` })
  await tabTo(page, edit)
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Display name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(edit).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: `Delete team@${domain}` }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('No group lists yet')).toBeVisible()
})
