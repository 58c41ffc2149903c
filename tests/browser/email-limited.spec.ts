import type { MailArea } from '@keyward/sdk'
import type { Page } from '@playwright/test'
import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { createPerson, makeAdministrator } from './people.ts'

const NOT_GIVEN = 'This is not among what you were given'

interface Walk {
  readonly page: Page
  readonly domain: string
}

interface Area {
  readonly area: MailArea
  /** Pages of other areas, below `/email`. */
  readonly closed: (domain: string) => readonly string[]
  /** What they came for, from the first page on. */
  readonly act: (walk: Walk) => Promise<void>
}

const LISTS = ['/aliases', '/lists']
const MANY = ['/mailboxes', '/mailboxes/new', '/import']
/** Imports of aliases are among them. */
const JOBS = ['/jobs', '/aliases/import']
const box = (domain: string) => `/mailboxes/box@${domain}`
const tab = (domain: string, name: string) => `/domains/${domain}?tab=${name}`

const AREAS: readonly Area[] = [
  {
    area: 'spam',
    closed: () => [...LISTS, ...MANY, ...JOBS],
    act: async ({ page, domain }) => {
      await page.getByLabel('Mailbox', { exact: true }).fill(`Box@${domain}`)
      await page.getByRole('button', { name: 'Open its spam settings' }).click()
      await expect(page.getByRole('heading', { name: `box@${domain}`, level: 1 })).toBeVisible()
      await expect(page.getByRole('link', { name: 'Password' })).toHaveCount(0)
      await page.getByLabel('Filter').selectOption('Off: everything comes in')
      await page.getByRole('button', { name: 'Save spam settings' }).click()
      await expect(
        page.locator('#content').getByText(`The spam settings of box@${domain} were saved.`),
      ).toBeVisible()
      await page.getByRole('link', { name: domain, exact: true }).click()
      await expect(page).toHaveURL(`/email${tab(domain, 'spam')}`)
      await page.getByLabel('Filter').selectOption('Only senders who are always let in')
      await page.getByRole('button', { name: 'Save spam settings' }).click()
      await expect(
        page.locator('#content').getByText(`The spam settings of ${domain} were saved.`),
      ).toBeVisible()
      await page.getByLabel('Mailbox', { exact: true }).fill('nobody')
      await page.getByRole('button', { name: 'Open its spam settings' }).click()
      await expect(page.getByText('There is no such mailbox')).toBeVisible()
    },
  },
  {
    area: 'aliases',
    closed: (domain) => ['/lists', ...MANY, box(domain), tab(domain, 'spam')],
    act: async ({ page, domain }) => {
      await page.getByRole('link', { name: 'Aliases' }).click()
      await page.getByRole('button', { name: 'Add alias' }).click()
      await page.getByLabel('Address', { exact: true }).fill(`info@${domain}`)
      await page.getByLabel('Members').fill(`box@${domain}`)
      await page.getByRole('dialog').getByRole('button', { name: 'Add alias' }).click()
      await expect(page.getByRole('row', { name: `info@${domain}` })).toBeVisible()
    },
  },
  {
    area: 'lists',
    closed: (domain) => ['/aliases', ...MANY, ...JOBS, box(domain), tab(domain, 'spam')],
    act: async ({ page, domain }) => {
      await page.getByRole('link', { name: 'Group lists' }).click()
      await page.getByRole('button', { name: 'Add group list' }).click()
      await page.getByLabel('Address', { exact: true }).fill(`team@${domain}`)
      await page.getByLabel('Members').fill(`box@${domain}`)
      await page.getByRole('dialog').getByRole('button', { name: 'Add group list' }).click()
      await expect(page.getByRole('row', { name: `team@${domain}` })).toBeVisible()
    },
  },
  {
    area: 'mailboxes',
    closed: (domain) => [...LISTS, '/aliases/import', tab(domain, 'spam'), `${box(domain)}?tab=spam`],
    act: async ({ page, domain }) => {
      await page.getByRole('link', { name: 'All mailboxes' }).click()
      await page.getByRole('link', { name: `box@${domain}` }).click()
      await expect(page.getByRole('link', { name: 'Spam' })).toHaveCount(0)
      await page.getByRole('button', { name: 'Block access' }).click()
      await expect(page.getByRole('button', { name: 'Restore access' })).toBeVisible()
    },
  },
  {
    area: 'domains',
    closed: (domain) => [...LISTS, ...MANY, ...JOBS, box(domain), tab(domain, 'spam')],
    act: async ({ page, domain }) => {
      await page.getByRole('link', { name: 'All domains' }).click()
      await page.getByRole('link', { name: domain, exact: true }).click()
      await expect(page.getByRole('heading', { name: 'DNS records to publish' })).toBeVisible()
      await page.getByRole('link', { name: 'Delivery' }).click()
      await expect(page.getByRole('heading', { name: 'Catch-all' })).toBeVisible()
      await expect(page.getByRole('heading', { name: 'Other names' })).toBeVisible()
    },
  },
]

for (const { area, closed, act } of AREAS) {
  test(`a limited administrator of ${area} alone gets everywhere from the first page, and nowhere else`, async ({
    page,
    admin,
    domain,
    ask,
    server,
    guard,
  }) => {
    // The guard fails the test for every other refused question: a page that is open asks for nothing else.
    guard.expectStatus(403, /other-/)
    guard.expectStatus(404, /nobody%40/)
    await addMailboxes(ask, domain, ['box'])
    await ask('POST', '/domains', { name: `other-${domain}` })
    const limited = await createPerson(server, `limited.${domain}`, admin)
    await makeAdministrator(server, limited, 'limited')
    await ask('PATCH', `/administrators/${limited.userId}`, { areas: [area], domains: [domain] })
    await openAs(page, limited, '/email')
    // A page may not be drawn to its end when it is looked at.
    await expect.poll(() => walkLinks(page), { timeout: 120_000 }).toBeGreaterThan(2)
    const content = page.locator('#content')
    for (const at of [...closed(domain), `/domains/other-${domain}`]) {
      await go(page, `/email${at}`)
      await expect(content.getByText(NOT_GIVEN).first(), at).toBeVisible()
      await expect(content.getByRole('alert'), at).toHaveCount(0)
    }
    await content.getByRole('link', { name: 'To what you were given' }).first().click()
    await expect(page).toHaveURL('/email')
    await act({ page, domain })
  })
}

/** Follows every link of the e-mail area from the first page on: none leads to what was not given. How many pages. */
async function walkLinks(page: Page): Promise<number> {
  const content = page.locator('#content')
  const ways = ['/email']
  for (const way of ways) {
    await go(page, way)
    await expect(content.locator('[aria-busy=true]'), way).toHaveCount(0)
    await expect(content.getByRole('heading').first(), way).toBeVisible()
    await expect(content.getByText(NOT_GIVEN), way).toHaveCount(0)
    const found = await content.locator('a[href^="/email"]').evaluateAll(hrefs)
    ways.push(...found.filter((href) => !ways.includes(href)))
  }
  return ways.length
}

/** As a link does: the panel is not loaded anew for every page. */
async function go(page: Page, to: string): Promise<void> {
  await page.evaluate((address) => window.history.pushState(null, '', address), to)
  await expect(page).toHaveURL(to)
}

function hrefs(links: readonly Element[]): string[] {
  return [...new Set(links.map((link) => link.getAttribute('href') ?? ''))]
}
