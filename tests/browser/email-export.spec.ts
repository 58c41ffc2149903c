import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

async function saved(page: Page, button: string): Promise<readonly string[]> {
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  return (await readFile(await (await saving).path(), 'utf8')).trimEnd().split('\r\n')
}

test('mailboxes, aliases and lists are exported by what is looked for, and by a program', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe }) => {
  await addMailboxes(ask, domain, ['anna', 'ben'])
  await ask('POST', '/aliases', { address: `team@${domain}`, members: [`anna@${domain}`, `ben@${domain}`] })
  await ask('POST', '/lists', { address: `news@${domain}`, members: [`ben@${domain}`], displayName: '=1+1' })
  await openAs(page, admin, '/email/mailboxes?text=ann')
  const [columns, ...mailboxes] = await saved(page, 'Export all mailboxes that are found')
  expect(columns).toContain('Mailbox,DisplayName,Enabled')
  expect(mailboxes.map((line) => line.split(',')[0])).toEqual([`anna@${domain}`])
  await page.getByRole('button', { name: 'Export as code Exporting mailboxes' }).click()
  await expect(page.getByText('/api/v1/mailboxes/export?text=ann')).toBeVisible()
  await axe(page)
  await page.goto(new URL('/email/aliases', page.url()).href)
  expect(await saved(page, 'Export all aliases that are found')).toEqual([
    'Alias,Members',
    `team@${domain},anna@${domain} ben@${domain}`,
  ])
  await page.goto(new URL('/email/lists?text=news', page.url()).href)
  await expect(page.getByRole('button', { name: /as code/ })).toHaveText([/^Export as code/, /^Show as code/])
  const [, list] = await saved(page, 'Export all lists that are found')
  expect(list).toContain(`news@${domain},'=1+1,sender`)
  await axe(page)
  for (const place of ['mailboxes', 'aliases', 'lists']) {
    await page.goto(new URL(`/email/${place}?text=nothing-has-this`, page.url()).href)
    await expect(page.getByRole('heading', { name: /^No .* match/ })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Export/ })).toHaveCount(0)
  }
})
