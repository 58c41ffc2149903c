import { OWNER, type TestServer } from '../support/server.ts'
import {
  confirmWith,
  expect,
  forgetConfirmation,
  openAs,
  type Person,
  shownKey,
  startSession,
  verifyKey,
} from './fixtures.ts'
import { createPerson } from './people.ts'
import { fromMenuOf, rolesOf, rowOf, tabTo, test } from './users-fixtures.ts'

/** As the `openstack` command makes one. */
async function makeApplicationCredential(server: TestServer, person: Person, name: string): Promise<void> {
  const { username, password, userId } = person
  const user = { name: username, password, domain: { id: 'default' } }
  const identity = { methods: ['password'], password: { user } }
  const post = (path: string, body: object, token = '') =>
    fetch(`${server.url}/v3${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': token },
      body: JSON.stringify(body),
    })
  const login = await post('/auth/tokens', { auth: { identity } })
  const token = login.headers.get('x-subject-token') ?? ''
  const path = `/users/${userId}/application_credentials`
  expect((await post(path, { application_credential: { name } }, token)).status).toBe(201)
}

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
  await page.getByRole('button', { name: 'Contact type' }).click()
  await page.getByRole('menuitem', { name: 'Technical contact' }).click()
  await expect(page.getByText('Technical contact')).toBeVisible()
  await axe(page)
  await page.goto('/users')
  await expect(rowOf(page, ann.username)).toContainText('Technical contact')
  await page.goto(`/users/${owner.userId}`)
  await expect(page.getByText('This is you.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disable' })).toBeHidden()
  await axe(page)
})

test('roles are given with a look at what will hold, act at once, and can be undone', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
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

test('products stand in a matrix: levels are chosen by keyboard, the most generous holds and says where it is from', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
  // Roles are the installation's: names of this test alone.
  const product = `files${ann.userId.slice(0, 8)}`
  for (const level of ['observer', 'creator', 'admin'])
    await server.prepare(['role', 'add', '--name', `${product}:${level}`])
  await openAs(page, owner, `/users/${ann.userId}?tab=roles`)
  const row = rowOf(page, product)
  const level = (name: string) => row.getByRole('radio', { name: `${name} for ${product}` })
  await expect(level('None')).toBeChecked()
  await level('None').focus()
  await page.keyboard.press('ArrowRight')
  await expect(level('Observer')).toBeChecked()
  await expect(row).toContainText('After saving')
  await page.keyboard.press('ArrowRight')
  await expect(level('Creator')).toBeChecked()
  await axe(page)
  await tabTo(page, page.getByRole('button', { name: 'Save roles' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The roles of ${ann.username} are changed.`).last()).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).toContain(`${product}:creator`)
  await expect(row).toContainText('CreatorGiven to this user')
  await level('Admin').check()
  await page.getByRole('button', { name: 'Save roles' }).click()
  await expect(row).toContainText('AdminGiven to this user')
  expect(await rolesOf(server, ann.apiKey)).not.toContain(`${product}:creator`)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(level('Creator')).toBeChecked()
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'roles' }).first()).toContainText(owner.username)
})

test('operators add the levels of a service from the matrix, and one for all products shows in each', async ({
  page,
  server,
  ann,
  axe,
}) => {
  const operator = { ...OWNER, accountId: '', userId: '', apiKey: '' }
  const product = `web${ann.userId.slice(0, 8)}`
  const url = 'https://web.example/%(tenant_id)s'
  await server.prepare(['service', 'add', '--name', product, '--type', 'web', '--url', url])
  await server.prepare(['role', 'add', '--name', 'observer'])
  await openAs(page, operator, `/users/${ann.userId}?tab=roles`)
  const row = rowOf(page, product)
  await expect(row).toContainText('No levels yet')
  await axe(page)
  await row.getByRole('button', { name: `Add levels ${product}` }).click()
  await expect(row.getByRole('radio')).toHaveCount(4)
  await page.getByRole('radio', { name: 'Observer for All products' }).check()
  await expect(row).toContainText('ObserverAfter savingFrom All products')
  await axe(page)
  await server.prepare(['role', 'remove', '--name', 'observer'])
  await server.prepare(['service', 'remove', '--name', product])
})

test('what somebody may do is answered by the server: through which role, or what would give it and who can', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  await openAs(page, owner, `/users/${ann.userId}?tab=roles`)
  const ask = (question: string) => page.getByRole('searchbox').fill(question)
  const answer = (act: string) => page.getByRole('row').filter({ hasText: act })
  await ask('reset key')
  await expect(answer('Show, copy and reset their own API key')).toContainText('AllowedEverybody may.')
  const others = answer('the API key of another user')
  await expect(others).toContainText('Not allowed')
  await expect(others).toContainText('Would be given by: role Manager. You can give it.')
  await axe(page)
  await server.prepare(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
  await page.reload()
  await ask('can they reset keys of others')
  await expect(others).toContainText('AllowedThrough: role Manager.')
  await ask('mailbox')
  await expect(answer('mailboxes')).toContainText('Would be given by: e-mail administrator')
  await ask('time travel')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
})

test('the key of another user is shown and reset after a proof of presence; the old one is refused, and the log says who', {
  tag: '@short',
}, async ({ page, server, guard, owner, ann, axe }) => {
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

test('deleting says what goes, wants the name typed, hands the roles over, and ends the key at once', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
  const heir = await createPerson(server, `${owner.username}.heir`, owner)
  await server.prepare(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
  await verifyKey(server, ann.apiKey)
  await makeApplicationCredential(server, ann, 'nightly-copy')
  await openAs(page, owner, `/users/${ann.userId}`)
  await page.getByRole('button', { name: `More for ${ann.username}` }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: `Delete ${ann.username}?` })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByText(/used it in the last 30 days/)).toBeVisible()
  await expect(
    dialog.getByText('1 application credential, whose program will be refused: nightly-copy'),
  ).toBeVisible()
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

test('where not all fit into the list, whoever takes the roles over is looked for by the server', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  const heir = await createPerson(server, `${owner.username}.zoe`, owner)
  await server.prepare(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
  // As in an account of hundreds: the list has room for one.
  await page.route(/\/users\?.*state=active.*limit=100/, (route) =>
    route.continue({ url: route.request().url().replace('limit=100', 'limit=1') }),
  )
  await openAs(page, owner, `/users/${ann.userId}`)
  await fromMenuOf(page, ann.username, 'Delete…')
  const dialog = page.getByRole('alertdialog', { name: `Delete ${ann.username}?` })
  const choice = dialog.getByLabel('Hand the roles over to')
  await expect(choice.getByRole('option', { name: heir.username })).toBeHidden()
  await dialog.getByLabel('Find somebody to hand over to').fill('ZOE')
  await expect(dialog.getByText('1 user found.')).toBeVisible()
  await choice.selectOption(heir.username)
  await dialog.getByLabel('Find somebody to hand over to').fill('nobody of this name')
  await expect(dialog.getByText('0 users found.')).toBeVisible()
  await expect(choice).toHaveValue(heir.userId)
  await axe(page)
  await dialog.getByLabel(/^Type/).fill(ann.username)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/users$/)
  expect(await rolesOf(server, heir.apiKey)).toContain('identity:user-manage')
})

test('application credentials are listed with the key, deleted, and those refused since a restore say so and what to do', async ({
  page,
  server,
  owner,
  ann,
  axe,
}) => {
  await makeApplicationCredential(server, ann, 'nightly-copy')
  await openAs(page, owner, `/users/${ann.userId}?tab=keys`)
  const row = rowOf(page, 'nightly-copy')
  await expect(row).toContainText('Active')
  await axe(page)
  await page.route(/application-credentials$/, async (route) => {
    const answer = await route.fetch()
    const { items } = await answer.json()
    await route.fulfill({ json: { items: items.map((item: object) => ({ ...item, state: 'unconfirmed' })) } })
  })
  await page.reload()
  await expect(row).toContainText('Refused since a restore')
  await expect(page.getByText(/Make new credentials for these programs/)).toBeVisible()
  await axe(page)
  await row.getByRole('button', { name: 'Delete… nightly-copy' }).click()
  await axe(page)
  await page.getByRole('button', { name: 'Delete application credential', exact: true }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByText('Application credential “nightly-copy” is deleted.').first()).toBeVisible()
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
  await server.prepare(['user', 'role', '--username', ann.username, '--add', 'identity:user-manage'])
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
