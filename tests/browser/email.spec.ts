import { addMailboxes, MAILBOX_PASSWORD, rowOf, signedCall, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'
import { createPairOf } from './people.ts'

test('from nothing: a domain, its DNS records, a first mailbox, by keyboard alone', {
  tag: '@short',
}, async ({ page, admin, axe, guard }) => {
  guard.expectStatus(400, /\/domains$/)
  await openAs(page, admin, '/email')
  await expect(page.getByText('No mail system is connected')).toBeVisible()
  await axe(page)
  const add = page.getByRole('link', { name: 'Add domain' })
  await add.focus()
  await page.keyboard.press('Enter')
  const name = `first-${admin.username.replaceAll('.', '-')}.example`
  await page.getByLabel('Domain').focus()
  await page.keyboard.type('not a domain')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Write a domain name such as example.com.')).toBeVisible()
  await axe(page)
  await page.getByLabel('Domain').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const records = page.getByRole('table', { name: 'DNS records' })
  await expect(records).toContainText('10 localhost')
  await expect(page.getByText(/do not publish its MX record/)).toBeVisible()
  await expect(records).toContainText('v=spf1 mx -all')
  await expect(records).toContainText(`_dmarc.${name}`)
  await axe(page)
  await page.getByRole('button', { name: 'Copy value of Who may send (SPF)' }).click()
  await expect(page.getByRole('button', { name: 'Copied value of Who may send (SPF)' })).toBeVisible()
  const addMailbox = page.getByRole('link', { name: 'Add mailbox' })
  await addMailbox.focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Name', { exact: true }).fill('anna')
  await expect(page.getByText(`anna@${name} is free.`)).toBeVisible()
  await page.getByRole('button', { name: 'Suggest a password' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(/^\w{20}$/)
  await axe(page)
  await page.getByLabel('Name', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('strong').filter({ hasText: `anna@${name} was added.` })).toBeVisible()
  await axe(page)
})

test('what is refused stands at its field, and what was typed stays', async ({
  page,
  admin,
  domain,
  ask,
  guard,
}) => {
  guard.expectStatus(400, /\/mailboxes$/)
  guard.expectStatus(409, /\/mailboxes$/)
  await addMailboxes(ask, domain, ['taken', 'gone'])
  await ask('DELETE', `/mailboxes/gone@${domain}`)
  await openAs(page, admin, `/email/mailboxes/new?domain=${domain}`)
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('taken')
  await expect(page.getByText(`taken@${domain} is a mailbox already.`)).toBeVisible()
  await name.fill('new')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Add mailbox' }).click()
  await expect(page.getByText('The password must have at least 8 characters.')).toBeVisible()
  await expect(name).toHaveValue('new')
  await page.getByLabel('Password', { exact: true }).fill(MAILBOX_PASSWORD)
  // The whole address is the name as well; somebody else was quicker.
  await name.fill(`New@${domain}`)
  await expect(page.getByText(`new@${domain} is free.`)).toBeVisible()
  await addMailboxes(ask, domain, ['new'])
  await page.getByRole('button', { name: 'Add mailbox' }).click()
  await expect(page.getByText('The address is taken.')).toBeVisible()
  await name.fill('gone')
  await page.getByRole('button', { name: 'Restore it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `gone@${domain}` })).toBeVisible()
})

test('E9: made by the signed API, seen in the list at once, and the reverse', { tag: '@short' }, async ({
  page,
  server,
  admin,
  domain,
}) => {
  const pair = await createPairOf(server, admin)
  const box = (name: string) => `/customers/me/domains/${domain}/rs/mailboxes/${name}`
  await openAs(page, admin, '/email/mailboxes')
  await expect(page.getByText('No mailboxes yet')).toBeVisible()
  const made = await signedCall(server, pair, 'POST', box('api'), { password: MAILBOX_PASSWORD })
  expect(made.status).toBe(200)
  await page.reload()
  await expect(rowOf(page, `api@${domain}`)).toContainText('Open')
  await page.getByRole('button', { name: `Manage api@${domain}` }).click()
  await page.getByRole('menuitem', { name: 'Block access' }).click()
  await expect(rowOf(page, `api@${domain}`)).toContainText('Blocked')
  const shown = await (await signedCall(server, pair, 'GET', box('api'))).json()
  expect(shown.enabled).toBe(false)
  await page.getByRole('link', { name: 'Add mailbox' }).click()
  await page.getByLabel('Name', { exact: true }).fill('panel')
  await page.getByLabel('Password', { exact: true }).fill(MAILBOX_PASSWORD)
  await page.getByRole('button', { name: 'Add mailbox' }).click()
  await expect(page.getByRole('link', { name: 'Open the mailbox' })).toBeVisible()
  expect((await signedCall(server, pair, 'GET', box('panel'))).status).toBe(200)
})

test('a mailbox is renamed, its password changed, forwarded, answered for and deleted, and each is undone', {
  tag: '@short',
}, async ({ page, admin, domain, ask, axe, guard }) => {
  guard.expectStatus(400, /\/mailboxes\/anna/)
  await addMailboxes(ask, domain, ['anna'])
  const at = (tab: string) => `/email/mailboxes/anna@${domain}?tab=${tab}`
  await openAs(page, admin, at('general'))
  await axe(page)
  await page.getByRole('button', { name: 'Edit Display name' }).click()
  await page.getByRole('textbox', { name: 'Display name' }).fill('Anna Berg')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Anna Berg')).toBeVisible()
  await page.goto(at('forwarding'))
  await page.getByLabel('Forward to').fill('a@elsewhere.example, nobody')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('A forwarding address is no e-mail address.')).toBeVisible()
  await page.getByLabel('Forward to').fill('a@elsewhere.example\nb@elsewhere.example')
  await expect(page.getByText('Nothing is kept here')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.goto(at('password'))
  await page.getByLabel('New password', { exact: true }).fill(MAILBOX_PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The password of anna@${domain} was changed.`).last()).toBeVisible()
  await axe(page)
  await page.goto(at('danger'))
  await axe(page)
  await page.getByRole('main').getByRole('button', { name: 'Delete mailbox' }).click()
  await expect(page.getByText(`anna@${domain} was deleted.`).last()).toBeVisible()
  await expect(page.getByText('No mailboxes yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, `anna@${domain}`)).toContainText('To 2 addresses')
  await page.getByRole('button', { name: `Manage anna@${domain}` }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'Mailbox' }).fill('ann')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `ann@${domain}` })).toBeVisible()
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `ann@${domain}` })
      .first(),
  ).toBeVisible()
  await axe(page)
})

test('a standard administrator works with mailboxes and founds no domains; others are told who can help', async ({
  page,
  server,
  admin,
  person,
  domain,
}) => {
  await openAs(page, person, '/email/mailboxes')
  await expect(page.getByText('A super administrator of your account can make you one.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Email', exact: true })).toBeHidden()
  await server.prepare(['user', 'admin-type', '--username', admin.username, '--type', 'standard', '--json'])
  await page.context().clearCookies()
  await openAs(page, admin, `/email/domains/${domain}`)
  await expect(page.getByRole('link', { name: 'Add mailbox' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete domain' })).toBeHidden()
  await page.goto('/email/domains')
  await expect(rowOf(page, domain)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Add domain' })).toBeHidden()
})

test('a domain is edited and undone, and deleted when it is empty', async ({
  page,
  admin,
  domain,
  ask,
  axe,
  guard,
}) => {
  guard.expectStatus(400, /\/domains\/[^/]+$/)
  await addMailboxes(ask, domain, ['last'])
  await openAs(page, admin, `/email/domains/${domain}`)
  await expect(page.getByText('It has a mailbox. Delete it first.')).toBeVisible()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Most mailboxes').fill('0')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The domain has a mailbox already.')).toBeVisible()
  await axe(page)
  await page.getByLabel('Most mailboxes').fill('5')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('1 of 5')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('No limit')).toBeVisible()
  await ask('DELETE', `/mailboxes/last@${domain}`)
  await page.reload()
  await page.getByRole('button', { name: 'Delete domain' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(page)
  await dialog.getByRole('button', { name: 'Delete domain' }).click()
  await expect(page.getByText('No domains yet')).toBeVisible()
})
