import { expect, openAs, verifyKey } from './fixtures.ts'
import { PASSWORD } from './people.ts'
import { fromMenuOf, rowOf, tabTo, test } from './users-fixtures.ts'

test('the list is found from the menu, filtered by text, state and role, and sorted; all of it is in the address', async ({
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
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  await expect(rowOf(page, owner.username)).toContainText('You')
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

test('a person is created with an invitation, shown once, and signs in with a password of their own', {
  tag: '@short',
}, async ({ page, guard, owner, axe, browser, server }) => {
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

test('disabling acts at once and can be undone; nobody is offered to shut oneself out', async ({
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

test('a user is found, disabled, put back and opened with the keyboard alone', { tag: '@short' }, async ({
  page,
  owner,
  ann,
}) => {
  await openAs(page, owner, '/users')
  await page.getByLabel('Search').focus()
  await page.keyboard.type(ann.username)
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  const more = page.getByRole('button', { name: `More for ${ann.username}` })
  await tabTo(page, more)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Reset API key…' })).toBeFocused()
  await page.keyboard.type('dis')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, ann.username)).toContainText('Disabled')
  await expect(more).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(rowOf(page, ann.username)).toContainText('Active')
  await expect(page.getByText('Undone.', { exact: true }).first()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Dismiss' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: ann.username }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: ann.username })).toBeFocused()
  await tabTo(page, page.getByRole('link', { name: 'Roles' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('checkbox', { name: 'Reader' }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Save roles' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The roles of ${ann.username} are changed.`).last()).toBeVisible()
})
