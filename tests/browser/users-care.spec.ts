import type { Browser, Page } from '@playwright/test'
import { codeAt } from '../support/factors.ts'
import { OWNER, type TestServer } from '../support/server.ts'
import {
  confirmWith,
  expect,
  forgetConfirmation,
  openAs,
  type Person,
  startSession,
  verifyKey,
} from './fixtures.ts'
import { createPerson } from './people.ts'
import { fromMenuOf, rowOf, test } from './users-fixtures.ts'

/** At a browser of their own somebody sets an authenticator app up, as they would. */
async function setUpApp(browser: Browser, server: TestServer, person: Person, name: string): Promise<void> {
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await startSession(page, person)
  await page.goto('/profile/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Continue' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Set up an authenticator app' })
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '')
  await dialog.getByLabel('Six digits').fill(codeAt(secret, Date.now()))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('alertdialog', { name: 'Keep these recovery codes' })).toBeVisible()
  await context.close()
}

/** As a program that guesses: after five wrong codes none is taken any more. */
async function guessCodes({ url }: TestServer, { username: name, password }: Person): Promise<void> {
  const user = { name, domain: { id: 'default' } }
  const passcode = { user: { ...user, passcode: '000000' } }
  const identity = {
    methods: ['password', 'totp'],
    password: { user: { ...user, password } },
    totp: passcode,
  }
  const body = JSON.stringify({ auth: { identity } })
  const headers = { 'content-type': 'application/json' }
  for (let guess = 0; guess < 5; guess += 1)
    await fetch(`${url}/v3/auth/tokens`, { method: 'POST', headers, body })
}

const lastActs = (page: Page) => page.getByRole('main').getByRole('listitem')

test('disabling and enabling others asks that it is you, and without an answer nothing is done', async ({
  page,
  server,
  owner,
  ann,
}) => {
  const question = page.getByRole('dialog', { name: 'Confirm it is you' })
  await openAs(page, owner, '/users')
  await forgetConfirmation(page)
  await fromMenuOf(page, ann.username, 'Disable')
  await expect(question.getByText('Enter your password to disable a user.')).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await fromMenuOf(page, ann.username, 'Disable')
  await confirmWith(page, owner.password)
  await expect(rowOf(page, ann.username)).toContainText('Disabled')
  await forgetConfirmation(page)
  await fromMenuOf(page, ann.username, 'Enable')
  await expect(question.getByText('Enter your password to enable a user.')).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect(await verifyKey(server, ann.apiKey)).toBe(401)
  await fromMenuOf(page, ann.username, 'Enable')
  await confirmWith(page, owner.password)
  await expect(rowOf(page, ann.username)).toContainText('Active')
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
})

test('the second factors of another user are seen, unlocked and removed after a proof, and the log says who', {
  tag: '@short',
}, async ({ page, browser, server, owner, ann, axe }) => {
  await setUpApp(browser, server, ann, 'Blue phone')
  await openAs(page, owner, `/users/${ann.userId}`)
  await expect(page.getByText('Blue phone')).toBeVisible()
  await expect(page.getByText('10 codes left')).toBeVisible()
  await guessCodes(server, ann)
  await page.reload()
  await expect(page.getByText('Locked: too many wrong codes.')).toBeVisible()
  await axe(page)
  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Unlock now', exact: true }).click()
  await confirmWith(page, owner.password)
  await expect(page.getByText(`Codes of ${ann.username} are taken again.`).last()).toBeVisible()
  await expect(page.getByText('Locked: too many wrong codes.')).toBeHidden()
  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Reset…' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Remove all second factors of ${ann.username}?` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  await dialog.getByRole('button', { name: 'Remove second factors' }).click()
  await confirmWith(page, owner.password)
  await expect(page.getByText(`The second factors of ${ann.username} are removed.`).last()).toBeVisible()
  await expect(page.getByText('None: the password alone signs in.')).toBeVisible()
  await page.goto(`/users/${ann.userId}?tab=activity`)
  await expect(
    lastActs(page).filter({ hasText: `removed all of ${ann.username}’s second factors` }),
  ).toContainText(owner.username)
})

test('staff acts as a user by a token shown once, says so until it is ended, and checks a PIN; owners are offered neither', async ({
  page,
  server,
  guard,
  owner,
  ann,
  axe,
}) => {
  const operator = { ...OWNER, accountId: '', userId: '', apiKey: '' }
  await openAs(page, operator, `/users/${ann.userId}`)
  await fromMenuOf(page, ann.username, 'Check support PIN…')
  const check = page.getByRole('dialog', { name: `Check the support PIN of ${ann.username}` })
  await check.getByLabel('What they name').fill('204 861')
  await page.keyboard.press('Enter')
  await expect(check.getByText('Wrong, or locked, or there is none')).toBeVisible()
  await axe(page)
  await check.getByRole('button', { name: 'Cancel' }).click()
  await forgetConfirmation(page)
  await fromMenuOf(page, ann.username, 'Act as…')
  const dialog = page.getByRole('dialog', { name: `Act as ${ann.username}` })
  await axe(page)
  await dialog.getByRole('button', { name: 'Make token' }).click()
  await confirmWith(page, operator.password)
  const token = (await dialog.locator('p code').first().textContent()) ?? ''
  guard.keepSecret(token)
  const verify = () => fetch(`${server.url}/api/v1/verify`, { headers: { 'x-auth-token': token } })
  expect((await (await verify()).json()).username).toBe(ann.username)
  await axe(page)
  await dialog.getByRole('button', { name: 'Keep it and close' }).click()
  const banner = page.getByRole('region', { name: 'Acting as somebody' })
  await expect(banner).toContainText(`You can act as ${ann.username} until`)
  await axe(page)
  await banner.getByRole('button', { name: 'End it now' }).click()
  await expect(banner).toBeHidden()
  expect((await verify()).status).toBe(401)
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText(`made a token to act as ${ann.username}`)).toBeVisible()
  await page.context().clearCookies()
  await openAs(page, owner, `/users/${ann.userId}`)
  await page.getByRole('button', { name: `More for ${ann.username}` }).click()
  await expect(page.getByRole('menuitem', { name: 'Reset API key…' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Act as…' })).toBeHidden()
})

test('a helper sees what helpers may do, and nothing else', async ({
  page,
  browser,
  server,
  owner,
  ann,
  axe,
}) => {
  await setUpApp(browser, server, ann, 'Blue phone')
  const helper = await createPerson(server, `${owner.username}.helper`, owner)
  await server.prepare([
    'user',
    'role',
    '--username',
    helper.username,
    '--add',
    'identity:user-manage-limited',
  ])
  await openAs(page, helper)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'User Management' }).click()
  await expect(rowOf(page, ann.username)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Create user' })).toBeHidden()
  await expect(page.getByRole('columnheader', { name: 'API key' })).toBeHidden()
  await axe(page)
  await page.getByRole('button', { name: `More for ${ann.username}` }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Disable'])
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Select all 3 shown' }).check()
  await expect(page.getByRole('button', { name: 'Delete…' })).toBeHidden()
  await page.getByRole('button', { name: 'Disable…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Disable 1 user?' })
  await expect(dialog.getByText(`${owner.username}`, { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: ann.username }).click()
  await expect(page.getByText('Blue phone')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Roles' })).toBeHidden()
  await axe(page)
  await page.getByRole('button', { name: 'Edit Email address' }).click()
  await page.getByRole('textbox', { name: 'Email address' }).fill('ann@example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('ann@example.com')).toBeVisible()
  await page.getByRole('button', { name: 'Reset…' }).click()
  await page.getByRole('button', { name: 'Remove second factors' }).click()
  await expect(page.getByText('None: the password alone signs in.')).toBeVisible()
  await page.goto(`/users/${ann.userId}?tab=keys`)
  await expect(page.getByText('ann@example.com')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show API Key' })).toBeHidden()
})

test('the list says how old a key is and when it was used, and warns of old and unused ones', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  await verifyKey(server, ann.apiKey)
  await page.route(/\/api\/v1\/users\?account/, async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    const [first] = body.items
    if (first) first.key = { createdAt: '2024-03-12T10:00:00Z', lastUsedAt: null }
    await route.fulfill({ response: answer, json: body })
  })
  await openAs(page, owner, '/users')
  await expect(rowOf(page, owner.username).first()).toContainText('Made Mar 12, 2024Over a year old')
  await expect(rowOf(page, owner.username).first()).toContainText('No use on record')
  await expect(rowOf(page, ann.username)).toContainText(/Made .*Not used yet|Used/)
  await axe(page)
})

test('the audit log tells acts on users in words, and usage what was refused because of them', async ({
  page,
  server,
  owner,
  ann,
}) => {
  await openAs(page, owner, '/users')
  await fromMenuOf(page, ann.username, 'Disable')
  await expect(rowOf(page, ann.username)).toContainText('Disabled')
  expect(await verifyKey(server, ann.apiKey, 'nightly/2.0')).toBe(401)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, ann.username)).toContainText('Active')
  await page.goto('/audit')
  for (const words of [`disabled ${ann.username}`, `enabled ${ann.username}`]) {
    await expect(lastActs(page).filter({ hasText: words }).first()).toContainText(owner.username)
  }
  await page.goto('/usage?scope=account')
  await page.getByRole('button', { name: 'Table Calls by application' }).click()
  await expect(page.getByRole('row', { name: /nightly/ })).toBeVisible()
})
