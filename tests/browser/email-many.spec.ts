import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const count = (page: import('@playwright/test').Page, text: string) =>
  expect(page.getByText(text, { exact: true })).toBeVisible()

test('ten thousand mailboxes are paged, found, filtered and sorted, and the address says so', async ({
  page,
  admin,
  axe,
}) => {
  await openAs(page, admin, '/email/mailboxes')
  await count(page, '100 of 10,000 mailboxes shown')
  await axe(page)
  await page.getByRole('button', { name: 'Show more' }).click()
  await count(page, '200 of 10,000 mailboxes shown')
  await expect(rowOf(page, 'box000199')).toBeAttached()
  await page.getByLabel('Search').fill('BOX0042')
  await count(page, '100 mailboxes')
  await expect(page).toHaveURL(/\?text=BOX0042$/)
  await page.getByLabel('Show', { exact: true }).selectOption('Access blocked')
  await count(page, '1 mailbox')
  await expect(rowOf(page, 'box004200')).toContainText('Blocked')
  await page.goBack()
  await page.goto('/email/mailboxes?only=neverSignedIn&sort=-usage')
  await count(page, '100 of 1,000 mailboxes shown')
  const used = await page.getByRole('row').locator('meter').evaluateAll(valuesOf)
  expect(used).toEqual(used.toSorted((a, b) => b - a))
  await page.goto('/email/mailboxes?text=nobody-there')
  await expect(page.getByText('No mailbox matches')).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await count(page, '100 of 10,000 mailboxes shown')
})

const valuesOf = (meters: (HTMLElement | SVGElement)[]) =>
  meters.map((meter) => (meter instanceof HTMLMeterElement ? meter.value : -1))

test('many are chosen by filter, blocked after their number was typed, and undone', async ({
  page,
  admin,
  axe,
}) => {
  await openAs(page, admin, '/email/mailboxes?text=box001')
  await count(page, '100 of 1,000 mailboxes shown')
  await page.getByRole('checkbox', { name: 'Select all 100 shown' }).check()
  await page.getByRole('button', { name: 'Select all 1,000' }).click()
  await expect(page.getByText('1,000 selected')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete 1,000 mailboxes?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  const confirm = dialog.getByRole('button', { name: 'Delete 1,000 mailboxes' })
  await confirm.click()
  await expect(dialog.getByText('This is not the number of mailboxes.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByLabel('Search').fill('box00170')
  await count(page, '10 mailboxes')
  await page.getByRole('checkbox', { name: 'Select all 10 shown' }).check()
  await page.getByRole('button', { name: 'Delete…' }).click()
  const few = page.getByRole('alertdialog', { name: 'Delete 10 mailboxes?' })
  await few.getByRole('button', { name: 'Show as code' }).click()
  await expect(few.getByRole('tab', { name: 'Signed API' })).toBeVisible()
  await few.getByRole('button', { name: 'Delete 10 mailboxes' }).click()
  await expect(page.getByText('No mailbox matches')).toBeVisible()
  await expect(page.getByText('10 mailboxes were deleted.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await count(page, '10 mailboxes')
  await axe(page)
})
