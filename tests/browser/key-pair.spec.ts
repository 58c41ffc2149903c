import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { signatureOf, stampOf } from '../support/email.ts'
import { confirmWith, expect, forgetConfirmation, openAs, type Person, test } from './fixtures.ts'
import { makeAdministrator } from './people.ts'

const SECRET = /^[A-Za-z0-9+/]{40}$/
const AGENT = 'nightly-import/3.2'

/** The pair of somebody, who has just confirmed to be them. */
async function pairOf(page: Page) {
  await page.getByRole('button', { name: 'Show Secret key' }).click()
  await expect(page.getByRole('button', { name: 'Hide Secret key' })).toBeVisible()
  const values = page.locator('dd code')
  const secretKey = (await values.nth(1).textContent()) ?? ''
  const userKey = (await values.nth(0).textContent()) ?? ''
  return { userKey, secretKey }
}

async function call(page: Page, pair: { userKey: string; secretKey: string }): Promise<number> {
  const signature = signatureOf(pair, stampOf(Date.now()), AGENT)
  const headers = { 'user-agent': AGENT, 'x-api-signature': signature }
  const { origin } = new URL(page.url())
  return (await fetch(`${origin}/v1/customers/me`, { headers })).status
}

async function superAt(page: Page, server: Parameters<typeof makeAdministrator>[0], person: Person) {
  await makeAdministrator(server, person, 'super')
  await openAs(page, person, '/profile')
}

test('E2: nobody but a super administrator has the button, and the address says what one must be', {
  tag: '@short',
}, async ({ page, server, person, guard, axe }) => {
  await makeAdministrator(server, person, 'standard')
  await openAs(page, person, '/profile')
  await expect(page.getByText('Standard administrator')).toBeVisible()
  await axe(page)
  await expect(page.getByText(/Generate API Keys|View API Keys/)).toHaveCount(0)
  await page.goto('/profile/api-keys')
  await expect(page.getByText('Only super administrators of the e-mail area have API keys.')).toBeVisible()
  await axe(page)
  guard.expectStatus(403, /key-pairs$/)
  expect(await page.evaluate(async () => (await fetch('/api/v1/users/me/key-pairs')).status)).toBe(403)
})

test('a pair that is refused since a restore says so, whether it has a name or not', async ({
  page,
  server,
  person,
  axe,
}) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible()
  await page.route('**/users/me/key-pairs', async (route) => {
    const answer = await route.fetch()
    const [pair] = (await answer.json()).items
    const refused = { ...pair, state: 'unconfirmed' }
    const items = [refused, { ...refused, id: 'f'.repeat(32), name: 'nightly', userKey: 'named' }]
    await route.fulfill({ response: answer, json: { items } })
  })
  await page.goto('/profile/api-keys')
  await expect(page.getByText('put back from a backup')).toHaveCount(2)
  await expect(page.getByText('Calls signed with named are refused')).toBeVisible()
  await axe(page)
})

test('E3, E5, E6: My Profile is in the menu; its one button generates, and then shows', {
  tag: '@short',
}, async ({ page, server, person, axe }) => {
  await makeAdministrator(server, person, 'super')
  await openAs(page, person)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'My Profile' }).click()
  await expect(page.getByRole('heading', { name: 'My Profile' })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'My Profile' }).click()
  await expect(page.getByRole('link', { name: 'View API Keys' })).toBeVisible()
  await expect(page.getByText('Generate API Keys')).toHaveCount(0)
})

test('E6, E8: the secret is nowhere before Show, which asks for the password; a standing notice says what the pair can do', {
  tag: '@short',
}, async ({ context, page, server, person, guard, axe }) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeVisible()
  await forgetConfirmation(page)
  await page.reload()
  const show = page.getByRole('button', { name: 'Show Secret key' })
  await expect(show).toHaveAccessibleDescription(/can do everything in the e-mail area/)
  await show.click()
  await expect(page.getByText('Enter your password to show the secret key.')).toBeVisible()
  await axe(page)
  await confirmWith(page, person.password)
  const shown = page.locator('dd code').nth(1)
  await expect(shown).toHaveText(SECRET)
  const secret = (await shown.textContent()) ?? ''
  await axe(page)
  await page.getByRole('button', { name: 'Hide Secret key' }).click()
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Copy Secret key' }).click()
  // A page in the background may not write to the clipboard.
  await expect(page.getByRole('button', { name: 'Copied Secret key' })).toBeVisible()
  const paper = await context.newPage()
  await paper.setContent('<textarea aria-label="paper"></textarea>')
  await paper.getByLabel('paper').focus()
  await paper.keyboard.press('Control+V')
  await expect(paper.getByLabel('paper')).toHaveValue(secret)
  guard.keepSecret(secret)
})

test('E7: before a reset one sees who signs with the pair, and with overlap the old one goes on', {
  tag: '@short',
}, async ({ page, server, person, guard, axe }) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  const old = await pairOf(page)
  guard.keepSecret(old.secretKey)
  expect(await call(page, old)).toBe(200)
  await page.getByRole('button', { name: 'Reset… API Keys' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByText(AGENT)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await call(page, old)).toBe(200)
  await page.getByRole('button', { name: 'Reset… API Keys' }).click()
  await dialog.getByLabel('1 hour').check()
  await dialog.getByRole('button', { name: /^Show as code/ }).click()
  await expect(
    dialog.getByText(`admin-key generate --username ${person.username} --overlap 3600s`),
  ).toBeVisible()
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(page.getByText(`The old pair, ${old.userKey}, works until`)).toBeVisible()
  await expect(page.locator('dd code').nth(1)).toBeFocused()
  await axe(page)
  expect(await call(page, old)).toBe(200)
  await page.getByRole('button', { name: 'End it now' }).click()
  await page.getByRole('button', { name: 'End the old pair' }).click()
  await expect(page.getByText(`The old pair, ${old.userKey}`)).toHaveCount(0)
  expect(await call(page, old)).toBe(403)
  await expect(page.getByText('Still failing').or(page.getByText(AGENT)).first()).toBeVisible()
})

test('E1, E11: the first call that is shown answers 200 when it is run as it stands', {
  tag: '@short',
}, async ({ page, server, person, guard }) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  const { userKey, secretKey } = await pairOf(page)
  guard.keepSecret(secretKey)
  expect(secretKey).toMatch(SECRET)
  await expect(page.getByRole('heading', { name: 'You are set' })).toBeVisible()
  const code = (await page.getByRole('tabpanel').first().textContent()) ?? ''
  const env = { ...process.env, KEYWARD_USER_KEY: userKey, KEYWARD_SECRET_KEY: secretKey }
  const { stdout } = await promisify(execFile)('bash', ['-c', `${code} -w ' %{http_code}'`], { env })
  expect(stdout).toMatch(new RegExp(`"accountNumber":"${person.accountId}".* 200$`))
})

test('E6: generating and showing by keyboard alone', { tag: '@short' }, async ({ page, server, person }) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'API Keys', exact: true })).toBeFocused()
  const show = page.getByRole('button', { name: 'Show Secret key' })
  for (let stops = 0; stops < 12; stops += 1) {
    await page.keyboard.press('Tab')
    if (await show.evaluate((element) => element === document.activeElement)) break
  }
  await page.keyboard.press('Space')
  await expect(page.locator('dd code').nth(1)).toHaveText(SECRET)
})

test('E8: for a program that cannot sign, a header is computed that goes on being good', async ({
  page,
  server,
  person,
  guard,
  axe,
}) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  await page.getByLabel(/^Not at all/).check()
  await expect(page.getByText(/Whoever reads one such header/)).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByLabel('User-Agent of the program').fill(AGENT)
  await page.getByRole('button', { name: 'Compute the header' }).click()
  await expect(page.getByRole('button', { name: 'Copy X-Api-Signature' })).toBeVisible()
  await axe(page)
  const header = (await page.locator('main code').last().textContent()) ?? ''
  guard.keepSecret(header)
  const call = { headers: { 'user-agent': AGENT, 'x-api-signature': header } }
  expect((await fetch(`${server.url}/v1/customers/me`, call)).status).toBe(200)
})

test('E8: a header that was refused is compared with the one that a pair makes, step by step', async ({
  page,
  server,
  person,
  guard,
  axe,
}) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  const { userKey, secretKey } = await pairOf(page)
  await page.reload()
  guard.keepSecret(secretKey)
  const sent = page.getByLabel('Header that was refused')
  const compute = page.getByRole('button', { name: 'Compute the header' })
  await page.getByLabel('User-Agent of the program').fill(AGENT)
  const right = signatureOf({ userKey, secretKey }, stampOf(Date.now()), AGENT)
  for (const [header, told] of [
    [right, 'The header that you pasted is right for this User-Agent.'],
    [right.replace(/=$/, ''), 'The encoding: '],
    [signatureOf({ userKey, secretKey }, '20200102030405', AGENT), 'The clock: '],
    [signatureOf({ userKey, secretKey: '' }, stampOf(Date.now()), AGENT), 'The secret key: '],
  ] as const) {
    await sent.fill(header)
    await compute.click()
    await expect(page.getByText(told)).toBeVisible()
    await expect(page.getByText(`${AGENT}${header.split(':')[1]}secret key`)).toBeVisible()
  }
  await axe(page)
})

test('E8: a pair for less than everything is made, and is refused what it is not for', {
  tag: '@short',
}, async ({ page, server, person, guard, axe }) => {
  await superAt(page, server, person)
  await page.getByRole('button', { name: 'Generate API Keys' }).click()
  await page.getByRole('button', { name: 'Add a limited pair' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('reader')
  await dialog.getByLabel('Mailboxes').check()
  await axe(page)
  await dialog.getByRole('button', { name: 'Generate API Keys' }).click()
  await expect(page.getByText('The key pair “reader”.')).toBeVisible()
  await axe(page)
  const made = page.locator('section', { hasText: 'Limited key pairs' }).last().locator('code')
  const pair = {
    userKey: (await made.nth(0).textContent()) ?? '',
    secretKey: (await made.nth(1).textContent()) ?? '',
  }
  guard.keepSecret(pair.secretKey)
  await page.getByRole('button', { name: 'Add a limited pair' }).click()
  for (const name of ['default', 'reader']) {
    await dialog.getByLabel('Name').fill(name)
    await expect(dialog.getByText(/There is a pair of this name/)).toBeVisible()
  }
  await dialog.getByRole('button', { name: 'Generate API Keys' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await call(page, pair)).toBe(200)
  const signature = signatureOf(pair, stampOf(Date.now()), AGENT)
  const headers = { 'user-agent': AGENT, 'x-api-signature': signature }
  const change = await fetch(`${server.url}/v1/customers/me/domains/a.example`, { method: 'DELETE', headers })
  expect([change.status, change.headers.get('x-error-message')]).toEqual([
    403,
    'This key pair may only read.',
  ])
  await page.reload()
  await page.getByRole('button', { name: 'Show reader' }).click()
  await expect(page.getByText(pair.secretKey)).toBeVisible()
  await page.getByRole('button', { name: 'Reset… reader' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked.getByText(AGENT)).toBeVisible()
  await axe(page)
  await asked.getByLabel('1 hour').check()
  await asked.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(page.getByText(`The old pair, ${pair.userKey}, works until`)).toBeVisible()
  guard.keepSecret((await made.nth(1).textContent()) ?? '')
  await axe(page)
  expect(await call(page, pair)).toBe(200)
  await page.getByRole('button', { name: 'End it now' }).click()
  await page.getByRole('button', { name: 'End the old pair' }).click()
  await expect(page.getByText(`The old pair, ${pair.userKey}`)).toHaveCount(0)
  expect(await call(page, pair)).toBe(403)
  await page.getByRole('button', { name: 'Delete reader' }).click()
  await axe(page)
  await asked.getByRole('button', { name: 'Delete the pair' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'reader' })).toHaveCount(0)
  expect(await call(page, pair)).toBe(403)
})
