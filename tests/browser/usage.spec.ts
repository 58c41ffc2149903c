import { expect, logIn, openAs, test, verifyKey } from './fixtures.ts'
import { createOwner } from './people.ts'

test('without calls the page says since when it has been counting', async ({ page, person, axe }) => {
  await openAs(page, person, '/usage')
  await expect(page.getByText(/^No calls in this period\. We have been counting since/)).toBeVisible()
  await axe(page)
})

test('calls are shown by outcome, by API and by application; each chart has its table and its file', {
  tag: '@short',
}, async ({ page, server, person, axe }) => {
  for (let call = 0; call < 3; call += 1) await verifyKey(server, person.apiKey, 'report-writer/3.1')
  await logIn(server, { username: person.username, key: person.apiKey, userAgent: 'pkgcloud/2.2.0' })
  await openAs(page, person, '/usage')
  await expect(page.getByText('4 calls')).toBeVisible()
  const chart = page.getByRole('img', { name: /^Bar chart of calls by outcome/ })
  await expect(chart).toBeVisible()
  await axe(page)
  await chart.focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('figure').first()).toContainText('4 valid')

  for (const name of ['Calls by outcome', 'Calls by API', 'Calls by application']) {
    await page.getByRole('button', { name: `Table ${name}` }).click()
    await expect(page.getByRole('table', { name })).toBeVisible()
  }
  await expect(page.getByRole('row', { name: /report-writer.*3/ })).toBeVisible()
  await expect(page.getByRole('row', { name: 'Identity v2.0 1', exact: true })).toBeVisible()
  await axe(page)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV Calls by application' }).click()
  const file = await (await download).createReadStream()
  expect(Buffer.concat(await file.toArray()).toString()).toMatch(/report-writer.*,native,3,/)
})

test('a right that is missing is told apart in the legend, in words and in the table', async ({
  page,
  server,
  person,
  axe,
}) => {
  await verifyKey(server, person.apiKey, 'report-writer/3.1')
  const headers = { Authorization: `Bearer ${person.apiKey}` }
  const refused = await fetch(`${server.url}/api/v1/usage?scope=account`, { headers })
  expect(refused.status).toBe(403)
  await openAs(page, person, '/usage')
  const figure = page.getByRole('figure').first()
  await expect(figure.getByRole('listitem')).toHaveText(['valid', 'no right'])
  await page.getByRole('img', { name: /^Bar chart of calls by outcome/ }).focus()
  await page.keyboard.press('End')
  await expect(figure).toContainText('1 valid, 1 no right')
  await axe(page)
  await page.getByRole('button', { name: 'Table Calls by outcome' }).click()
  await expect(page.getByRole('columnheader', { name: 'no right' })).toBeVisible()
  await page.getByRole('button', { name: 'Table Calls by key' }).click()
  const keys = page.getByRole('table', { name: 'Calls by key', exact: true })
  await expect(keys.getByRole('columnheader')).toHaveText(['Key', 'Calls', 'valid', 'no right', 'Last used'])
  await expect(keys.getByRole('row', { name: `…${person.apiKey.slice(-4)} 2 1 1` })).toBeVisible()
})

test('the period is part of the address', async ({ page, person, axe }) => {
  await openAs(page, person, '/usage?window=30d')
  const periods = page.getByRole('navigation', { name: 'Period' })
  await expect(periods.getByRole('link', { name: '30 days' })).toHaveAttribute('aria-current', 'page')
  await periods.getByRole('link', { name: '7 days' }).click()
  await expect(page).toHaveURL(/window=7d$/)
  await page.reload()
  await expect(periods.getByRole('link', { name: '7 days' })).toHaveAttribute('aria-current', 'page')
  await page.getByRole('button', { name: /Show as code/ }).click()
  await axe(page)
})

test('whose calls are shown is said of one choice alone', async ({ page, server }, { workerIndex }) => {
  await openAs(page, await createOwner(server, `otto.${workerIndex}`), '/usage')
  const whose = page.getByRole('navigation', { name: 'Whose' })
  const current = whose.locator('[aria-current=page]')
  await expect(current).toHaveText('Mine')
  await whose.getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL(/scope=account/)
  await expect(current).toHaveText('Account')
})

test('a period of one’s own is two days and a time zone, and all of it is part of the address', {
  tag: '@short',
}, async ({ page, server, person, axe }) => {
  await verifyKey(server, person.apiKey, 'report-writer/3.1')
  await openAs(page, person, '/usage')
  await page.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: 'Custom' }).click()
  await page.getByRole('navigation', { name: 'Time zone' }).getByRole('link', { name: 'UTC' }).click()
  await expect(page.getByText('Calls per hour, UTC')).toBeVisible()
  const form = page.getByRole('form', { name: 'Custom period' })
  await form.getByLabel('First day').fill('2026-02-10')
  await form.getByLabel('Last day').fill('2026-02-01')
  await form.getByRole('button', { name: 'Show' }).click()
  await expect(form.getByRole('alert')).toHaveText('Choose a day after the first one.')
  await axe(page)
  await form.getByLabel('Last day').fill('2026-03-01')
  await form.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/window=custom&from=2026-02-10&to=2026-03-01&zone=utc$/)
  await expect(page.getByText(/^No calls in this period/)).toBeVisible()
  await page.reload()
  await expect(form.getByLabel('First day')).toHaveValue('2026-02-10')
  await page.getByRole('button', { name: /Show as code/ }).click()
  await expect(page.getByText('from=2026-02-10T00%3A00%3A00.000Z')).toBeVisible()
})

test('calls to date are told by API, by key and by month, and each month is read out', {
  tag: '@short',
}, async ({ page, server, person, axe }) => {
  for (let call = 0; call < 3; call += 1) await verifyKey(server, person.apiKey, 'report-writer/3.1')
  await openAs(page, person, '/usage')
  const table = page.getByRole('table', { name: 'To date' })
  await expect(table.getByRole('row', { name: 'Native API by key 3 0 3 0' })).toBeVisible()
  await table.getByRole('button', { name: 'Native API by key' }).press('Enter')
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(
    table.getByRole('row', { name: `${person.username} …${person.apiKey.slice(-4)} 3 0 3 0` }),
  ).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV To date' }).click()
  const file = await (await download).createReadStream()
  expect(Buffer.concat(await file.toArray()).toString()).toContain('native,')
  await page.getByRole('img', { name: /^Bar chart of calls by month/ }).focus()
  await page.keyboard.press('End')
  const figure = page.getByRole('figure').nth(1)
  await expect(figure).toContainText(/20\d\d: 3 valid/)
  await page.keyboard.press('Home')
  await expect(figure).toContainText(/20\d\d: 0 valid/)
  await page.getByRole('button', { name: 'Table Calls by month' }).click()
  await expect(page.getByRole('table', { name: 'Calls by month' }).getByRole('row')).toHaveCount(13)
  await axe(page)
})

test('months that cannot be loaded leave the rest of the page, and can be asked for again', async ({
  page,
  server,
  person,
  guard,
  axe,
}) => {
  guard.expectStatus(503, /usage\/history/)
  const problem = { code: 'busy', status: 503, title: 'Busy', detail: 'x', requestId: 'r-1', type: 'x' }
  await page.route('**/api/v1/usage/history*', (route) => route.fulfill({ status: 503, json: problem }))
  await verifyKey(server, person.apiKey, 'report-writer/3.1')
  await openAs(page, person, '/usage')
  await expect(page.getByText('The months could not be loaded.')).toBeVisible()
  await expect(page.getByText('report-writer/3.1')).toBeVisible()
  await axe(page)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('img', { name: /^Bar chart of calls by month/ })).toBeVisible()
})

test(
  'an owner sets a threshold, and is told on both pages when it is reached',
  { tag: '@short' },
  async ({ page, server, axe }, { workerIndex }) => {
    const owner = await createOwner(
      server,
      `thora.${workerIndex}.${test.info().project.name.replaceAll(' ', '')}`,
    )
    await verifyKey(server, owner.apiKey, 'report-writer/3.1')
    await openAs(page, owner, '/usage')
    await page.getByRole('button', { name: 'Set threshold' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set threshold' })
    await dialog.getByLabel('Calls a day').fill('few')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('alert')).toHaveText('A whole number from 1 on, or nothing.')
    await dialog.getByLabel('Calls a day').fill('1')
    await dialog.getByLabel('Calls a month').fill('1,000,000')
    await dialog.getByLabel('Nobody').check()
    await dialog.getByRole('button', { name: /Show as code/ }).click()
    await expect(dialog.getByText('"callsPerMonth":1000000')).toBeVisible()
    await axe(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('meter', { name: 'Calls a day' })).toBeVisible()
    await expect(page.getByText('Reached.', { exact: true })).toHaveCount(1)
    await expect(page.getByText('Nobody gets an e-mail when it is reached.')).toBeVisible()
    await axe(page)
    await page.goto('/')
    await expect(page.getByText(/calls today\. You wanted to know from 1 on/)).toBeVisible()
    await axe(page)
    await page.getByRole('link', { name: 'Open Usage Overview' }).click()
    await expect(page).toHaveURL(/scope=account/)
  },
)

test('answer times are two lines that are read out, a table and a file', async ({
  page,
  server,
  person,
  axe,
}) => {
  await verifyKey(server, person.apiKey, 'report-writer/3.1')
  await openAs(page, person, '/usage')
  await page.getByRole('img', { name: /^Line chart of answer times/ }).focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('figure').last()).toContainText(/p50 [\d.,]+ ms, p95 [\d.,]+ ms/)
  await axe(page)
  await page.getByRole('button', { name: 'Table Answer times' }).click()
  await expect(page.getByRole('table', { name: 'Answer times' }).getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('button', { name: 'CSV Answer times' })).toBeVisible()
  const asked = page.waitForRequest(/usage\/answer-times\?from=2026-02-10/)
  await page.goto('/usage?window=custom&from=2026-02-10&to=2026-02-12&zone=utc')
  await asked
  await expect(page.getByText(/^No calls in this period/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'To date' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Answer times' })).toBeHidden()
})
