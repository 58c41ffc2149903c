import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

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
