import { expect, openAs, test } from './fixtures.ts'
import { createOwner } from './people.ts'

test('an owner says where the people of the account are reached, and takes it back', async ({
  page,
  server,
  guard,
  axe,
}, { workerIndex }) => {
  guard.expectStatus(400, /\/account\/settings$/)
  await openAs(page, await createOwner(server, `company.${workerIndex}.${Date.now()}`), '/settings')
  const card = page.getByRole('region', { name: 'Company info' })
  await expect(card.getByText('Not given')).toHaveCount(3)
  await card.getByRole('button', { name: 'Edit company info' }).click()
  const dialog = page.getByRole('dialog', { name: 'Company info' })
  await expect(dialog.getByLabel('Address, first line')).toBeFocused()
  await axe(page)
  await dialog.getByLabel('Address, first line').fill('1 Long Street')
  await dialog.getByLabel('City').fill('Bonn')
  await dialog.getByLabel('E-mail address').fill('nobody')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText('This is no e-mail address.')
  await dialog.getByLabel('E-mail address').fill('boss@elsewhere.example')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(card).toContainText('1 Long Street, Bonn')
  await expect(card).toContainText('boss@elsewhere.example')
  await axe(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card.getByText('Not given')).toHaveCount(3)
})
