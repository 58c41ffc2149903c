import type { Page } from '@playwright/test'
import { de } from '../../panel/src/lib/messages/de.ts'
import { deEmail } from '../../panel/src/lib/messages/deEmail.ts'
import { en } from '../../panel/src/lib/messages/en.ts'
import type { Entry } from '../../panel/src/lib/messages/learn.ts'
import { addMailboxes, test } from './email-fixtures.ts'
import { cutOff, pagesWith } from './every-page.ts'
import { expect, openAs, startSession } from './fixtures.ts'

const GERMAN_FILES = /\/assets\/de(?:Email|Server)?-[\w-]+\.js$/

const german: Readonly<Record<string, Entry>> = { ...de, ...deEmail }
const texts = Object.entries<Entry>(en)
const same = new Set(texts.filter(([key, text]) => german[key] === text).map(([, text]) => text))

/** What a German page may not say: English texts whose German is another. */
const english = new Set(texts.map(([, text]) => text).filter((text) => !same.has(text)))

/** Runs in the page: the texts that are seen, but for data. */
function seen(): string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  while (texts.nextNode()) {
    const { parentElement: parent, textContent } = texts.currentNode
    const isData = parent?.closest('[translate=no], code, pre, kbd, textarea')
    if (!isData && parent?.checkVisibility({ visibilityProperty: true }))
      found.push(textContent?.trim() ?? '')
  }
  return found
}

function germanFilesOf(page: Page): string[] {
  const files: string[] = []
  page.on('request', (request) => {
    if (GERMAN_FILES.test(request.url())) files.push(request.url())
  })
  return files
}

test('who reads English loads no German, chooses German in the menu, and keeps it', {
  tag: '@short',
}, async ({ page, person, axe }) => {
  const files = germanFilesOf(page)
  await openAs(page, person)
  await page.getByRole('button', { name: `Account: ${person.username}` }).click()
  await expect(page.getByRole('menuitemradio', { name: 'English' })).toBeChecked()
  expect(files).toEqual([])
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Start')
  expect(files).toHaveLength(3)
  await page.reload()
  await page.getByRole('button', { name: `Konto: ${person.username}` }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeChecked()
  await axe(page)
  await page.getByRole('menuitem', { name: 'Kontoeinstellungen' }).click()
  await expect(page).toHaveTitle('Kontoeinstellungen · Keyward')
  // The pages of the server follow the same choice.
  await page.goto('/logout')
  await expect(page.getByRole('heading', { name: 'Abmelden' })).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: `Konto: ${person.username}` }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page).toHaveTitle('Account Settings · Keyward')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE', timezoneId: 'UTC' })

  test('every page is read in German, and nothing of it is cut off', { tag: '@short' }, async ({
    page,
    admin,
    domain,
    ask,
  }) => {
    await addMailboxes(ask, domain, ['anna'])
    await startSession(page, admin)
    for (const path of pagesWith(domain)) {
      await page.goto(path)
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      const left = (await page.evaluate(seen)).filter((text) => english.has(text))
      expect.soft([path, ...left]).toEqual([path])
      expect.soft([path, ...(await page.evaluate(cutOff))]).toEqual([path])
    }
  })

  test('numbers and dates are German, too', async ({ page, admin }) => {
    await page.route('**/users/me/key', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ json: { ...(await answer.json()), createdAt: '2026-03-12T09:05:00.000Z' } })
    })
    await page.route('**/usage/threshold', async (route) => {
      const reached = { reached: { day: true, month: false }, callsPerDay: 1_000, callsToday: 1_234 }
      await route.fulfill({ json: { ...(await (await route.fetch()).json()), ...reached } })
    })
    await startSession(page, admin)
    await page.goto('/')
    await expect(page.getByText('heute 1.234 Aufrufe gemacht. Sie wollten es ab 1.000 wissen.')).toBeVisible()
    await page.goto('/account/settings')
    await expect(page.getByText('12. März 2026')).toBeVisible()
  })

  test('without its texts the panel speaks English all over', async ({ page, person, guard }) => {
    guard.allowNetworkFailures()
    await page.route(GERMAN_FILES, (route) => route.abort())
    await startSession(page, person)
    await page.goto('/')
    await expect(page.getByRole('button', { name: `Account: ${person.username}` })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })
})
