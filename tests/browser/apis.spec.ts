import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, openAs, test } from './fixtures.ts'
import { createAdministrator, createPairOf, makeAdministrator } from './people.ts'

const run = promisify(execFile)

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('K2: the catalog of APIs is read without signing in, and leads to log in and back', {
  tag: '@short',
}, async ({ page, server, axe }) => {
  await page.goto('/apis')
  await expect(heading(page, 'API catalog')).toBeVisible()
  for (const name of ['Native API', 'Forward-auth', 'Identity v3', 'Identity v2.0', 'Identity v1.1']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  }
  const v2 = page.getByRole('region', { name: 'Identity v2.0' })
  await expect(v2.getByText(`${server.url}/v2.0`)).toBeVisible()
  await axe(page)

  const spec = await v2.getByRole('link', { name: /^OpenAPI 3\.1/ }).getAttribute('href')
  const document = await page.request.get(spec ?? '')
  expect(document.status()).toBe(200)
  expect((await document.json()).openapi).toBe('3.1.0')

  await v2.getByRole('link', { name: /^Operations/ }).click()
  await expect(heading(page, 'Identity v2.0')).toBeFocused()
  await axe(page)
  await page.getByRole('link', { name: /Whose token this is/ }).click()
  await expect(page.getByRole('button', { name: 'Send' })).toBeHidden()
  await page.getByRole('button', { name: 'Build only' }).click()
  await expect(page.getByRole('group', { name: 'Request' })).toContainText(
    `GET ${server.url}/v2.0/tokens/$KEYWARD_TOKEN`,
  )
  await axe(page)
  await page.goto('/apis/native/listUsers')
  await page.getByRole('button', { name: 'Build only' }).click()
  await expect(page.getByRole('group', { name: 'Request' })).toContainText(
    'Authorization: Bearer $KEYWARD_KEY',
  )
  await page.goBack()
  const login = page.getByRole('link', { name: 'Log in', exact: true })
  await login.click()
  await expect(page).toHaveURL(/\/login\?next=%2Fapis%2Fidentity-v2\.0%2FvalidateToken$/)
})

test('the card of an API tells those who are signed in when they last used it, and nobody else', {
  tag: '@short',
}, async ({ page, person, server, axe }) => {
  await page.goto('/apis')
  await expect(page.getByRole('region', { name: 'Identity v1.0' })).toBeVisible()
  await expect(page.getByText(/by you/)).toHaveCount(0)
  await page.request.get(`${server.url}/v1.0`, {
    headers: { 'X-Auth-User': person.username, 'X-Auth-Key': person.apiKey },
  })
  await openAs(page, person, '/apis')
  const used = page.getByRole('region', { name: 'Identity v1.0' })
  await expect(used.getByText('Last use by you: just now')).toBeVisible()
  const unused = page.getByRole('region', { name: 'Token introspection' })
  await expect(unused.getByText('Not used by you in the last 30 days')).toBeVisible()
  await axe(page)
})

test('K2: from Account Settings the catalog is one click away', async ({ settings }) => {
  await settings.getByRole('main').getByRole('link', { name: 'API catalog' }).click()
  await expect(heading(settings, 'API catalog')).toBeVisible()
})

test('operations are found by the words in them, by keyboard; the search is part of the address', async ({
  page,
  axe,
}) => {
  await page.goto('/apis/identity-v3')
  await expect(page.getByRole('link', { name: /auth\/tokens/ }).first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('own pass')
  await expect(page).toHaveURL(/\?q=own(\+|%20)pass$/)
  await expect(page.getByRole('listitem')).toHaveCount(1)
  await axe(page)
  await page.keyboard.type(' nothing')
  await expect(page.getByText('No operation matches')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(page.getByRole('link', { name: /\/v3\/roles/ }).first()).toBeVisible()
})

test('operations are filtered by the right that they need, which is part of the address, and the page of each tells it', {
  tag: '@short',
}, async ({ page, axe }) => {
  await page.goto('/apis/native?q=users')
  await page.getByLabel('Right needed').selectOption('User helper')
  await expect(page).toHaveURL(/\?q=users&right=helper$/)
  await expect(page.getByRole('link', { name: /Shut a user out/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /Rights: User helper, Staff/ }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: /DELETE \/api\/v1\/users\/\{userId\} / })).toBeHidden()
  await axe(page)
  await page.reload()
  await expect(page.getByLabel('Right needed')).toHaveValue('helper')
  await page.goto('/apis/native?right=nothing')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(page).toHaveURL(/\/apis\/native$/)
  await page.goto('/apis/native/resetKey')
  const rights = page.getByRole('region', { name: 'Rights' })
  await expect(rights.getByRole('listitem')).toHaveText([
    'Oneself: users, for themselves',
    /^User manager: role identity:user-manage/,
    /^Staff: role identity:admin/,
  ])
})

test('each status of an operation has an address, which opens at it with its example unfolded', {
  tag: '@short',
}, async ({ page, axe }) => {
  await page.goto('/apis/native/resetKey#status-409')
  const conflict = page.getByRole('listitem').filter({ hasText: /^409/ })
  await expect(conflict).toBeInViewport()
  await expect(conflict.getByText('"requestId"')).toBeVisible()
  await axe(page)
  const created = page.getByRole('listitem').filter({ hasText: /^201/ })
  await expect(created.locator('pre')).toBeHidden()
  await created.getByRole('link', { name: /^201/ }).click()
  await expect(page).toHaveURL(/\/apis\/native\/resetKey#status-201$/)
  await expect(created.locator('pre')).toBeVisible()
})

test('what a body holds is told member by member', async ({ page, axe }) => {
  await page.goto('/apis/native/createMailbox')
  await page.getByText('What the body holds').click()
  const contact = page.getByRole('listitem').filter({ hasText: /^contact Object/ })
  await expect(contact.getByRole('listitem').filter({ hasText: /^firstName Text/ })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /^address Text.*required/ })).toBeVisible()
  await axe(page)
})

test('what is not in the catalog says so', async ({ page, guard, axe }) => {
  guard.expectStatus(404, /nothing/)
  for (const path of ['/apis/nothing', '/apis/native/nothing']) {
    await page.goto(path)
    await expect(heading(page, 'Not in the catalog')).toBeVisible()
  }
  await axe(page)
})

test('a failing catalog offers to try again', async ({ page, guard, axe }) => {
  guard.expectStatus(500, /apis$/)
  await page.route('**/api/v1/apis', (route) => route.fulfill({ status: 500, body: '{}' }))
  await page.goto('/apis')
  await expect(page.getByRole('alert')).toContainText('could not be loaded')
  await axe(page)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('region', { name: 'Native API' })).toBeVisible()
})

test('Send with the own session shows request and answer; the call is in the history without its secrets', {
  tag: '@short',
}, async ({ page, person, axe }) => {
  await openAs(page, person, '/apis/native/getOwnUser')
  await page.getByRole('button', { name: 'Send' }).click()
  const answer = page.getByRole('group', { name: 'Answer' })
  await expect(answer).toContainText('200')
  await expect(answer).toContainText(person.userId)
  await expect(page.getByRole('group', { name: 'Request' })).not.toContainText('Authorization')
  await axe(page)
  await page.getByRole('button', { name: /^Favourite/ }).click()
  await page.getByRole('link', { name: 'API catalog' }).last().click()
  await expect(page.getByRole('region', { name: 'Favourites' }).getByRole('link')).toHaveText(
    'Native API · The user who asks',
  )
  await axe(page)
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('row', { name: /GET \/api\/v1\/users\/me 200/ })).toBeVisible()
  await axe(page)
  await page.reload()
  await page.getByRole('button', { name: 'Clear history' }).click()
  await expect(page.getByText('Nothing has been sent')).toBeVisible()
})

test('K5: a key that is typed in is sent, and neither shown, stored nor put in an address', {
  tag: '@short',
}, async ({ page, person, axe }) => {
  await openAs(page, person, '/apis/identity-v2.0/listUsers')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('alert')).toContainText('Fill in first: API key.')
  await axe(page)
  await page.getByLabel('API key', { exact: true }).fill(person.apiKey)
  await page.getByRole('button', { name: 'Send' }).click()
  const request = page.getByRole('group', { name: 'Request' })
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText(person.username)
  await expect(request).toContainText('X-Auth-Token: $KEYWARD_TOKEN')
  await axe(page)
})

test('K5: the own key is filled in at a click, sent, and neither shown nor put in an address', {
  tag: '@short',
}, async ({ page, person, axe }) => {
  await openAs(page, person, '/apis/native/verify')
  await page.getByRole('button', { name: 'Use my API key' }).click()
  await expect(page.getByLabel('API key', { exact: true })).toHaveValue(person.apiKey)
  await expect(page.getByLabel('API key', { exact: true })).toHaveAttribute('type', 'password')
  await axe(page)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText(person.username)
  await expect(page.getByRole('main')).not.toContainText(person.apiKey)
})

test('a login shows its token only when asked to, and a wrong key is an answer like any other', async ({
  page,
  person,
  guard,
}) => {
  await openAs(page, person, '/apis/identity-v2.0/logIn')
  await page.getByLabel('API key', { exact: true }).fill(person.apiKey)
  await page.getByRole('button', { name: 'Send' }).click()
  const answer = page.getByRole('group', { name: 'Answer' })
  await expect(answer).toContainText('"id": "••••••"')
  await page.getByRole('button', { name: 'Show secrets' }).click()
  await expect(answer).not.toContainText('••••••')
  guard.expectStatus(401, /\/v2\.0\/tokens$/)
  await page.getByLabel('API key', { exact: true }).fill('0'.repeat(32))
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(answer).toContainText('401')
})

test('what a request needs is told: the values of a field, in fields of one height, and where a signature comes from', async ({
  page,
}) => {
  await page.goto('/apis/native/listUsers')
  const state = page.getByLabel('state (optional)')
  await expect(state).toHaveAccessibleDescription(/One of active, invited, disabled/)
  const heights = await page
    .getByRole('region', { name: 'Fill in' })
    .getByRole('textbox')
    .evaluateAll((fields) => fields.map(({ clientHeight }) => clientHeight))
  expect(new Set(heights).size).toBe(1)
  await page.goto('/apis/email/showCustomer')
  const signature = page.getByRole('link', { name: 'Calculate a signature' })
  await expect(signature).toHaveAttribute('href', '/profile/api-keys')
})

test('a call of the e-mail API is signed in the page, with a pair that is typed in and shown nowhere', async ({
  page,
  server,
  guard,
  axe,
}, { workerIndex }) => {
  const boss = await createAdministrator(server, `boss.${workerIndex}.signs`)
  const pair = await createPairOf(server, boss)
  guard.keepSecret(pair.secretKey)
  guard.expectStatus(403, /\/customers\/me$/)
  await openAs(page, boss, '/apis/email/showCustomer')
  await page.getByLabel('User key').fill(pair.userKey)
  await page.getByLabel('Secret key').fill(pair.secretKey)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText('200')
  await expect(page.getByRole('group', { name: 'Request' })).toContainText(
    'X-Api-Signature: $KEYWARD_SIGNATURE',
  )
  await axe(page)
  await page.getByLabel('Secret key').fill('another')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText('403')
})

test('what changes something asks first', async ({ page, person, axe }) => {
  await openAs(page, person, '/apis/native/endStepUp')
  await page.getByRole('button', { name: 'Send' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('DELETE /api/v1/session/step-up')
  await axe(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('group', { name: 'Answer' })).toBeHidden()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Send' }).click()
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('group', { name: 'Answer' })).toContainText('204')
})

test('E10: the first call of the native API runs as it is shown, in each language', async ({
  page,
  person,
}) => {
  await page.goto('/apis/native/verify')
  const programs = [
    ['curl', 'bash', ['-euo', 'pipefail', '-c']],
    ['TypeScript', process.execPath, ['--input-type=module-typescript', '--eval']],
    ['Python', 'python3', ['-c']],
    ['Ruby', 'ruby', ['-e']],
  ] as const
  for (const [language, program, args] of programs) {
    await page.getByRole('tab', { name: language }).click()
    const code = (await page.getByRole('tabpanel', { name: language }).textContent()) ?? ''
    const env = { PATH: process.env['PATH'] ?? '', KEYWARD_KEY: person.apiKey, NODE_NO_WARNINGS: '1' }
    const { stdout } = await run(program, [...args, code], { env, timeout: 20_000 })
    expect(stdout).toContain(person.username)
  }
})

test('K5: "Test this key" asks every API with the key, and says how each answered', {
  tag: '@short',
}, async ({ settings, axe }) => {
  await settings.getByRole('button', { name: 'Test this key' }).click()
  const main = settings.getByRole('main')
  await expect(main.getByText('6 of 6 APIs take this key.')).toBeVisible()
  for (const name of ['Identity v1.0', 'Identity v1.1', 'Identity v2.0', 'Identity v3']) {
    await expect(settings.getByRole('listitem').filter({ hasText: name })).toContainText('the token is good')
  }
  await axe(settings)
})

test('K1: Home lists Identity, API keys, e-mail and each service as a card with its state, and none leads nowhere', {
  tag: '@short',
}, async ({ page, person, server, axe }) => {
  const name = `files${Date.now()}`
  const url = 'https://files.example.com/v1/%(tenant_id)s'
  await server.prepare([
    'service',
    'add',
    '--name',
    name,
    '--type',
    'object-store',
    '--region',
    'DFW',
    '--url',
    url,
  ])
  await openAs(page, person)
  const main = page.getByRole('main')
  await expect(main.getByRole('link', { name: 'API keys', exact: true })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Email', exact: true })).toHaveCount(0)
  await makeAdministrator(server, person, 'standard')
  await page.reload()
  await expect(main.getByRole('listitem').filter({ hasText: 'Email' })).toContainText('standard')
  await expect(main.getByRole('listitem').filter({ hasText: 'Identity' }).first()).toContainText('Answers')
  await expect(main.getByRole('listitem').filter({ hasText: 'API keys' })).toContainText('active')
  await expect(main.getByRole('listitem').filter({ hasText: name })).toContainText('In the catalog · DFW')
  await axe(page)
  for (const card of ['Identity', 'API keys', 'Email', name]) {
    await main.getByRole('listitem').getByRole('link', { name: card, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(heading(page, 'Page not found')).toBeHidden()
    await page.goBack()
  }
})

test('each service has a recipe for every proxy, with the addresses of this server', async ({
  page,
  person,
  server,
  axe,
}) => {
  await server.prepare([
    'service',
    'add',
    '--name',
    'reports',
    '--type',
    'reports',
    '--url',
    'https://reports.example.com',
  ])
  await openAs(page, person, '/services')
  await page.getByRole('link', { name: 'reports' }).click()
  await expect(page).toHaveURL(/service=\d+$/)
  const recipe = page.getByRole('region', { name: 'Protect reports' })
  for (const proxy of ['nginx', 'Caddy', 'Traefik', 'Envoy', 'Express', 'Fastify']) {
    await recipe.getByRole('tab', { name: proxy }).click()
    await expect(recipe.getByRole('tabpanel', { name: proxy })).toContainText(`localhost`)
    await expect(recipe.getByRole('tabpanel', { name: proxy })).toContainText(String(server.port))
  }
  await axe(page)
  await recipe.getByRole('link', { name: 'Forward-auth' }).click()
  await expect(heading(page, 'Forward-auth')).toBeVisible()
})

test('on paper an operation is whole: nothing to press, nothing folded away, dark on light', async ({
  page,
}) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.goto('/apis/native/createMailbox')
  const main = page.getByRole('main')
  await expect(main.getByText('displayName').first()).toBeVisible()
  await expect(main.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('banner')).toHaveCount(0)
  await expect(main.getByText('"requestId"').first()).toBeVisible()
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('light')
})
