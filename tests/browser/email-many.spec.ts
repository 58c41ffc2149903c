import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { seedMail } from '../support/seed-mail.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { test as base, rowOf } from './email-fixtures.ts'
import { expect, openAs, type Person } from './fixtures.ts'
import { createAdministrator } from './people.ts'

const MAILBOXES = 10_000
const DOMAIN = 'many.example'

interface Seeded {
  readonly server: TestServer
  readonly admin: Person
}

/** A server of its own, whose only administrator has ten thousand mailboxes. */
const test = base.extend<object, { readonly many: Seeded }>({
  many: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'keyward-many-'))
      const first = await startServer({ dataDir })
      const admin = await createAdministrator(first, 'mona')
      await first.stop()
      const { accountId } = admin
      seedMail(join(dataDir, 'keyward.db'), { accountId, domain: DOMAIN, mailboxes: MAILBOXES })
      const server = await startServer({ dataDir })
      await use({ server, admin })
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  server: [async ({ many }, use) => use(many.server), { scope: 'worker' }],
  admin: async ({ many, guard }, use) => {
    guard.keepSecret(many.admin.apiKey)
    guard.keepSecret(many.admin.password)
    await use(many.admin)
  },
})

// One after the other, so that only one such server is made.
test.describe.configure({ mode: 'default' })

const count = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible()

test('ten thousand mailboxes are paged, found, filtered and sorted, and the address says so', async ({
  page,
  admin,
  axe,
}) => {
  await openAs(page, admin, '/email/mailboxes')
  await count(page, '10,000 mailboxes')
  await axe(page)
  await page.getByLabel('Search').fill('BOX0042')
  await count(page, '100 mailboxes')
  await expect(page).toHaveURL(/\?text=BOX0042$/)
  await page.getByLabel('Show', { exact: true }).selectOption('Access blocked')
  await count(page, '1 mailbox')
  await expect(rowOf(page, 'box004200')).toContainText('Blocked')
  await page.goBack()
  await page.goto('/email/mailboxes?only=neverSignedIn&sort=-usage')
  await count(page, '1,000 mailboxes')
  const used = await page.getByRole('row').locator('meter').evaluateAll(valuesOf)
  expect(used).toEqual(used.toSorted((a, b) => b - a))
  await page.goto('/email/mailboxes?text=nobody-there')
  await expect(page.getByText('No mailbox matches')).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await count(page, '10,000 mailboxes')
})

const valuesOf = (meters: (HTMLElement | SVGElement)[]) =>
  meters.map((meter) => (meter instanceof HTMLMeterElement ? meter.value : -1))

/** Budget of the list at 10,000 mailboxes. */
const MOST_NODES = 2_500
const SCROLLED_FRAMES = 80

test('E9: ten thousand mailboxes move smoothly through their pages: the list draws only what is seen, and says where it is', {
  tag: '@short',
}, async ({ page, admin, axe }) => {
  await openAs(page, admin, '/email/mailboxes')
  const table = page.getByRole('table', { name: 'Mailboxes' })
  await expect(table).toHaveAttribute('aria-rowcount', '10001')
  // Below a list that grows nobody would find them.
  const top = (await table.boundingBox())?.y ?? 0
  for (const before of [
    page.getByText('10,000 mailboxes', { exact: true }),
    page.getByRole('checkbox', { name: /^Paged view/ }),
    page.getByRole('button', { name: 'Export all mailboxes that are found' }),
    page.getByRole('button', { name: 'Show as code listing mailboxes' }),
  ])
    expect((await before.boundingBox())?.y).toBeLessThan(top)
  await expect(rowOf(page, 'box000000')).toHaveAttribute('aria-rowindex', '2')
  const frames = await scrolledFrames(page, SCROLLED_FRAMES)
  await expect(rowOf(page, 'box000000')).toHaveCount(0)
  const seen = table.getByRole('row').nth(8)
  const name = Number(/box(\d+)@/.exec((await seen.textContent()) ?? '')?.[1])
  expect(name).toBeGreaterThan(50)
  await expect(seen).toHaveAttribute('aria-rowindex', `${name + 2}`)
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThanOrEqual(MOST_NODES)
  // Told and not judged: a busy machine is no failure. Wanted are 34 ms.
  const p95Ms = frames[Math.floor(frames.length * 0.95)]
  test.info().annotations.push({ type: 'frame, p95 in ms of the processor', description: `${p95Ms}` })
  await page.evaluate(alignRows)
  await axe(page)
  await page.getByRole('checkbox', { name: /^Paged view/ }).check()
  await expect(rowOf(page, 'box000000')).toBeAttached()
  await page.reload()
  await count(page, '100 of 10,000 mailboxes shown')
  await page.getByRole('button', { name: 'Show more' }).click()
  await count(page, '200 of 10,000 mailboxes shown')
  await expect(rowOf(page, 'box000199')).toBeAttached()
})

/** Down by a part of the screen in each frame. @returns what each took of the processor, ms, least first */
async function scrolledFrames(page: Page, count: number): Promise<number[]> {
  const devtools = await page.context().newCDPSession(page)
  // Of the processor, not of the clock: other tests run beside this one.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spentMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const spent: number[] = []
  for (let at = 0; at < count; at++) {
    const before = await spentMs()
    await page.evaluate(async () => {
      window.scrollBy(0, 160)
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    })
    spent.push((await spentMs()) - before)
  }
  return spent.sort((a, b) => a - b)
}

/** A row that is half below the head of the table is a target that is too small, for a moment. */
function alignRows(): void {
  const covering = [...document.querySelectorAll('thead th, section[aria-label="Act on many"]')]
  const head = Math.max(0, ...covering.map((one) => one.getBoundingClientRect().bottom))
  const tops = [...document.querySelectorAll('tr[data-row]')].map((row) => row.getBoundingClientRect().top)
  window.scrollBy(0, (tops.find((top) => top >= head) ?? head) - head)
}

test('the list is walked by letters, selected by them, and by nothing outside it', async ({
  page,
  admin,
}) => {
  await openAs(page, admin, '/email/mailboxes')
  await count(page, '10,000 mailboxes')
  await page.getByRole('link', { name: /^box000000@/ }).focus()
  for (let step = 1; step <= 60; step++) {
    await page.keyboard.press('j')
    await expect(
      page.getByRole('link', { name: new RegExp(`^box0000${`${step}`.padStart(2, '0')}@`) }),
    ).toBeFocused()
  }
  await expect(page.getByRole('link', { name: /^box000060@/ })).toBeInViewport()
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  await expect(page.getByRole('checkbox', { name: /^Select box000059@/ })).toBeChecked()
  await page.keyboard.press('.')
  await expect(page.getByRole('menuitem', { name: 'Block access' })).toBeVisible()
  await page.keyboard.press('Escape')
  const manage = page.getByRole('button', { name: /^Manage box000059@/ })
  await expect(manage).toBeFocused()
  await page.evaluate(() => window.scrollTo(0, 0))
  await expect(manage).toBeFocused()
})

test('all that a filter finds is acted on as a job: the number is typed, and it is undone', {
  tag: '@short',
}, async ({ page, admin, axe }) => {
  await openAs(page, admin, '/email/mailboxes?text=box001')
  await count(page, '1,000 mailboxes')
  await page.getByRole('checkbox', { name: 'Select all 100 shown' }).check()
  await page.getByRole('button', { name: 'Select all 1,000 that match' }).click()
  await expect(page.getByText('1,000 selected: all that match')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Block…', exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Block 1,000 mailboxes?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  await expect(dialog.getByText('{"kind":"mailbox.block","filter":{"text":"box001"}}')).toBeVisible()
  await axe(page)
  const confirm = dialog.getByRole('button', { name: 'Block 1,000 mailboxes' })
  await confirm.click()
  await expect(dialog.getByText('This is not the number of mailboxes.')).toBeVisible()
  await dialog.getByLabel('Type 1,000 to confirm').fill('1000')
  const begun = page.waitForRequest((request) => request.url().endsWith('/api/v1/jobs'))
  await confirm.click()
  expect((await begun).postDataJSON()).toEqual({ kind: 'mailbox.block', filter: { text: 'box001' } })
  await expect(page.getByText('1,000 mailboxes are blocked.').last()).toBeVisible()
  await expect(rowOf(page, 'box001001')).toContainText('Blocked')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'box001001')).toContainText('Open')
  // It was blocked before, and stays so.
  await expect(rowOf(page, 'box001000')).toContainText('Blocked')
})

test('those that were selected are sized, deleted and brought back, and saved as a file', async ({
  page,
  admin,
  axe,
}) => {
  await openAs(page, admin, '/email/mailboxes?text=box00170')
  await count(page, '10 mailboxes')
  const all = page.getByRole('checkbox', { name: 'Select all 10 shown' })
  await all.check()
  await page.getByRole('button', { name: 'Set size…' }).click()
  const sizes = page.getByRole('alertdialog', { name: 'Set the size of 10 mailboxes?' })
  await sizes.getByLabel('Size of each, MB').fill('99999999')
  await sizes.getByRole('button', { name: 'Set the size of 10 mailboxes' }).click()
  const outcomes = page.getByRole('alertdialog', { name: '0 of 10 done' })
  await expect(outcomes.getByRole('row').filter({ hasText: 'box001700' })).toContainText('The size is')
  await axe(page)
  await outcomes.getByRole('button', { name: 'Close' }).click()
  await all.check()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = await text(await (await saved).createReadStream())
  expect(file.split('\r\n')).toHaveLength(12)
  expect(file).toContain('box001709@many.example,Person 1709,1,')
  await page.getByRole('button', { name: 'Delete…' }).click()
  const few = page.getByRole('alertdialog', { name: 'Delete 10 mailboxes?' })
  await few.getByRole('button', { name: 'Show as code' }).click()
  await expect(few.getByRole('tab', { name: 'Signed API' })).toBeVisible()
  await few.getByRole('button', { name: 'Delete 10 mailboxes' }).click()
  await expect(page.getByText('10 mailboxes were deleted.').last()).toBeVisible()
  await expect(page.getByText('No mailbox matches')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await count(page, '10 mailboxes')
  await axe(page)
})
