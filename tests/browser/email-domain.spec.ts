import type { Page } from '@playwright/test'
import { addMailboxes, test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

/** What was done, as the page says it; it is said aloud as well. */
const told = (page: Page, text: string) => page.locator('#content').getByText(text)

test('mail for nobody, other names and the storage notice of a domain are set, told and taken back', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  guard.expectStatus(400, /\/catch-all$/)
  guard.expectStatus(409, /\/alternate-names$/)
  await addMailboxes(ask, domain, ['box'])
  await openAs(page, admin, `/email/domains/${domain}`)
  await page.getByRole('link', { name: 'Delivery' }).click()
  const dialog = page.getByRole('dialog')
  await expect(page.getByText('Such mail is refused')).toBeVisible()
  await page.getByRole('button', { name: 'Edit Address' }).click()
  await dialog.getByLabel('Address', { exact: true }).fill(`nobody@${domain}`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText(`does not exist: nobody@${domain}`)
  await dialog.getByLabel('Address', { exact: true }).fill(`box@${domain}`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Mail to every invented address comes in')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Such mail is refused')).toBeVisible()

  await page.getByRole('button', { name: 'Add a name' }).click()
  await dialog.getByLabel('Domain').fill(domain)
  await dialog.getByRole('button', { name: 'Add a name' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Some domain has this name already.')
  await axe(page)
  await dialog.getByLabel('Domain').fill(`TOO-${domain}`)
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  await expect(dialog.getByText(/alternate-names/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Add a name' }).click()
  const names = page.getByRole('list', { name: 'Other names' })
  await expect(names).toContainText(`too-${domain}`)
  await page.getByRole('button', { name: `Remove too-${domain}` }).click()
  await expect(names).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(names).toContainText(`too-${domain}`)

  await page.getByLabel('Tell its owner').check()
  await page.getByLabel('When it is').selectOption('80 % full')
  await page.getByLabel('Text', { exact: true }).fill('<*USER*> is nearly full')
  const notice = page.getByRole('region', { name: 'When a mailbox is nearly full' })
  await notice.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(told(page, `What owners of mailboxes of ${domain} are told was changed.`)).toBeVisible()
  expect(await ask('GET', `/domains/${domain}/storage-notice`)).toEqual({
    ...{ enabled: true, percentage: 80, message: '<*USER*> is nearly full', cc: '' },
  })
  await axe(page)
})

test('everyone of a domain is written to, or is not where the server sends no mail, which it says', async ({
  page,
  admin,
  domain,
  ask,
  guard,
  axe,
}) => {
  guard.expectStatus(400, /\/announcements$/)
  await addMailboxes(ask, domain, ['box'])
  await openAs(page, admin, `/email/domains/${domain}?tab=delivery`)
  await page.getByRole('button', { name: 'Write to everyone…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address of the sender').fill(`box@${domain}`)
  await dialog.getByLabel('Subject').fill('Closed on Friday')
  await dialog.getByLabel('Text', { exact: true }).fill('See you on Monday.')
  await axe(page)
  await dialog.getByRole('button', { name: 'Send it' }).click()
  await expect(dialog.getByRole('alert')).toContainText('This server sends no mail')
})

test('spam of a domain and of a mailbox is handled as it was set, and the page says that no filter is there', {
  tag: '@short',
}, async ({ page, admin, domain, ask, guard, axe }) => {
  guard.expectStatus(400, /\/senders\/blocklist$/)
  await addMailboxes(ask, domain, ['box'])
  await openAs(page, admin, `/email/domains/${domain}?tab=spam`)
  await expect(page.getByText('No spam filter is connected')).toBeVisible()
  await page.getByLabel('What is found to be spam').selectOption('is deleted')
  await page.getByRole('button', { name: 'Save spam settings' }).click()
  await expect(told(page, `The spam settings of ${domain} were saved.`)).toBeVisible()
  const refused = page.getByRole('region', { name: 'Always refused' })
  await refused.getByLabel('Addresses and domains').fill('nonsense')
  await refused.getByRole('button', { name: 'Save' }).click()
  await expect(refused.getByRole('alert')).toContainText('An entry is an address or a domain')
  await refused.getByLabel('Addresses and domains').fill('@B.example\na@x.example')
  await refused.getByLabel('Networks').fill('192.0.2.%')
  await refused.getByRole('button', { name: 'Show as code' }).click()
  await expect(refused.getByText(/"add":\["@b.example","a@x.example"\]/)).toBeVisible()
  await refused.getByRole('button', { name: 'Save' }).click()
  await expect(told(page, `Senders of ${domain}: 3 added, 0 removed.`)).toBeVisible()
  await expect(refused.getByLabel('Addresses and domains')).toHaveValue('@b.example\na@x.example')
  await axe(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(refused.getByLabel('Addresses and domains')).toHaveValue('')

  await page.goto(`/email/mailboxes/box@${domain}?tab=spam`)
  await expect(page.getByText('This is what the domain has.')).toBeVisible()
  await expect(page.getByLabel('What is found to be spam')).toHaveValue('delete')
  await page.getByLabel('Filter').selectOption('Off: everything comes in')
  await page.getByRole('button', { name: 'Save spam settings' }).click()
  await expect(page.getByText('This is what the domain has.')).toBeHidden()
  const { level, own } = Object(await ask('GET', `/mailboxes/box@${domain}/spam`))
  expect([level, own]).toEqual(['off', true])
  await axe(page)
})

test('who a mailbox belongs to is saved, as far as it was changed, and taken back', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  await addMailboxes(ask, domain, ['box'])
  const at = `/mailboxes/box@${domain}`
  await ask('PATCH', at, { contact: { lastName: 'Before', notes: 'kept' } })
  await openAs(page, admin, `/email${at}?tab=contact`)
  await page.getByLabel('First name').fill('Anna')
  await page.getByLabel('Last name').fill('After')
  await page.getByLabel('Show it in the directory of the company').uncheck()
  await axe(page)
  await page.getByRole('button', { name: 'Save contact' }).click()
  await expect(told(page, `The contact of box@${domain} was saved.`)).toBeVisible()
  const contact = async () => {
    const mailbox = Object(await ask('GET', at))
    return [mailbox.contact, mailbox.inDirectory]
  }
  expect(await contact()).toEqual([{ firstName: 'Anna', lastName: 'After', notes: 'kept' }, false])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Last name')).toHaveValue('Before')
  expect((await contact())[1]).toBe(true)
})

test('of more domains than a list can hold, one is found by a part of its name', async ({
  page,
  admin,
  domain,
  ask,
  axe,
}) => {
  for (let at = 0; at < 100; at++) await ask('POST', '/domains', { name: `n${at}.${domain}` })
  await addMailboxes(ask, `n77.${domain}`, ['ann'])
  await openAs(page, admin, '/email/mailboxes')
  const choice = page.getByRole('combobox', { name: 'Domain' })
  await choice.fill('n77')
  await expect(page.locator('datalist option')).toHaveCount(1)
  await choice.fill(`n77.${domain}`)
  await expect(page).toHaveURL(/domain=n77\./)
  await expect(page.getByRole('link', { name: `ann@n77.${domain}` })).toBeVisible()
  await choice.fill('elsewhere.example')
  await choice.blur()
  await expect(choice).toHaveAccessibleDescription(/There is no domain of this name/)
  await axe(page)
  await page.goto('/email/mailboxes/new')
  await page.getByRole('combobox', { name: 'Domain' }).fill(`n78.${domain}`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('bob')
  await expect(page.getByText(`bob@n78.${domain}`).first()).toBeVisible()
})
