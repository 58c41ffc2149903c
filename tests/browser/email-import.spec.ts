import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { MAILBOX_PASSWORD, rowOf, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

const csv = (...lines: readonly string[]) => ({
  name: 'mailboxes.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'),
})

test('a file of mailboxes: mapped, looked through, imported, its failed rows saved', async ({
  page,
  admin,
  domain,
  guard,
  axe,
}) => {
  guard.keepSecret(`${MAILBOX_PASSWORD}-1`)
  await openAs(page, admin, '/email')
  await page.getByRole('link', { name: 'Add or edit multiple' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add or edit multiple mailboxes')
  await axe(page)
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles(
      csv(
        'Username;Password;Familienname',
        `anna;${MAILBOX_PASSWORD}-1;Berg`,
        `"=bad";${MAILBOX_PASSWORD}-1;x`,
        'weak;short;',
      ),
    )
  await expect(page.getByText('1 mailbox is new')).toBeVisible()
  await expect(page.getByText('2 rows are left out')).toBeVisible()
  await page.getByLabel('Column “Familienname”').selectOption('Last name')
  await page.getByLabel('Password of row 4').fill(`${MAILBOX_PASSWORD}-1`)
  await page.getByRole('button', { name: 'Put right and look again' }).click()
  await expect(page.getByText('2 mailboxes are new')).toBeVisible()
  await expect(page.getByText('1 row is left out')).toBeVisible()
  await axe(page)
  const start = page.getByRole('button', { name: 'Import 2 rows' })
  await start.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Imports and bulk jobs')
  await expect(page.getByText('Finished')).toBeVisible()
  await expect(page.getByText('3 of 3 rows')).toBeVisible()
  await axe(page)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download failed rows' }).click()
  const saved = await readFile(await (await saving).path(), 'utf8')
  expect(saved).toContain('Username,Password,Familienname,Error')
  expect(saved).toContain("'=bad,,x,")
  expect(saved).not.toContain(MAILBOX_PASSWORD)
  await page.goto(new URL('/email/mailboxes', page.url()).href)
  await expect(rowOf(page, `anna@${domain}`)).toBeVisible()
})

test('what cannot be imported is said in words, and nothing can be begun', async ({
  page,
  admin,
  domain,
  guard,
  axe,
}) => {
  expect(domain).not.toBe('')
  guard.expectStatus(400, /\/imports\/plan$/)
  await openAs(page, admin, '/email/import')
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,Password', '"a,b'))
  await expect(page.getByText(/The quotes around a cell are not right/)).toBeVisible()
  await axe(page)
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,Password', 'nobody,'))
  await expect(page.getByText('There is no row that could be imported.')).toBeVisible()
  await expect(page.getByText('A new mailbox needs a password.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
})

test('a job that was cancelled is resumed, and cancelled again', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  const lines = Array.from({ length: 3_000 }, (_, index) => `user${index},${MAILBOX_PASSWORD}`)
  const file = Buffer.from(['Username,Password', ...lines].join('\n')).toString('base64')
  await openAs(page, admin, '/email/jobs')
  await expect(page.getByText('No jobs yet')).toBeVisible()
  await axe(page)
  const job = z.object({ id: z.string() }).parse(await ask('POST', '/imports', { domain, file }))
  await ask('POST', `/jobs/${job.id}/cancel`)
  await page.reload()
  await expect(page.getByText('Cancelled')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled')).toBeVisible()
})
