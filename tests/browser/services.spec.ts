import type { Page } from '@playwright/test'
import { OWNER } from '../support/server.ts'
import { test as base, expect, openAs, type Person } from './fixtures.ts'
import { createOwner } from './people.ts'

let services = 0
const test = base.extend<{ readonly operator: Person; readonly service: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  operator: async ({}, use) => use({ ...OWNER, accountId: '', userId: '', apiKey: '' }),
  service: async ({ server }, use, { workerIndex }) => {
    services += 1
    const name = `files${workerIndex}x${services}`
    const url = `https://${name}.example/v1/ObjectsOfTheWholeInstallation_%(tenant_id)s`
    await server.prepare(['service', 'add', '--name', name, '--type', 'object-store', '--url', url])
    await use(name)
    await server.prepare(['service', 'remove', '--name', name])
  },
})

const done = (page: Page, text: string) => page.getByRole('paragraph').filter({ hasText: text })

async function openService(page: Page, operator: Person, name: string): Promise<void> {
  await openAs(page, operator, '/services')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name: `Who gets in to ${name}` })).toBeVisible()
}

async function addRule(page: Page, { role, method, path }: { role: string; method: string; path: string }) {
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByLabel(method, { exact: true }).check()
  await dialog.getByLabel('Path').fill(path)
  return dialog
}

async function ask(page: Page, { method, path, role }: { method: string; path: string; role: string }) {
  const card = page.getByRole('region', { name: 'Try a request' })
  await card.getByLabel('Method').selectOption(method)
  await card.getByLabel('Path').fill(path)
  await card.getByLabel('Role').selectOption(role)
  await card.getByRole('button', { name: 'Would it pass?' }).click()
  return card.getByRole('status')
}

test('an operator closes a service by a rule, tries it, and takes the rule back and again', {
  tag: '@short',
}, async ({ page, operator, service, axe }) => {
  await openService(page, operator, service)
  await axe(page)
  const rules = page.getByRole('region', { name: `Who gets in to ${service}` })
  await expect(rules).toContainText('No rules')
  await expect(await ask(page, { method: 'GET', path: '/v1/a', role: '' })).toContainText('Let in')

  const dialog = await addRule(page, { role: 'reader', method: 'GET', path: '/v1/**' })
  const sentence = 'GET under /v1/** needs the role reader.'
  await expect(dialog.getByRole('status')).toHaveText(sentence)
  await expect(dialog).toContainText('closes the service at once')
  await axe(page)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(rules.getByRole('listitem')).toContainText(sentence)
  await expect(done(page, `A rule of ${service} is added.`)).toBeVisible()
  await axe(page)

  await expect(await ask(page, { method: 'GET', path: '/v1/a', role: 'reader' })).toContainText(sentence)
  const refused = await ask(page, { method: 'GET', path: '/v1/a', role: '' })
  await expect(refused).toContainText('Refused')
  await expect(refused).toContainText('reader')
  await expect(await ask(page, { method: 'PUT', path: '/v1/a', role: 'reader' })).toContainText('No rule')

  await rules.getByRole('button', { name: 'Remove' }).click()
  const removal = page.getByRole('alertdialog')
  await expect(removal).toContainText('every good key and token is let in')
  await axe(page)
  await removal.getByRole('button', { name: 'Remove' }).click()
  await expect(rules).toContainText('No rules')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rules.getByRole('listitem')).toContainText(sentence)
})

test('a broken path is told at its field, and what was typed stays', async ({
  page,
  guard,
  operator,
  service,
}) => {
  guard.expectStatus(400, /rules$/)
  await openService(page, operator, service)
  const dialog = await addRule(page, { role: 'reader', method: 'PUT', path: 'v1' })
  await dialog.getByRole('button', { name: 'Add' }).click()
  await expect(dialog.getByRole('alert')).toContainText('slash')
  await expect(dialog.getByLabel('Path')).toHaveValue('v1')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
})

test('removing an address says which rules let nobody in then, and they say so afterwards', async ({
  page,
  guard,
  server,
  operator,
  service,
  axe,
}) => {
  guard.expectStatus(400, /rules$/)
  const more = ['--name', service, '--type', 'object-store', '--region', 'ORD']
  await openService(page, operator, service)
  await server.prepare(['service', 'add', ...more, '--url', 'https://ord.example/v2'])
  await page.reload()
  const outside = await addRule(page, { role: 'reader', method: 'GET', path: '/v3/**' })
  await outside.getByRole('button', { name: 'Add' }).click()
  await expect(outside.getByRole('alert')).toContainText(`paths of ${service} begin with /v1 or /v2`)
  await outside.getByLabel('Path').fill('/v2/**')
  await outside.getByRole('button', { name: 'Add' }).click()
  const rule = page.getByRole('region', { name: `Who gets in to ${service}` }).getByRole('listitem')
  await expect(rule).toContainText('GET under /v2/**')
  await expect(rule).not.toContainText('Outside')
  const row = page.getByRole('row').filter({ hasText: 'ord.example' }).filter({ hasText: 'Remove' })
  await row.getByRole('button', { name: 'Remove' }).click()
  const removal = page.getByRole('alertdialog')
  await expect(removal).toContainText('let nobody in then: GET under /v2/** needs the role reader.')
  await removal.getByRole('button', { name: 'Remove' }).click()
  await expect(rule).toContainText('Outside every address: lets nobody in')
  await axe(page)
  const malformed = await ask(page, { method: 'GET', path: '/v1/../x', role: 'reader' })
  await expect(malformed).toContainText('could mean two things')
})

test('an endpoint is added, taken away after a question, and brought back', async ({
  page,
  guard,
  operator,
  service,
  axe,
}) => {
  guard.expectStatus(409, /services$/)
  await openService(page, operator, service)
  const add = async (address: string) => {
    await page.getByRole('button', { name: 'Add a service' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Service').fill(service)
    await dialog.getByLabel('Type').fill('object-store')
    await dialog.getByLabel('Region').fill('ORD')
    await dialog.getByLabel('Address', { exact: true }).fill(address)
    await dialog.getByRole('button', { name: 'Add' }).click()
    return dialog
  }
  await add('https://ord.example')
  const endpoints = page.getByRole('region', { name: `Endpoints of ${service}` })
  const row = endpoints.getByRole('row').filter({ hasText: 'https://ord.example' })
  await expect(row).toContainText('ORD')
  await axe(page)
  const twice = await add('https://other.example')
  await expect(twice.getByRole('alert')).toBeVisible()
  await twice.getByRole('button', { name: 'Cancel' }).click()
  await row.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toBeVisible()
})

test('everybody else sees how to protect a service, and nothing to change', async ({
  page,
  server,
  service,
  axe,
}, { workerIndex }) => {
  const owner = await createOwner(server, `sven.${workerIndex}.${service}`)
  await openAs(page, owner, '/services')
  await page.getByRole('link', { name: service, exact: true }).click()
  await expect(page.getByRole('heading', { name: `Protect ${service}` })).toBeVisible()
  for (const name of ['Add a service', 'Add a rule', 'Remove']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  }
  await axe(page)
})

test('addresses are read in full at every width, and Remove stands on the line of its endpoint', async ({
  page,
  operator,
  service,
}) => {
  await openService(page, operator, service)
  for (const name of ['Services of this installation', `Endpoints of ${service}`]) {
    const table = page.getByRole('group', { name, exact: true })
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  }
  const row = page
    .getByRole('group', { name: `Endpoints of ${service}` })
    .getByRole('row')
    .last()
  const [region, remove] = await Promise.all(
    [row.getByRole('rowheader'), row.getByRole('button')].map((part) =>
      part.evaluate((element) => {
        const { top, height } = element.getBoundingClientRect()
        return top + height / 2
      }),
    ),
  )
  expect(Math.abs((region ?? 0) - (remove ?? 1_000))).toBeLessThanOrEqual(4)
})
