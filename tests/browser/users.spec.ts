import type { Page } from '@playwright/test'
import { test as base, expect, openAs, type Person, verifyKey } from './fixtures.ts'
import { createOwner, createPerson, PASSWORD } from './people.ts'

let owners = 0
const test = base.extend<{ readonly owner: Person; readonly ann: Person }>({
  owner: async ({ server, guard }, use, { workerIndex }) => {
    owners += 1
    const owner = await createOwner(server, `uma.${workerIndex}.${owners}`)
    guard.keepSecret(owner.apiKey)
    guard.keepSecret(owner.password)
    await use(owner)
  },
  ann: async ({ server, guard, owner }, use) => {
    const ann = await createPerson(server, `${owner.username}.ann`, owner)
    guard.keepSecret(ann.apiKey)
    await use(ann)
  },
})

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function fromMenuOf(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

test('K: the list is found from the menu, filtered by text, state and role, and sorted; all of it is in the address', async ({
  page,
  owner,
  ann,
  axe,
}) => {
  await openAs(page, owner)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'User Management' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'User Management' })).toBeFocused()
  await expect(page.getByText('2 users')).toBeVisible()
  await axe(page)
  await page.getByLabel('Search').fill('ANN')
  await expect(page).toHaveURL(/\/users\?text=ANN$/)
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  await expect(rowOf(page, ann.username)).toBeVisible()
  await page.getByLabel('State').selectOption('Disabled')
  await expect(page.getByRole('heading', { name: 'No user fits.' })).toBeVisible()
  await axe(page)
  await page.reload()
  await expect(page.getByLabel('Search')).toHaveValue('ANN')
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/users$/)
  await expect(page.getByLabel('Search')).toHaveValue('')
  await page.getByLabel('Role').selectOption('Owner')
  await expect(rowOf(page, owner.username)).toContainText('You')
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
})

test('the list is sorted by name and by age, and says which', async ({ page, owner, ann, axe }) => {
  await openAs(page, owner, '/user-management')
  await expect(page).toHaveURL(/\/users$/)
  const names = page.getByRole('rowheader')
  await expect(names.first()).toContainText(owner.username)
  await page.getByRole('link', { name: 'Sort by User' }).click()
  await expect(page.getByRole('columnheader', { name: 'User' })).toHaveAttribute('aria-sort', 'descending')
  await expect(names.first()).toContainText(ann.username)
  await page.getByRole('link', { name: 'Sort by Created' }).click()
  await expect(page).toHaveURL(/sort=-created$/)
  await expect(names.first()).toContainText(ann.username)
  await page.getByRole('button', { name: 'Show as code Listing users' }).click()
  await axe(page)
})

test('K: a person is created with an invitation, shown once, and signs in with a password of their own', async ({
  page,
  guard,
  owner,
  axe,
  browser,
  server,
}) => {
  const name = `${owner.username}.new`
  await openAs(page, owner, '/users/new')
  await axe(page)
  await page.getByLabel('Username').fill(name)
  await page.getByLabel('Email').fill('new@example.com')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.locator('strong', { hasText: `${name} is created.` })).toBeFocused()
  const link = (await page.locator('code').filter({ hasText: '/invite/' }).textContent()) ?? ''
  guard.keepSecret(link)
  await axe(page)
  await page.getByRole('button', { name: 'Copy Invitation link' }).click()
  await expect(page.getByRole('button', { name: 'Copied Invitation link' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await expect(rowOf(page, name)).toContainText('Invited')
  await page.goBack()
  await expect(page.getByText(link)).toBeHidden()

  const context = await browser.newContext({ baseURL: server.url })
  const theirs = await context.newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await theirs.getByLabel('Password again').fill(PASSWORD)
  await theirs.locator('form button').last().click()
  await expect(theirs.getByRole('button', { name: `Account: ${name}` })).toBeVisible()
  await context.close()
  await page.goto('/users?state=active')
  await expect(rowOf(page, name)).toContainText('Active')
})

test('faults of the form stand at their fields, and what was typed stays', async ({
  page,
  guard,
  owner,
  axe,
}) => {
  guard.expectStatus(409, /users$/)
  guard.expectStatus(400, /users$/)
  await openAs(page, owner, '/users/new')
  await page.getByLabel('Username').fill(owner.username.toUpperCase())
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByLabel('Username')).toBeFocused()
  await expect(page.getByText('This name is taken.')).toBeVisible()
  await axe(page)
  await page.getByLabel('Username').fill(`${owner.username}.other`)
  await page.getByRole('radio', { name: 'Password that you choose' }).check()
  await page.getByLabel('Password', { exact: true }).fill('passwordpassword')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.getByText(/among the first that an attacker tries/)).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  const password = await page.getByLabel('Password', { exact: true }).inputValue()
  guard.keepSecret(password)
  await page.getByRole('button', { name: /^Show as code/ }).click()
  await expect(page.getByText(/NEW_PASSWORD/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByText('They can sign in with the password now.')).toBeVisible()
  await expect(page.getByText(password)).toBeHidden()
})

test('K: disabling acts at once and can be undone; nobody is offered to shut oneself out', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  await openAs(page, owner, '/users')
  await page.getByRole('button', { name: `More for ${owner.username}`, exact: true }).click()
  await expect(page.getByRole('menuitem', { name: 'End sessions' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toBeHidden()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: `More for ${owner.username}`, exact: true })).toBeFocused()
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await fromMenuOf(page, ann.username, 'Disable')
  await expect(rowOf(page, ann.username)).toContainText('Disabled')
  expect(await verifyKey(server, ann.apiKey)).toBe(401)
  await axe(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, ann.username)).toContainText('Active')
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('who manages nobody sees no link, and is told at the address who can help', async ({
  page,
  person,
  axe,
}) => {
  await openAs(page, person, '/users')
  await expect(page.getByText(/The owner can make you a manager/)).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Account Settings' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'User Management' })).toBeHidden()
  await page.goto('/users/new')
  await expect(page.getByText(/The owner can make you a manager/)).toBeVisible()
  await axe(page)
})
