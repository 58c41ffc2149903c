import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

test('a domain in another script is shown as people write it, and as DNS has it where that counts', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe }) => {
  const shown = `żółw-${domain}`
  const { name } = Object(await ask('POST', '/domains', { name: shown }))
  expect(name).toMatch(/^xn--/)
  await addMailboxes(ask, name, ['anna'])
  await openAs(page, admin, '/email/domains')
  await expect(page.getByRole('rowheader', { name: `${shown} (${name})` })).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: shown }).click()
  await expect(page.getByRole('heading', { level: 1, name: shown })).toBeVisible()
  await expect(page.getByText(`(${name})`)).toBeVisible()
  await page.getByRole('link', { name: 'Mailboxes' }).first().click()
  await expect(page.getByRole('link', { name: `anna@${shown}` })).toBeVisible()
  await page.getByRole('link', { name: `anna@${shown}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: `anna@${shown}` })).toBeVisible()
  await axe(page)
})
