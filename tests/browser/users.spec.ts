import type { Locator, Page } from '@playwright/test'
import type { TestServer } from '../support/server.ts'
import {
  test as base,
  confirmWith,
  expect,
  forgetConfirmation,
  openAs,
  type Person,
  shownKey,
  startSession,
  verifyKey,
} from './fixtures.ts'
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

/** What a service is told of whoever holds the key. */
async function rolesOf(server: TestServer, key: string): Promise<readonly string[]> {
  const answer = await fetch(`${server.url}/api/v1/verify`, { headers: { authorization: `Bearer ${key}` } })
  return (await answer.json()).roles
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** Tab until the control has the focus; more stops than any page has means it cannot be reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < 40; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no way there by Tab')
}

async function fromMenuOf(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

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

test('a person is created with an invitation, shown once, and signs in with a password of their own', async ({
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

test('the details of a user are changed in place; one’s own sign-in is elsewhere', async ({
  page,
  guard,
  owner,
  ann,
  axe,
}) => {
  await openAs(page, owner, '/users')
  await page.getByRole('link', { name: ann.username }).click()
  await expect(page.getByRole('heading', { level: 1, name: ann.username })).toBeFocused()
  await axe(page)
  guard.expectStatus(400, /users/)
  await page.getByRole('button', { name: 'Edit Default region' }).click()
  const region = page.getByRole('textbox', { name: 'Default region' })
  await region.fill('not a region!')
  await page.keyboard.press('Enter')
  await expect(region).toHaveAttribute('aria-invalid', 'true')
  await axe(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit Email address' }).click()
  await page.getByRole('textbox', { name: 'Email address' }).fill('ann@example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('ann@example.com')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit Email address' })).toBeFocused()
  await page.goto(`/users/${owner.userId}`)
  await expect(page.getByText('This is you.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disable' })).toBeHidden()
  await axe(page)
})

test('roles are given with a look at what will hold, act at once, and can be undone', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  await openAs(page, owner, `/users/${ann.userId}?tab=roles`)
  await expect(page.getByRole('checkbox', { name: 'Operator' })).toBeDisabled()
  await expect(page.getByText('Stronger than your roles').first()).toBeVisible()
  await axe(page)
  await page.getByRole('checkbox', { name: 'Manager' }).check()
  await expect(page.getByText('After saving: User, Manager')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Show as code Changing roles' }).click()
  await expect(page.getByText('identity:user-manage').last()).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).toEqual(['identity:default'])
  await page.getByRole('button', { name: 'Save roles' }).click()
  await expect(page.getByText(`The roles of ${ann.username} are changed.`).last()).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).toContain('identity:user-manage')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('checkbox', { name: 'Manager' })).not.toBeChecked()
  expect(await rolesOf(server, ann.apiKey)).toEqual(['identity:default'])
  await page.goto(`/users/${owner.userId}?tab=roles`)
  await expect(page.getByRole('checkbox', { name: 'Owner' })).toBeDisabled()
  await expect(page.getByText('another owner can take it, you cannot')).toBeVisible()
})

test('the key of another user is shown and reset after a proof of presence; the old one is refused, and the log says who', async ({
  page,
  server,
  guard,
  owner,
  ann,
  axe,
}) => {
  expect(await verifyKey(server, ann.apiKey, 'backup-script/1.4')).toBe(200)
  await openAs(page, owner, '/users')
  await forgetConfirmation(page)
  await fromMenuOf(page, ann.username, 'Reset API key…')
  await expect(page).toHaveURL(/tab=keys$/)
  await page.getByRole('button', { name: 'Show API Key' }).click()
  await confirmWith(page, owner.password)
  expect(await shownKey(page)).toBe(ann.apiKey)
  await axe(page)
  await page.getByRole('button', { name: 'Reset… API Key' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Generate a new API key for ${ann.username}?` })
  await expect(dialog.getByText('1 application used this key')).toBeVisible()
  await expect(dialog.getByRole('row', { name: /backup-script/ })).toBeVisible()
  await axe(page)
  await dialog.getByLabel('I know this 1 application stops until updated').check()
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(page.getByText('The new API key is ready', { exact: true })).toBeVisible()
  const key = await shownKey(page)
  guard.keepSecret(key)
  expect(key).not.toBe(ann.apiKey)
  expect(await verifyKey(server, ann.apiKey, 'backup-script/1.4')).toBe(401)
  expect(await verifyKey(server, key)).toBe(200)
  expect(await verifyKey(server, owner.apiKey)).toBe(200)
  await expect(page.getByRole('region', { name: 'Who has reconnected' })).toBeVisible()
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText(key)).toBeHidden()
  const entry = page.getByRole('listitem').filter({ hasText: `reset ${ann.username}’s API key` })
  await expect(entry).toContainText(owner.username)
  await axe(page)
})

test('sessions of another user are listed and ended', async ({ page, browser, server, owner, ann, axe }) => {
  const context = await browser.newContext({ baseURL: server.url })
  const theirs = await context.newPage()
  await startSession(theirs, ann)
  await openAs(page, owner, `/users/${ann.userId}?tab=sessions`)
  await expect(page.getByRole('button', { name: /^End session in/ })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'End all' }).click()
  await expect(page.getByText(`${ann.username} is not signed in anywhere.`)).toBeVisible()
  await expect(page.getByText('1 session ended.').last()).toBeVisible()
  await theirs.goto('/')
  await expect(theirs).toHaveURL(/\/login/)
  await context.close()
  await axe(page)
})

test('an invitation is made again, whereupon the first link is dead, and taken back', async ({
  page,
  guard,
  owner,
  axe,
}) => {
  const name = `${owner.username}.guest`
  await openAs(page, owner, '/users/new')
  await page.getByLabel('Username').fill(name)
  await page.getByRole('button', { name: 'Create user' }).click()
  const shown = page.locator('code').filter({ hasText: '/invite/' })
  const first = (await shown.textContent()) ?? ''
  guard.keepSecret(first)
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await fromMenuOf(page, name, 'Invite again…')
  await axe(page)
  await page.getByRole('button', { name: 'Make link' }).click()
  await expect(page.getByRole('dialog', { name: `A link for ${name}` })).toBeVisible()
  const second = (await shown.textContent()) ?? ''
  guard.keepSecret(second)
  expect(second).not.toBe(first)
  await axe(page)
  await page.getByRole('button', { name: 'Done' }).click()
  expect((await fetch(first, { redirect: 'manual' })).status).toBe(404)
  await page.getByRole('link', { name }).click()
  await expect(page.getByText(/The link is good until/)).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText(/its link is dead/).last()).toBeVisible()
  expect((await fetch(second, { redirect: 'manual' })).status).toBe(404)
})

test('deleting says what goes, wants the name typed, hands the roles over, and ends the key at once', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  const heir = await createPerson(server, `${owner.username}.heir`, owner)
  await server.cli(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
  await verifyKey(server, ann.apiKey)
  await openAs(page, owner, `/users/${ann.userId}`)
  await page.getByRole('button', { name: `More for ${ann.username}` }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Delete ${ann.username}?` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByText(/1 application used it in the last 30 days/)).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Delete user' }).click()
  await expect(dialog.getByText('This is not the username.')).toBeVisible()
  await expect(dialog.getByLabel(/^Type/)).toBeFocused()
  await axe(page)
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await dialog.getByLabel('Hand the roles over to').selectOption(heir.username)
  await dialog.getByLabel(/^Type/).fill(ann.username)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/users$/)
  await expect(page.getByText(`${ann.username} is deleted.`).last()).toBeVisible()
  await expect(rowOf(page, ann.username)).toBeHidden()
  await expect(rowOf(page, heir.username)).toContainText('Manager')
  expect(await verifyKey(server, ann.apiKey)).toBe(401)
  expect(await rolesOf(server, heir.apiKey)).toContain('identity:user-manage')
})

test('users who are gone, of another account or out of reach are explained in words', async ({
  page,
  server,
  guard,
  person,
  owner,
  ann,
  axe,
}) => {
  guard.expectStatus(404, /users/)
  guard.expectStatus(403, /users/)
  await server.cli(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
  await openAs(page, ann, `/users/${person.userId}`)
  await expect(page.getByText(/There is no such user in your account/)).toBeVisible()
  await axe(page)
  await page.goto(`/users/${owner.userId}`)
  await expect(page.getByText(/Managers reach those who are neither owner nor manager/)).toBeVisible()
  await axe(page)
  await page.goto('/users')
  await expect(rowOf(page, owner.username).first()).toBeVisible()
  await expect(page.getByRole('button', { name: `More for ${owner.username}`, exact: true })).toBeHidden()
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

test('a user is found, disabled, put back and opened with the keyboard alone', async ({
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
