import { test as base, expect, openAs, type Person, verifyKey } from './fixtures.ts'
import { createOwner, createPerson } from './people.ts'

let owners = 0
const test = base.extend<{ readonly owner: Person }>({
  owner: async ({ server, guard }, use, { workerIndex }) => {
    owners += 1
    const owner = await createOwner(server, `olga.${workerIndex}.${owners}`)
    guard.keepSecret(owner.apiKey)
    guard.keepSecret(owner.password)
    await use(owner)
  },
})

test('the log says in sentences who did what, and has the raw entry behind each', { tag: '@short' }, async ({
  page,
  server,
  owner,
  axe,
}) => {
  const ann = await createPerson(server, `${owner.username}.ann`, owner)
  await openAs(page, owner, '/audit')
  await expect(page.getByText(`created ${ann.username}`)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'signed in' }).first()).toBeVisible()
  await axe(page)
  await page.getByText('Details entry').first().click()
  await expect(page.getByText('"previousHash"').first()).toBeVisible()
  await page.getByRole('button', { name: /^Copy entry/ }).click()
  await expect(page.getByRole('button', { name: /^Copied entry/ })).toBeVisible()
  await expect(
    page.getByText(/^Verified to entry \d+: the newest \d+ entries follow one another/),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Show as code Reading the audit log' }).click()
  await axe(page)
})

test('what is looked for is part of the address, and a name is a filter', async ({ page, owner, axe }) => {
  await openAs(page, owner, '/audit')
  await page.getByLabel('What').selectOption({ label: 'Signed in' })
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/action=session\.start$/)
  await expect(page.getByRole('listitem').filter({ hasText: 'signed in' })).toHaveCount(1)
  await page
    .getByRole('button', { name: new RegExp(owner.username) })
    .last()
    .click()
  await expect(page).toHaveURL(new RegExp(`actor=${owner.username}$`))
  await expect(page.getByLabel('Done by')).toHaveValue(owner.username)
  await expect(page.getByRole('listitem').filter({ hasText: 'signed in' })).toHaveCount(1)
  await axe(page)
  await page.reload()
  await expect(page.getByLabel('What')).toHaveValue('session.start')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/audit$/)
  await page.getByLabel('Text').fill('nothing has this in it')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing in the log fits.')).toBeVisible()
  await axe(page)
  await page.goBack()
  await expect(page.getByText('This is where the log begins.')).toBeVisible()
})

test('what was done to somebody is found by their name, by area, and as a table; the view is kept under a name', async ({
  page,
  server,
  owner,
  axe,
}) => {
  const ann = await createPerson(server, `${owner.username}.ann`, owner)
  await openAs(page, owner, '/audit')
  await page.getByText('By whom, about what').click()
  await page.getByLabel('Done to').fill(ann.username)
  await page.getByLabel('Area', { exact: true }).selectOption('user')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: `created ${ann.username}` })).toHaveCount(1)
  await expect(page.getByRole('listitem').filter({ hasText: 'API key' })).toHaveCount(0)
  await page.getByRole('button', { name: 'As a table' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`created ${ann.username}.* Done`) })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Save this view…' }).click()
  await page.getByLabel('Name', { exact: true }).fill('About Ann')
  await axe(page)
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.goto('/audit')
  await page.getByLabel('Saved views').selectOption('About Ann')
  await expect(page).toHaveURL(new RegExp(`area=user&target=${ann.username}&view=table$`))
  await page.getByRole('button', { name: 'Forget this view' }).click()
  await expect(page.getByLabel('Saved views')).toBeHidden()
})

test('Home shows those who may read the log what was done last', async ({ page, server, owner, axe }) => {
  const ann = await createPerson(server, `${owner.username}.ann`, owner)
  await openAs(page, owner)
  const recent = page.getByRole('region', { name: 'Recent activity' })
  await expect(recent.getByRole('listitem').filter({ hasText: `created ${ann.username}` })).toBeVisible()
  await axe(page)
  await recent
    .getByRole('button', { name: `Only what ${owner.username} did` })
    .first()
    .click()
  await expect(page).toHaveURL(`/audit?actor=${owner.username}`)
})

test('who follows the log sees new entries on top, and hears of them', async ({ page, server, owner }) => {
  await openAs(page, owner, '/audit')
  await page.getByRole('button', { name: 'Follow' }).click()
  await expect(page.getByRole('button', { name: 'Follow', pressed: true })).toBeFocused()
  const late = await createPerson(server, `${owner.username}.late`, owner)
  await expect(page.getByRole('listitem').filter({ hasText: `created ${late.username}` })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: /\d new entr/ })).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Follow', pressed: true })).toBeFocused()
})

test('who follows the log asks for what is new only, and is told while there is no connection', async ({
  page,
  context,
  server,
  owner,
  guard,
  axe,
}) => {
  guard.allowNetworkFailures()
  await openAs(page, owner, '/audit')
  await expect(page.getByRole('listitem').filter({ hasText: 'signed in' }).first()).toBeVisible()
  const asked = page.waitForRequest(/api\/v1\/audit\?/)
  await page.getByRole('button', { name: 'Follow' }).click()
  expect(new URL((await asked).url()).searchParams.get('from')).toMatch(/^\d{4}-/)
  await context.setOffline(true)
  await expect(page.getByText(/^No connection\. New entries come/)).toBeVisible()
  await axe(page)
  const late = await createPerson(server, `${owner.username}.later`, owner)
  await context.setOffline(false)
  await expect(page.getByRole('listitem').filter({ hasText: `created ${late.username}` })).toHaveCount(1)
  await expect(page.getByText(/^No connection/)).toBeHidden()
})

test('the name of a user in the log leads to the user, from the list and from the table', async ({
  page,
  server,
  owner,
}) => {
  const ann = await createPerson(server, `${owner.username}.ann`, owner)
  await openAs(page, owner)
  for (const address of ['/audit?area=user', '/audit?area=user&view=table']) {
    await page.goto(address)
    await page.getByRole('link', { name: ann.username, exact: true }).first().click()
    await expect(page).toHaveURL(new RegExp(`/users/${ann.userId}$`))
    await expect(page.getByRole('heading', { level: 1 })).toContainText(ann.username)
  }
})

test('on a phone the filters take less than half of the screen, two to a row', async ({ page, owner }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await openAs(page, owner, '/audit')
  const form = page.getByRole('form', { name: 'Filter', exact: true })
  const box = await form.boundingBox()
  expect(box?.height).toBeLessThan(740 / 2)
  const tops = ['From', 'To'].map((label) => form.getByLabel(label, { exact: true }).boundingBox())
  const [from, to] = await Promise.all(tops)
  expect(from?.y).toBe(to?.y)
  const right = ({ x, width } = { x: 0, width: 0 }) => Math.round(x + width)
  expect(right(to ?? undefined)).toBeLessThanOrEqual(right(box ?? undefined))
})

test('the export is what the filters show, as CSV and as lines of JSON', async ({ page, owner, axe }) => {
  await openAs(page, owner, '/audit?action=session.start')
  for (const [name, pattern] of [
    ['Export CSV', /^time,number,actor,.*session\.start/s],
    ['Export JSON lines', /^\{[^\n]*"action":"session.start"[^\n]*\}\n$/],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    const file = await (await download).createReadStream()
    expect(Buffer.concat(await file.toArray()).toString()).toMatch(pattern)
    await expect(page.getByText(/lines? saved\.$/)).toBeVisible()
  }
  await axe(page)
})

test('a log that cannot be loaded says so and can be asked for again', async ({
  page,
  owner,
  guard,
  axe,
}) => {
  guard.expectStatus(503, /audit/)
  const problem = { code: 'busy', status: 503, title: 'Busy', detail: 'x', requestId: 'r-1', type: 'x' }
  await page.route('**/api/v1/audit', (route) => route.fulfill({ status: 503, json: problem }))
  await openAs(page, owner, '/audit')
  await expect(page.getByText('The log could not be loaded.')).toBeVisible()
  await axe(page)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'signed in' }).first()).toBeVisible()
})

test('who may not read the log or set policies sees no link, and is told why at the address', async ({
  page,
  person,
  axe,
}) => {
  await openAs(page, person, '/audit')
  await expect(page.getByText(/The log is for the owner and the managers/)).toBeVisible()
  await axe(page)
  await expect(page.getByRole('navigation', { name: 'Areas' }).getByText('Audit log')).toBeHidden()
  await page.goto('/settings')
  await expect(page.getByText(/Policies are for the owner/)).toBeVisible()
  await page.getByRole('button', { name: /^Account:/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Resource Limits' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Policies' })).toBeHidden()
  await axe(page)
})

test('a policy is changed and undone, and the log tells both', { tag: '@short' }, async ({
  page,
  owner,
  axe,
}) => {
  await openAs(page, owner, '/settings')
  await axe(page)
  await page.getByRole('button', { name: 'Edit Confirmation lasts' }).click()
  const field = page.getByRole('spinbutton', { name: 'Confirmation lasts' })
  await expect(field).toBeFocused()
  await axe(page)
  await field.fill('15')
  await page.keyboard.press('Enter')
  await expect(page.getByText('15 minutes')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('5 minutes', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Turn off Programs may read and reset keys' }).click()
  await axe(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Turn off Programs may read and reset keys' }).click()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Turn on Programs may read and reset keys' })).toBeVisible()
  await axe(page)
  await page.goto('/audit?action=account.update')
  await expect(
    page.getByRole('listitem').filter({ hasText: 'changed the settings of the account' }),
  ).toHaveCount(3)
  await page.getByText('Details entry').nth(1).click()
  const changes = page.getByRole('table', { name: /^Changes of entry/ })
  await expect(changes.getByRole('row', { name: 'stepUpMinutes 15 5' })).toBeVisible()
  await axe(page)
})

test('a confirmation of 0 minutes is said to hold the 30 seconds that it does', async ({ page, owner }) => {
  await openAs(page, owner, '/settings')
  await page.getByRole('button', { name: 'Edit Confirmation lasts' }).click()
  await page.getByRole('spinbutton', { name: 'Confirmation lasts' }).fill('0')
  await page.keyboard.press('Enter')
  await expect(page.getByText('30 seconds', { exact: true })).toBeVisible()
  await page.goto('/limits')
  await expect(page.getByText('30 seconds', { exact: true })).toBeVisible()
})

test('showing keys once says first how many copies it forgets, and offers no way back', async ({
  page,
  owner,
  axe,
}) => {
  await openAs(page, owner, '/settings')
  await page.getByRole('button', { name: 'Turn on Show keys once' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('1 key of this account can be shown now.')
  await axe(page)
  await page.getByRole('button', { name: 'Forget the copies' }).click()
  await expect(page.getByRole('button', { name: 'Turn off Show keys once' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden()
  await page.getByRole('button', { name: /^Show as code/ }).click()
  await axe(page)
})

test('the limits that apply are shown with what is used of them', async ({ page, server, owner, axe }) => {
  await verifyKey(server, owner.apiKey)
  await openAs(page, owner, '/limits')
  await expect(
    page.getByRole('region', { name: 'Keys that call most' }).getByRole('listitem').first(),
  ).toContainText(owner.username)
  await expect(page.getByText('1 of 1,000 applications')).toBeVisible()
  await expect(page.getByText('30 days', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^Show as code/ }).click()
  await axe(page)
})

test('usage of the whole account tells who and which key, for those who manage it', async ({
  page,
  server,
  owner,
  axe,
}) => {
  const ann = await createPerson(server, `${owner.username}.ann`, owner)
  for (let call = 0; call < 3; call += 1) await verifyKey(server, ann.apiKey, 'report-writer/3.1')
  await verifyKey(server, owner.apiKey)
  await openAs(page, owner, '/usage')
  await expect(page.getByText('1 call', { exact: true })).toBeVisible()
  await page.getByRole('navigation', { name: 'Whose' }).getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL(/scope=account/)
  await expect(page.getByText('4 calls')).toBeVisible()
  await axe(page)
  for (const name of ['Calls by user', 'Calls by key']) {
    await page.getByRole('button', { name: `Table ${name}` }).click()
    await expect(page.getByRole('table', { name })).toContainText(ann.username)
  }
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV Calls by user' }).click()
  const file = await (await download).createReadStream()
  expect(Buffer.concat(await file.toArray()).toString()).toContain(`${ann.username},${ann.userId},3,`)
  await axe(page)
})
