import type { Page } from '@playwright/test'
import type { TestServer } from '../support/server.ts'
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
import { rolesOf, rowOf, tabTo, test } from './users-fixtures.ts'

/** Programs in the owner's account, made the way programs make them. */
async function makePrograms(server: TestServer, owner: Person, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, at) => `${owner.username}.p${String(at).padStart(3, '0')}`)
  for (const username of names) {
    const answer = await fetch(`${server.url}/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ username, invite: false }),
    })
    expect(answer.status).toBe(201)
  }
  return names
}

const choose = (page: Page, name: string) =>
  page.getByRole('checkbox', { name: `Select ${name}`, exact: true })
const bar = (page: Page) => page.getByRole('region', { name: 'Act on many' })
const act = (page: Page, name: string) => bar(page).getByRole('button', { name }).click()
const stateOf = async (server: TestServer, owner: Person, state: string) => {
  const answer = await fetch(`${server.url}/api/v1/users?state=${state}&count=true`, {
    headers: { authorization: `Bearer ${owner.apiKey}` },
  })
  return (await answer.json()).total
}

test('users are chosen one by one, by range and all that is shown; the bar counts them', async ({
  page,
  server,
  owner,
  axe,
}) => {
  const [first = '', second = '', third = '', fourth = ''] = await makePrograms(server, owner, 4)
  await openAs(page, owner, '/users')
  await axe(page)
  await choose(page, second).check()
  await expect(bar(page).getByText('1 selected')).toBeVisible()
  await choose(page, fourth).click({ modifiers: ['Shift'] })
  await expect(choose(page, third)).toBeChecked()
  await expect(bar(page).getByText('3 selected')).toBeVisible()
  // The bar stays in view while the rows pass below it; half a button under it is no small button.
  await page.evaluate(() => window.scrollTo(0, 0))
  await axe(page)
  const all = page.getByRole('checkbox', { name: 'Select all 5 shown' })
  await expect(all).toBeChecked({ indeterminate: true })
  await all.check()
  await expect(choose(page, first)).toBeChecked()
  await expect(choose(page, owner.username)).toBeChecked()
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await expect(choose(page, second)).not.toBeChecked()
  await choose(page, first).check()
  await page.getByLabel('Search').fill(second)
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  await expect(choose(page, second)).not.toBeChecked()
  await expect(bar(page).getByRole('button', { name: 'Disable…' })).toBeHidden()
})

test('disabling many asks that it is you once, leaves oneself out with the reason, acts at once and can be undone', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
  const names = await makePrograms(server, owner, 6)
  await openAs(page, owner, '/users')
  await forgetConfirmation(page)
  await page.getByRole('checkbox', { name: 'Select all 8 shown' }).check()
  await act(page, 'Disable…')
  const dialog = page.getByRole('alertdialog', { name: 'Disable 7 users?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByRole('listitem')).toContainText(`${owner.username}: yourself`)
  await axe(page)
  await dialog.getByRole('button', { name: 'Disable 7 users' }).click()
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await confirmWith(page, owner.password)
  await expect(page.getByText('7 users are disabled.').last()).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, names[3] ?? '')).toContainText('Disabled')
  expect(await verifyKey(server, ann.apiKey)).toBe(401)
  expect(await stateOf(server, owner, 'disabled')).toBe(7)
  await axe(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.', { exact: true }).last()).toBeVisible()
  await expect(rowOf(page, ann.username)).toContainText('Active')
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  expect(await stateOf(server, owner, 'disabled')).toBe(0)
})

test('whoever does not prove presence disables nobody, and may ask again', async ({
  page,
  server,
  owner,
  ann,
}) => {
  await openAs(page, owner, '/users')
  await forgetConfirmation(page)
  await choose(page, ann.username).check()
  await act(page, 'Disable…')
  await page.getByRole('button', { name: 'Disable 1 user' }).click()
  await page
    .getByRole('dialog', { name: 'Confirm it is you' })
    .getByRole('button', { name: 'Cancel' })
    .click()
  await expect(page.getByRole('alertdialog', { name: 'Disable 1 user?' })).toBeVisible()
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
})

test('all that a filter finds are chosen with their number, though only some are shown', async ({
  page,
  server,
  owner,
  axe,
}) => {
  await makePrograms(server, owner, 60)
  await openAs(page, owner, '/users?text=.p0')
  await expect(page.getByText('The first 50 users of 60')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all 50 shown' }).check()
  await page.getByRole('button', { name: 'Select all 60' }).click()
  await expect(bar(page).getByText('60 selected')).toBeVisible()
  await axe(page)
  await act(page, 'Disable…')
  const dialog = page.getByRole('alertdialog', { name: 'Disable 60 users?' })
  await dialog.getByText('And 52 more').click()
  await axe(page)
  await dialog.getByRole('button', { name: 'Disable 60 users' }).click()
  await expect(page.getByText('60 users are disabled.').last()).toBeVisible()
  expect(await stateOf(server, owner, 'disabled')).toBe(60)
})

test('an act that is stopped says who is done and who is not, and goes on from there', async ({
  page,
  server,
  owner,
  axe,
}) => {
  const names = await makePrograms(server, owner, 12)
  let held = 0
  let release = () => {}
  const gate = new Promise<void>((open) => {
    release = open
  })
  await page.route(/\/disable$/, async (route) => {
    held += 1
    if (held > 4) await gate
    await route.continue()
  })
  await openAs(page, owner, '/users?text=.p0')
  await page.getByRole('checkbox', { name: 'Select all 12 shown' }).check()
  await act(page, 'Disable…')
  await page.getByRole('button', { name: 'Disable 12 users' }).click()
  const meter = page.getByRole('progressbar', { name: 'Disable 12 users' })
  await expect(meter).toHaveAttribute('value', '4')
  await axe(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  release()
  const result = page.getByRole('alertdialog', { name: '8 of 12 done' })
  await expect(result).toBeVisible()
  await expect(result.getByText('Not begun')).toHaveCount(4)
  await axe(page)
  expect(await stateOf(server, owner, 'disabled')).toBe(8)
  await result.getByRole('button', { name: 'Try 4 again' }).click()
  await expect(page.getByText('12 users are disabled.').last()).toBeVisible()
  await expect(rowOf(page, names[11] ?? '')).toContainText('Disabled')
})

test('rows that fail say why, and are tried again without the others', async ({
  page,
  server,
  guard,
  owner,
  ann,
  axe,
}) => {
  const [program = ''] = await makePrograms(server, owner, 1)
  guard.expectStatus(403, new RegExp(ann.userId))
  let refused = false
  await page.route(new RegExp(`${ann.userId}/disable$`), (route) => {
    if (refused) return route.continue()
    refused = true
    const problem = {
      code: 'forbidden',
      detail: 'Only tomorrow.',
      title: 'No',
      status: 403,
      type: 'about:blank',
    }
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ ...problem, requestId: 'r' }),
    })
  })
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await choose(page, program).check()
  await act(page, 'Disable…')
  await page.getByRole('button', { name: 'Disable 2 users' }).click()
  const result = page.getByRole('alertdialog', { name: '1 of 2 done' })
  await expect(result.getByRole('row', { name: ann.username })).toContainText('Failed')
  await expect(result.getByRole('row', { name: program })).toContainText('Done')
  await axe(page)
  await result.getByRole('button', { name: 'Try 1 again' }).click()
  await expect(page.getByText('2 users are disabled.').last()).toBeVisible()
  expect(await verifyKey(server, ann.apiKey)).toBe(401)
})

test('a role is given to many at once, not to those who have it, and taken back by Undo', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  const bob = await createPerson(server, `${owner.username}.bob`, owner)
  await server.prepare(['user', 'role', '--username', bob.username, '--add', 'reader'])
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await choose(page, bob.username).check()
  await act(page, 'Roles…')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toHaveAccessibleName('Change the roles of 2 users')
  await axe(page)
  await dialog.getByLabel('Role', { exact: true }).selectOption('Reader')
  await expect(dialog.getByRole('listitem')).toContainText(`${bob.username}: has the role already`)
  await axe(page)
  await dialog.getByRole('button', { name: 'Give Reader to 1 user' }).click()
  await expect(page.getByText('1 user has Reader now.').last()).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).toContain('reader')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, ann.username)).not.toContainText('Reader')
  expect(await rolesOf(server, ann.apiKey)).not.toContain('reader')
  expect(await rolesOf(server, bob.apiKey)).toContain('reader')
})

test('ending the sessions of many signs them out at once, and leaves their keys alone', async ({
  page,
  browser,
  server,
  owner,
  ann,
  axe,
}) => {
  const context = await browser.newContext({ baseURL: server.url })
  const theirs = await context.newPage()
  await startSession(theirs, ann)
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await choose(page, owner.username).check()
  await act(page, 'End sessions…')
  const dialog = page.getByRole('alertdialog', { name: 'End the sessions of 1 user?' })
  await expect(dialog.getByText('They sign in again.')).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'End the sessions of 1 user' }).click()
  await expect(page.getByText('The sessions of 1 user are ended.').last()).toBeVisible()
  await theirs.goto('/')
  await expect(theirs).toHaveURL(/\/login/)
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await context.close()
})

const more = async (page: Page, name: string) => {
  await bar(page).getByRole('button', { name: 'More for those selected' }).click()
  await page.getByRole('menuitem', { name }).click()
}

test('many are invited again: each link is there this once, and the earlier ones are dead', async ({
  page,
  server,
  guard,
  owner,
  ann,
  axe,
}) => {
  const names = ['guest1', 'guest2'].map((name) => `${owner.username}.${name}`)
  const first = await Promise.all(
    names.map(async (username) => {
      const headers = { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ username })
      const made = await fetch(`${server.url}/api/v1/users`, { method: 'POST', headers, body })
      return (await made.json()).invitation.link
    }),
  )
  await openAs(page, owner, '/users')
  for (const name of [...names, ann.username]) await choose(page, name).check()
  await more(page, 'Invite again…')
  const dialog = page.getByRole('alertdialog', { name: 'Invite 2 users again?' })
  await expect(dialog.getByText(`${ann.username}: has chosen a password.`)).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Invite 2 users again' }).click()
  const result = page.getByRole('alertdialog', { name: '2 of 2 done' })
  await expect(result.getByText('Shown this once.')).toBeVisible()
  await axe(page)
  for (const link of first) expect((await fetch(link, { redirect: 'manual' })).status).toBe(404)
  const saved = page.waitForEvent('download')
  await result.getByRole('button', { name: 'Download as CSV' }).click()
  const file = (await (await (await saved).createReadStream()).toArray()).join('')
  for (const link of file.match(/http\S*\/invite\/[^",\s]+/g) ?? []) {
    guard.keepSecret(link)
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
  }
  expect(file.match(/\/invite\//g)).toHaveLength(2)
  await result.getByRole('button', { name: 'Close' }).click()
  await expect(bar(page).getByText('selected')).toBeHidden()
})

test('a second factor is required of many: who has none is signed out, and Undo puts back what was said of each', async ({
  page,
  browser,
  server,
  owner,
  ann,
  axe,
}) => {
  const context = await browser.newContext({ baseURL: server.url })
  const theirs = await context.newPage()
  await startSession(theirs, ann)
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await more(page, 'Require a second factor…')
  const dialog = page.getByRole('alertdialog', { name: 'Require a second factor of 1 user?' })
  await axe(page)
  await dialog.getByRole('button', { name: 'Require a second factor of 1 user' }).click()
  await expect(page.getByText('A second factor is required of 1 user.').last()).toBeVisible()
  await theirs.goto('/')
  await expect(theirs).toHaveURL(/\/login/)
  expect(await verifyKey(server, ann.apiKey)).toBe(200)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone.', { exact: true }).last()).toBeVisible()
  await page.goto(`/users/${ann.userId}`)
  await expect(page.getByLabel('A second factor is')).toHaveValue('default')
  await page.getByLabel('A second factor is').selectOption('Not required')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(`No second factor is required of ${ann.username}.`).last()).toBeVisible()
  await axe(page)
  await context.close()
})

test('the keys of many are reset after a look at who uses them, with the number typed; the old ones are refused', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
  const [program = ''] = await makePrograms(server, owner, 1)
  expect(await verifyKey(server, ann.apiKey, 'backup-script/1.4')).toBe(200)
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await choose(page, program).check()
  await more(page, 'Reset API keys…')
  const dialog = page.getByRole('alertdialog', { name: 'Reset the API keys of 2 users?' })
  await expect(dialog.getByText(`1 application used these keys`)).toContainText(`${ann.username} (1)`)
  await axe(page)
  await dialog.getByLabel('Type 2 to confirm').fill('2')
  await dialog.getByRole('button', { name: 'Reset the API keys of 2 users' }).click()
  await expect(page.getByText('The API keys of 2 users are new.').last()).toBeVisible()
  expect(await verifyKey(server, ann.apiKey, 'backup-script/1.4')).toBe(401)
})

test('deleting many says what is lost, hands the roles over, wants the number typed and ends every key', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  const [heir, bob] = [
    await createPerson(server, `${owner.username}.heir`, owner),
    await createPerson(server, `${owner.username}.bob`, owner),
  ]
  await server.prepare(['user', 'role', '--username', bob.username, '--add', 'identity:user-manage'])
  await openAs(page, owner, '/users')
  await choose(page, ann.username).check()
  await choose(page, bob.username).check()
  await act(page, 'Delete…')
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 users?' })
  await expect(dialog.getByText(/Lost with each of them: the API key/)).toBeVisible()
  await dialog.getByLabel('Hand the roles of all of them over to').selectOption(heir.username)
  await axe(page)
  await dialog.getByRole('button', { name: 'Delete 2 users' }).click()
  await expect(dialog.getByText('This is not the number of users.')).toBeVisible()
  await expect(dialog.getByLabel('Type 2 to confirm')).toBeFocused()
  await dialog.getByLabel('Type 2 to confirm').fill('2')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 users are deleted.').last()).toBeVisible()
  await expect(rowOf(page, bob.username)).toBeHidden()
  for (const { apiKey } of [ann, bob]) expect(await verifyKey(server, apiKey)).toBe(401)
  expect(await rolesOf(server, heir.apiKey)).toContain('identity:user-manage')
})

test('many are chosen, disabled and put back with the keyboard alone', async ({ page, server, owner }) => {
  const [first = '', second = '', third = ''] = await makePrograms(server, owner, 3)
  await openAs(page, owner, '/users?text=.p0')
  await choose(page, first).focus()
  await page.keyboard.press('Space')
  await tabTo(page, choose(page, third))
  await page.keyboard.press('Shift+Space')
  await expect(choose(page, second)).toBeChecked()
  await bar(page).getByRole('checkbox').focus()
  await tabTo(page, bar(page).getByRole('button', { name: 'Disable…' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Disable 3 users' }))
  await page.keyboard.press('Enter')
  await expect(rowOf(page, second)).toContainText('Disabled')
  await tabTo(page, page.getByRole('button', { name: 'Undo' }))
  await page.keyboard.press('Enter')
  await expect(rowOf(page, second)).toContainText('Active')
})
