import type { Page } from '@playwright/test'
import type { TestServer } from '../support/server.ts'
import { signedCall } from './email-fixtures.ts'
import { confirmWith, expect, forgetConfirmation, openAs, type Person, test } from './fixtures.ts'
import { createOwner, makeAdministrator } from './people.ts'
import { fromMenuOf, rowOf } from './users-fixtures.ts'

let owners = 0

/** A super administrator of an account of their own, at the page of administrators. */
async function openAdmins(page: Page, server: Parameters<typeof createOwner>[0], worker: number) {
  owners += 1
  const boss = await createOwner(server, `boss.${worker}.${owners}`)
  await makeAdministrator(server, boss, 'super')
  await openAs(page, boss, '/profile')
  await page.getByRole('link', { name: 'Administrators' }).click()
  await expect(rowOf(page, boss.username)).toBeVisible()
  return boss
}

async function addDomain({ url }: TestServer, { apiKey }: Person, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/domains`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name }),
  })
  expect(answer.status).toBe(201)
}

const nameOf = ({ username }: Person, what: string) => `${username}.${what}`

test('E4: an application administrator is made without a password, and nobody signs in as it', async ({
  page,
  server,
  guard,
  axe,
}, { workerIndex }) => {
  const boss = await openAdmins(page, server, workerIndex)
  guard.keepSecret(boss.password)
  await expect(page.getByText('A program should sign with keys of its own')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Create application administrator' }).click()
  const dialog = page.getByRole('dialog')
  await axe(page)
  await dialog.getByLabel('Username').fill(nameOf(boss, 'import'))
  await dialog.getByRole('button', { name: 'Create application administrator' }).click()
  const row = rowOf(page, nameOf(boss, 'import'))
  await expect(row).toContainText('Application')
  await expect(page.getByText('Invitation for')).toHaveCount(0)
  await axe(page)
  const keys = page
    .getByText(`API keys of ${nameOf(boss, 'import')}`)
    .locator('..')
    .locator('code')
  const userKey = (await keys.nth(0).textContent()) ?? ''
  const secretKey = (await keys.nth(1).textContent()) ?? ''
  expect((await signedCall(server, { userKey, secretKey }, 'GET', '/customers/me')).status).toBe(200)
  await page.reload()
  guard.keepSecret(secretKey)
  await expect(row).toBeVisible()
  await expect(page.getByText('API keys of')).toHaveCount(0)
  const made = await page.evaluate(async () => (await fetch('/api/v1/administrators')).json())
  const program = made.items.find(({ application }: { application: boolean }) => application)
  expect([program.type, program.state]).toEqual(['super', 'active'])
})

test(
  'E4: an administrator is invited, limited, disabled, enabled and deleted',
  { tag: '@short' },
  async ({ page, server, guard, axe }, { workerIndex }) => {
    const boss = await openAdmins(page, server, workerIndex)
    const name = nameOf(boss, 'lisa')
    for (const domain of ['one', 'two', 'three'])
      await addDomain(server, boss, `${domain}.${boss.username}.example`)
    guard.expectStatus(400, /administrators\/[0-9a-f]+$/)
    await page.getByRole('button', { name: 'Add administrator' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Username').fill(name)
    await dialog.getByLabel('First name').fill('Lisa')
    await dialog.getByLabel(/^Limited/).check()
    await dialog.getByLabel('Mailboxes').check()
    const access = dialog.getByRole('group', { name: 'Chosen domains' })
    await expect(dialog.getByLabel('Every domain, later ones too')).toBeChecked()
    await dialog.getByLabel('Only those chosen here').check()
    await expect(access).toContainText('None chosen: no domain at all.')
    await access.getByLabel('Search domains').fill('three')
    await expect(access.getByRole('checkbox')).toHaveCount(1)
    await access.getByRole('checkbox', { name: 'three' }).check()
    await access.getByLabel('Search domains').fill('nothing-like-it')
    await expect(access).toContainText('No domain is called that.')
    await expect(access.getByRole('checkbox', { name: 'three' })).toBeChecked()
    await expect(access).toContainText('1 domain chosen.')
    await axe(page)
    await dialog.getByRole('button', { name: 'Add administrator' }).click()
    await expect(page.getByText(`Invitation for ${name}`).first()).toBeVisible()
    await expect(rowOf(page, name)).toContainText('Limited')
    await fromMenuOf(page, name, 'Edit')
    await expect(dialog.getByLabel('Mailboxes')).toBeChecked()
    await expect(access.getByRole('checkbox', { name: 'three' })).toBeChecked()
    await access.getByRole('checkbox', { name: 'three' }).uncheck()
    await dialog.getByLabel('Only from these addresses').fill('nowhere')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByLabel('Only from these addresses')).toHaveAccessibleDescription(
      /Addresses such as 192\.0\.2\.7/,
    )
    await expect(dialog.getByLabel('Only from these addresses')).toBeFocused()
    await axe(page)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    const asLocked = await showAsLocked(page, name)
    await page.reload()
    await expect(rowOf(page, name)).toContainText('Waits after wrong passwords')
    await axe(page)
    await asLocked.untilChanged(() => fromMenuOf(page, name, 'Let try again at once'))
    await expect(rowOf(page, name)).not.toContainText('Waits after wrong passwords')
    await fromMenuOf(page, name, 'Show as code')
    await expect(dialog.getByText(/"enabled":\s*false/).first()).toBeVisible()
    await dialog.getByLabel('What to do').selectOption({ label: 'Invite again' })
    await expect(dialog.getByText(/\/invitation/).first()).toBeVisible()
    await axe(page)
    await page.keyboard.press('Escape')
    await fromMenuOf(page, name, 'Disable')
    await expect(rowOf(page, name)).toContainText('Disabled')
    await fromMenuOf(page, name, 'Enable')
    await expect(rowOf(page, name)).toContainText('Invited')
    await fromMenuOf(page, name, 'Delete…')
    await page.getByRole('button', { name: 'Delete administrator', exact: true }).click()
    await expect(rowOf(page, name)).toHaveCount(0)
  },
)

test('the last super administrator stays one, and the page says why', async ({ page, server, guard }, {
  workerIndex,
}) => {
  const boss = await openAdmins(page, server, workerIndex)
  guard.expectStatus(403, /administrators\/[0-9a-f]+$/)
  await fromMenuOf(page, boss.username, 'Edit')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Standard/).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/last enabled super administrator/)).toBeVisible()
})

test('for others the page says what one must be, and a change asks for the password', async ({
  page,
  server,
  person,
  axe,
}, { workerIndex }) => {
  await openAs(page, person, '/admins')
  await expect(page.getByText('Only super administrators manage administrators.')).toBeVisible()
  await axe(page)
  await page.context().clearCookies()
  const boss = await openAdmins(page, server, workerIndex)
  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Create application administrator' }).click()
  await page.getByRole('dialog').getByLabel('Username').fill(nameOf(boss, 'late'))
  await page.getByRole('dialog').getByRole('button', { name: 'Create application administrator' }).click()
  await confirmWith(page, boss.password)
  await expect(rowOf(page, nameOf(boss, 'late'))).toBeVisible()
})

/** Wrong passwords make somebody wait for a second at first: too short to be looked at. */
async function showAsLocked(page: Page, username: string) {
  let isLocked = true
  await page.route('**/api/v1/administrators', async (route) => {
    const response = await route.fetch()
    const { items } = await response.json()
    const locked = (one: { readonly username: string }) => isLocked && one.username === username
    const shown = items.map((one: { readonly username: string }) => ({ ...one, locked: locked(one) }))
    await route.fulfill({ response, json: { items: shown } })
  })
  const untilChanged = async (act: () => Promise<void>) => {
    const changed = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await act()
    expect((await changed).request().postDataJSON()).toEqual({ locked: false })
    expect((await changed).status()).toBe(200)
    isLocked = false
    await page.reload()
  }
  return { untilChanged }
}
