import { confirmWith, expect, forgetConfirmation, openAs, test } from './fixtures.ts'

const MORE = 'Application credentials and support PIN'
const PAGE = '/account/application-credentials'

test('an application credential is made with rules and an end, told once, logs in by what the file says, and is dead when deleted', {
  tag: '@short',
}, async ({ page, server, guard, person, axe }) => {
  await openAs(page, person, '/account/settings')
  await page.getByRole('button', { name: MORE }).click()
  await axe(page)
  await page.getByRole('link', { name: 'Manage Application credentials' }).click()
  await expect(page.getByText('You have none yet.')).toBeVisible()
  await axe(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('nightly-copy')
  await page.getByLabel('Good until').fill('2035-01-31T12:00')
  await page.getByRole('button', { name: 'Add a request' }).click()
  await page.getByLabel('Method').selectOption('PUT')
  await axe(page)
  await page.getByRole('button', { name: 'Show as code Making an application credential' }).click()
  await expect(page.getByText('--expiration 2035-01-31T').first()).toBeVisible()
  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Make credential' }).click()
  await confirmWith(page, person.password)
  await expect(page.getByText('The application credential nightly-copy is made')).toBeVisible()
  const file = (await page.locator('pre').first().textContent()) ?? ''
  const [, secret = ''] = /application_credential_secret: (\S+)/.exec(file) ?? []
  const [, id = ''] = /application_credential_id: (\S+)/.exec(file) ?? []
  guard.keepSecret(secret)
  await axe(page)
  const logIn = async () => {
    const identity = { methods: ['application_credential'], application_credential: { id, secret } }
    const answer = await fetch(`${server.url}/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { identity } }),
    })
    return answer.status
  }
  expect(await logIn()).toBe(201)
  await page.getByRole('button', { name: 'I have it' }).click()
  await expect(page.getByText(secret)).toBeHidden()
  const row = page.getByRole('row', { name: /nightly-copy/ })
  await expect(row).toContainText('PUT object-store /v1/**')
  await axe(page)
  await row.getByRole('button', { name: 'Delete… nightly-copy' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete the application credential nightly-copy?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  await dialog.getByRole('button', { name: 'Delete credential' }).click()
  await expect(page.getByText('You have none yet.')).toBeVisible()
  expect(await logIn()).toBe(401)
})

test('a name that is taken, and no name at all, are said at the field', async ({
  page,
  guard,
  person,
  axe,
}) => {
  guard.expectStatus(409, /application-credentials/)
  await openAs(page, person, PAGE)
  for (const _ of [1, 2]) {
    await page.getByRole('textbox', { name: 'Name' }).fill('copy')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'I have it' }).or(page.getByText('was not made')).first().waitFor()
    const secret = await page.locator('dd code').nth(1).textContent()
    if (secret) guard.keepSecret(secret)
  }
  await expect(page.getByText('of this name').first()).toBeVisible()
  await axe(page)
})

test('the support PIN is made, hidden, shown after a proof and reset', async ({
  page,
  guard,
  person,
  axe,
}) => {
  await openAs(page, person, '/account/settings')
  await page.getByRole('button', { name: MORE }).click()
  await forgetConfirmation(page)
  const card = page.getByRole('region', { name: 'Programs and support' })
  await card.getByRole('button', { name: 'Make a PIN' }).click()
  await confirmWith(page, person.password)
  const first = (await card.locator('code').textContent()) ?? ''
  expect(first).toMatch(/^\d{6}$/)
  guard.keepSecret(first)
  await axe(page)
  await card.getByRole('button', { name: 'Hide Support PIN' }).click()
  await expect(card.getByText(first)).toBeHidden()
  await card.getByRole('button', { name: 'Show Support PIN' }).click()
  await expect(card.getByText(first)).toBeVisible()
  await card.getByRole('button', { name: 'Reset Support PIN' }).click()
  await expect(card.getByText(first)).toBeHidden()
  guard.keepSecret((await card.locator('code').textContent()) ?? '')
  await axe(page)
})
