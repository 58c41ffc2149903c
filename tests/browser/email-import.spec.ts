import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { MAILBOX_PASSWORD, rowOf, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

const csv = (...lines: readonly string[]) => ({
  name: 'mailboxes.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'),
})

test('a file of mailboxes: mapped, looked through, imported, its failed rows saved', {
  tag: '@short',
}, async ({ page, admin, domain, guard, axe }) => {
  guard.keepSecret(`${MAILBOX_PASSWORD}-1`)
  await openAs(page, admin, '/email')
  await page.getByRole('link', { name: 'Add or edit multiple' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add or edit multiple mailboxes')
  await axe(page)
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles(
      csv(
        'Username;Password;Familienname;password',
        `anna;${MAILBOX_PASSWORD}-1;Berg;other`,
        `"=bad";${MAILBOX_PASSWORD}-1;x`,
        'weak;short;',
      ),
    )
  await expect(page.getByText('1 mailbox is new')).toBeVisible()
  await expect(page.getByText('2 rows are left out')).toBeVisible()
  await expect(page.getByLabel('Column “password”', { exact: true })).toHaveAccessibleDescription(
    /^Left out: another column/,
  )
  await page.getByLabel('Column “Familienname”').selectOption('Last name')
  await page.getByLabel('Password of row 4').fill(`${MAILBOX_PASSWORD}-1`)
  await page.getByRole('button', { name: 'Put right and look again' }).click()
  await expect(page.getByText('2 mailboxes are new')).toBeVisible()
  await expect(page.getByText('1 row is left out')).toBeVisible()
  await axe(page)
  const start = page.getByRole('button', { name: 'Import 2 rows' })
  await start.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Import into ${domain}`)
  await expect(page.getByText('Finished')).toBeVisible()
  await expect(page.getByText('3 of 3 rows')).toBeVisible()
  await expect(rowOf(page, 'anna')).toContainText('Made')
  await expect(rowOf(page, '=bad')).toContainText('Username: A name has')
  if ((await page.evaluate(() => innerWidth)) < 640) {
    const before = (row: Element) => getComputedStyle(row, '::before').content
    expect(await rowOf(page, '=bad').getByRole('rowheader').evaluate(before)).toContain('Row')
  }
  await axe(page)
  await page.getByRole('link', { name: 'Failed (1)' }).click()
  await expect(rowOf(page, 'anna')).toHaveCount(0)
  await expect(rowOf(page, '=bad')).toBeVisible()
  await expect(page.locator('main')).not.toContainText(MAILBOX_PASSWORD)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download failed rows' }).click()
  const saved = await readFile(await (await saving).path(), 'utf8')
  expect(saved).toContain('Username,Password,Familienname,password,Error')
  expect(saved).toContain("'=bad,,x,")
  expect(saved).not.toContain(MAILBOX_PASSWORD)
  await page.goto(new URL('/email/mailboxes', page.url()).href)
  await expect(rowOf(page, `anna@${domain}`)).toBeVisible()
})

test('a file of aliases: members in several columns, looked through, imported, its results paged', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await ask('POST', '/mailboxes', { address: `box@${domain}`, password: MAILBOX_PASSWORD })
  const many = Array.from({ length: 120 }, (_, at) => `team${at},box@${domain}`)
  const lines = [`all,box@${domain},a@else.example`, `lost,nobody@${domain}`, ...many]
  const file = { ...csv('Alias,Wer,Member 2', ...lines), name: 'aliases.csv' }
  await openAs(page, admin, '/email/aliases')
  await page.getByRole('link', { name: 'Import' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import aliases')
  await page.getByLabel('File', { exact: true }).setInputFiles(file)
  await expect(page.getByText('1 alias is new')).toBeVisible()
  await page.getByLabel('Column “Wer”').selectOption('Members')
  await expect(page.getByLabel('Column “Member 2”')).toHaveValue('members')
  await expect(page.getByText('121 aliases are new')).toBeVisible()
  await expect(page.getByText(`do not exist: nobody@${domain}`)).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Import 121 rows' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Import of aliases into ${domain}`)
  await expect(page.getByText('Finished')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(101)
  await page.getByRole('button', { name: 'Show more rows' }).click()
  await expect(page.getByRole('row')).toHaveCount(123)
  await expect(page.getByRole('button', { name: 'Show more rows' })).toHaveCount(0)
  await page.goto(new URL('/email/jobs', page.url()).href)
  await page.getByRole('link', { name: `Results Import of aliases into ${domain}` }).click()
  await page.getByRole('link', { name: 'Failed (1)' }).click()
  await expect(rowOf(page, 'lost')).toBeVisible()
  await page.goto(new URL('/email/aliases?text=all', page.url()).href)
  await expect(rowOf(page, `all@${domain}`)).toContainText('2')
})

test('what cannot be imported is said in words, and nothing can be begun', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  const forwardTo = ['b@x.example', 'a@x.example']
  await ask('POST', '/mailboxes', { address: `there@${domain}`, password: MAILBOX_PASSWORD, forwardTo })
  guard.expectStatus(400, /\/imports\/plan$/)
  await openAs(page, admin, '/email/import')
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,Password', '"a,b'))
  await expect(page.getByText(/The quotes around a cell are not right/)).toBeVisible()
  await axe(page)
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,Password', 'nobody,'))
  await expect(page.getByText('There is no row that could be imported.')).toBeVisible()
  await expect(page.getByText('A new mailbox needs a password.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
  const same = 'there,b@x.example a@x.example'
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,ForwardTo', same, 'odd,x'))
  await expect(page.getByText('1 mailbox is there and is so already')).toBeVisible()
  await expect(page.getByText('what the other rows say is so already.')).toBeVisible()
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username,ForwardTo', same))
  await expect(page.getByText('what the rows say is so already.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
  await axe(page)
})

test('on a slow line the plan is that of the file chosen last, and a file that was put right is read anew', async ({
  page,
  admin,
  domain,
}) => {
  expect(domain).not.toBe('')
  const held = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  await page.route(
    '**/imports/plan',
    async (route) => {
      asked.resolve()
      await held.promise
      await route.continue()
    },
    { times: 1 },
  )
  await openAs(page, admin, '/email/import')
  const file = page.getByLabel('File', { exact: true })
  await file.setInputFiles(csv('Username,Password', `one,${MAILBOX_PASSWORD}`))
  await asked.promise
  const two = csv('Username,Password', `two,${MAILBOX_PASSWORD}`, `three,${MAILBOX_PASSWORD}`)
  await file.setInputFiles(two)
  held.resolve()
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeEnabled()
  const choosing = page.waitForEvent('filechooser')
  await file.click()
  await choosing
  await expect(file).toHaveValue('')
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
  await page.getByRole('button', { name: 'Show as code Going on with a job' }).click()
  await expect(page.getByText(`/api/v1/jobs/${job.id}/resume`)).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible()
  await expect(page.getByText(`/api/v1/jobs/${job.id}/cancel`)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled')).toBeVisible()
})

test('with several domains none is chosen for anybody; a file waits for it; the page of a domain has chosen', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe }) => {
  const other = `other-${domain}`
  await ask('POST', '/domains', { name: other })
  await openAs(page, admin, '/email/import')
  const choice = page.getByLabel('Domain')
  await expect(choice).toHaveValue('')
  await page.getByLabel('File', { exact: true }).setInputFiles(csv('Username', 'anna'))
  await expect(page.getByText('Choose the domain, and every row is looked at.')).toBeVisible()
  await axe(page)
  await choice.selectOption(other)
  await expect(page.getByRole('heading', { name: 'What it comes to' })).toBeVisible()
  await choice.selectOption('Choose a domain')
  await expect(page.getByRole('heading', { name: 'What it comes to' })).toBeHidden()
  await page.goto(new URL(`/email/domains/${other}`, page.url()).href)
  await page.getByRole('link', { name: 'Add or edit multiple' }).click()
  await expect(choice).toHaveValue(other)
  await axe(page)
})
