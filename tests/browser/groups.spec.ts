import { expect, openAs } from './fixtures.ts'
import { rolesOf, rowOf, tabTo, test } from './users-fixtures.ts'

test('a group is made, given a role and a member, who has the role until removed; all of it says where it is from', {
  tag: '@short',
}, async ({ page, server, owner, ann, axe }) => {
  await openAs(page, owner, '/users')
  await page.getByRole('link', { name: 'Groups', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No groups yet' })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'New group' }).click()
  await axe(page)
  await page.getByLabel('Name', { exact: true }).fill('Billing')
  await page.getByRole('button', { name: 'Create group', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Reader' }).check()
  await expect(page.getByText('After saving its members have: Reader.')).toBeVisible()
  await page.getByRole('button', { name: 'Save roles' }).click()
  await expect(page.getByText('The roles of Billing are changed.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Add members' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('Choose somebody first.')).toBeVisible()
  await page.getByRole('checkbox', { name: ann.username }).check()
  await page.getByLabel('Search users').fill('nobody of that name')
  await expect(page.getByText('Nobody who is not in it is called so.')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: ann.username })).toBeChecked()
  await axe(page)
  await page.getByRole('button', { name: 'Add 1 user', exact: true }).click()
  await expect(rowOf(page, ann.username)).toContainText('Active')
  expect(await rolesOf(server, ann.apiKey)).toContain('reader')
  await axe(page)

  await page.getByRole('link', { name: ann.username }).click()
  await page.getByRole('link', { name: 'Roles' }).click()
  await expect(rowOf(page, 'Reader').first()).toContainText('From group Billing')
  await expect(page.getByRole('checkbox', { name: 'Reader' })).toBeDisabled()
  await axe(page)
  await page.getByRole('button', { name: 'Remove Billing' }).click()
  await expect(page.getByText(`${ann.username} is no longer in Billing.`).last()).toBeVisible()
  await expect(page.getByText(`${ann.username} is in no group.`)).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).not.toContain('reader')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'Reader').first()).toContainText('From group Billing')
  expect(await rolesOf(server, ann.apiKey)).toContain('reader')
  await rowOf(page, 'Reader').first().getByRole('link', { name: 'Billing' }).click()
  await page.getByRole('button', { name: 'Delete group', exact: true }).click()
  await expect(page.getByRole('alertdialog')).toContainText(
    'Its one member stays a user. What they have by this group alone ends at once: Reader.',
  )
  await axe(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete group', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No groups yet' })).toBeVisible()
  expect(await rolesOf(server, ann.apiKey)).not.toContain('reader')
})

test('a name that is taken is said at its field; who manages nobody is told who sees groups', async ({
  page,
  guard,
  owner,
  ann,
}) => {
  guard.expectStatus(409, /\/groups$/)
  await openAs(page, owner, '/groups')
  for (let twice = 0; twice < 2; twice += 1) {
    await page.getByRole('button', { name: 'New group' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Desk')
    await page.getByRole('button', { name: 'Create group', exact: true }).click()
    if (twice === 0) await page.getByRole('link', { name: 'User groups' }).click()
  }
  await expect(page.getByText('There is a group of this name already.')).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.context().clearCookies()
  await openAs(page, ann, '/groups')
  await expect(page.getByText('Only those who manage users see groups')).toBeVisible()
})

test('a group is found by a part of its name, and its roles are changed by keyboard', async ({
  page,
  owner,
  axe,
}) => {
  await openAs(page, owner, '/groups')
  await tabTo(page, page.getByRole('button', { name: 'New group' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible()
  await tabTo(page, page.getByLabel('Name', { exact: true }))
  await page.keyboard.type('Helpdesk')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Helpdesk' })).toBeFocused()
  await tabTo(page, page.getByRole('checkbox', { name: 'Reader' }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Save roles' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('The roles of Helpdesk are changed.').last()).toBeVisible()
  await page.goto('/groups?text=HELP')
  await expect(rowOf(page, 'Helpdesk')).toContainText('Reader')
  await page.getByLabel('Search groups').fill('billing')
  await expect(page.getByRole('heading', { name: 'No group fits.' })).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/groups$/)
  await expect(rowOf(page, 'Helpdesk')).toBeVisible()
})

test('roles that somebody else gave a group meanwhile are not lost without a question', async ({
  page,
  owner,
  server,
}) => {
  const call = (method: string, path: string, body: object) =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const role = `${owner.username}.night`
  await server.prepare(['role', 'add', '--name', role])
  const { id } = await (await call('POST', '/groups', { name: 'Night' })).json()
  await openAs(page, owner, `/groups/${id}`)
  await page.getByRole('checkbox', { name: 'Reader' }).check()
  expect((await call('PATCH', `/groups/${id}`, { roles: [role] })).status).toBe(200)
  await page.getByRole('button', { name: 'Save roles' }).click()
  const question = page.getByRole('alertdialog', { name: 'Somebody else changed this' })
  await expect(question.getByRole('region', { name: 'Roles' })).toContainText(role)
  await question.getByRole('button', { name: 'Take theirs' }).click()
  await expect(page.getByRole('checkbox', { name: role })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Reader' })).not.toBeChecked()
  await server.prepare(['role', 'remove', '--name', role])
})
