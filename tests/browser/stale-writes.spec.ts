import type { Page } from '@playwright/test'
import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { createPerson } from './people.ts'

test('the same field saved elsewhere in between is shown beside mine, and either may stay', {
  tag: '@short',
}, async ({ page, guard, admin, domain, ask, axe }) => {
  await addMailboxes(ask, domain, ['ann'])
  const path = `/mailboxes/ann@${domain}`
  const stored = async () => JSON.stringify(await ask('GET', path))
  await openAs(page, admin, `/email/mailboxes/ann@${domain}`)
  const row = page.getByRole('definition').filter({ has: page.getByText('Edit Display name') })
  const edit = async (typed: string, theirs: string) => {
    await row.getByRole('button').click()
    await page.getByRole('textbox', { name: 'Display name' }).fill(typed)
    await ask('PATCH', path, { displayName: theirs, vacationMessage: `as well as ${theirs}` })
    await page.getByRole('button', { name: 'Save' }).click()
    const question = page.getByRole('alertdialog', { name: 'Somebody else changed this' })
    await expect(question.getByRole('region', { name: 'Display name' })).toContainText(
      `Yours${typed}Theirs${theirs}`,
    )
    return question
  }

  const first = await edit('Anna', 'Hanna')
  await axe(page)
  await expect(first.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Display name' })).toHaveValue('Anna')
  expect(await stored()).toContain('Hanna')
  await page.getByRole('button', { name: 'Save' }).click()
  await first.getByRole('button', { name: 'Keep mine' }).click()
  await expect(row).toContainText('Anna')
  expect(await stored()).toContain('"displayName":"Anna"')
  expect(await stored()).toContain('as well as Hanna')

  const second = await edit('Annika', 'Johanna')
  await second.getByRole('button', { name: 'Take theirs' }).click()
  await expect(row).toContainText('Johanna')
  await expect(page.getByRole('textbox', { name: 'Display name' })).toBeHidden()
  expect(await stored()).toContain('"displayName":"Johanna"')
  await guard.verify(page)
})

test('two tabs that edit different fields of a mailbox keep both edits, without a question', async ({
  page,
  context,
  admin,
  domain,
  ask,
}) => {
  await addMailboxes(ask, domain, ['ann'])
  const where = `/email/mailboxes/ann@${domain}?tab=forwarding`
  await openAs(page, admin, where)
  const other = await context.newPage()
  await other.goto(where)
  await other.getByLabel('Forward to').fill('bob@example.net')
  await page.getByLabel('Answer automatically').check()
  await page.getByLabel('Message').fill('Away until Monday')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await expect(page.locator('#content').getByText(/was saved/)).toBeVisible()
  await other.getByRole('button', { name: 'Save' }).first().click()
  await expect(other.locator('#content').getByText(/was saved/)).toBeVisible()
  expect(await ask('GET', `/mailboxes/ann@${domain}`)).toMatchObject({
    forwardTo: ['bob@example.net'],
    vacationEnabled: true,
    vacationMessage: 'Away until Monday',
  })
})

test('members saved elsewhere while an alias is open are not overwritten once the page has heard of them', async ({
  page,
  admin,
  domain,
  ask,
}) => {
  await ask('POST', '/aliases', { address: `team@${domain}`, members: ['ann@example.net'] })
  await page.clock.install()
  await openAs(page, admin, '/email/aliases')
  await page.getByRole('button', { name: `Edit members of team@${domain}` }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Members').fill('bob@example.net')
  await ask('PATCH', `/aliases/team@${domain}`, { members: ['ann@example.net', 'cleo@example.net'] })
  // Whoever comes back to the page makes it ask again for what is older than some seconds.
  await page.clock.fastForward(15_000)
  const heard = page.waitForResponse((answer) => answer.url().includes('/aliases/team'))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  expect(await (await heard).text()).toContain('cleo@')
  await expect(form.getByLabel('Members')).toHaveValue('bob@example.net')
  await form.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('alertdialog', { name: 'Somebody else changed this' })
  await expect(question).toContainText('cleo@example.net')
  await question.getByRole('button', { name: 'Keep mine' }).click()
  await expect(question).toBeHidden()
  expect(await ask('GET', `/aliases/team@${domain}`)).toMatchObject({ members: ['bob@example.net'] })
})

test('two pages with the same user: the later save is asked which address stays', async ({
  page,
  context,
  admin,
  server,
}) => {
  const { userId } = await createPerson(server, `${admin.username}.colleague`, admin)
  await openAs(page, admin, `/users/${userId}`)
  const other = await context.newPage()
  await other.goto(`/users/${userId}`)
  const type = async (at: Page, address: string) => {
    await at.getByRole('button', { name: 'Edit Email address' }).click()
    await at.getByRole('dialog').getByRole('textbox').fill(address)
  }
  const save = (at: Page) => at.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await type(other, 'second@example.net')
  await type(page, 'first@example.net')
  await save(page)
  await expect(page.getByRole('main').getByText('first@example.net')).toBeVisible()
  await save(other)
  const question = other.getByRole('alertdialog', { name: 'Somebody else changed this' })
  await expect(question).toContainText('Yourssecond@example.netTheirsfirst@example.net')
  await question.getByRole('button', { name: 'Take theirs' }).click()
  await expect(other.getByRole('main').getByText('first@example.net')).toBeVisible()
  await type(page, 'third@example.net')
  await type(other, 'fourth@example.net')
  await save(other)
  await expect(other.getByRole('main').getByText('fourth@example.net')).toBeVisible()
  await save(page)
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect(page.getByRole('main').getByText('third@example.net')).toBeVisible()
})

test('settings of a group list saved elsewhere are asked about in words, its members are not', async ({
  page,
  admin,
  domain,
  ask,
}) => {
  const path = `/lists/team@${domain}`
  await ask('POST', '/lists', { address: `team@${domain}`, displayName: 'Team' })
  await openAs(page, admin, '/email/lists')
  await page.getByRole('button', { name: `Edit team@${domain}` }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Display name').fill('Our team')
  await form.getByLabel('Members').fill('bob@example.net')
  await form.getByLabel('Who may post').selectOption('Members')
  await ask('PATCH', path, { posting: 'domain' })
  await ask('PATCH', path, { displayName: 'Their team', addMembers: ['ann@example.net'] })
  await form.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('alertdialog', { name: 'Somebody else changed this' })
  await expect(question).toContainText('YoursOur teamTheirsTheir team')
  await expect(question).toContainText('YoursMembersTheirsEvery address of its domain')
  await question.getByRole('button', { name: 'Keep mine' }).click()
  await expect(form).toBeHidden()
  expect(await ask('GET', path)).toMatchObject({
    displayName: 'Our team',
    members: ['ann@example.net', 'bob@example.net'],
  })
})

test('a field within a contact is called as the form calls it', async ({ page, admin, domain, ask }) => {
  await addMailboxes(ask, domain, ['ann'])
  await openAs(page, admin, `/email/mailboxes/ann@${domain}?tab=contact`)
  await page.getByLabel('First name').fill('Ann')
  await ask('PATCH', `/mailboxes/ann@${domain}`, { contact: { firstName: 'Hanna', lastName: 'Lee' } })
  await page.getByRole('button', { name: 'Save contact' }).click()
  const question = page.getByRole('alertdialog', { name: 'Somebody else changed this' })
  await expect(question.getByRole('region')).toHaveCount(1)
  await expect(question.getByRole('region', { name: 'First name' })).toContainText('YoursAnnTheirsHanna')
  await question.getByRole('button', { name: 'Keep mine' }).click()
  await expect(page.locator('#content').getByText(/was saved/)).toBeVisible()
  expect(await ask('GET', `/mailboxes/ann@${domain}`)).toMatchObject({
    contact: { firstName: 'Ann', lastName: 'Lee' },
  })
})
