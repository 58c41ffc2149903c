import { test } from './email-fixtures.ts'
import { expect, openAs } from './fixtures.ts'

const PHONE_WIDTH = 900

test('Ctrl K finds pages, mailboxes and domains by a part of their name; Enter opens the chosen one', {
  tag: '@short',
}, async ({ page, admin, ask, domain, axe }) => {
  for (const name of ['frida', 'gustav'])
    await ask('POST', '/mailboxes', { address: `${name}@${domain}`, password: 'Str0ng-enough' })
  await openAs(page, admin, '/account/settings')
  await expect(page.getByRole('button', { name: 'Show API Key' })).toBeVisible()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'What are you looking for?' })
  await expect(field).toBeFocused()
  await axe(page)
  await field.fill('frid')
  await expect(page.getByRole('option')).toHaveText([new RegExp(`^frida@${domain}`)])
  await axe(page)
  await field.fill('no such thing at all')
  await expect(page.getByRole('status').filter({ hasText: 'Nothing found' })).toBeVisible()
  await field.fill(domain)
  await expect(
    page.getByRole('group', { name: 'Domains' }).getByRole('option', { name: domain }),
  ).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(3)
  // From the first one up is the last one.
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/email/domains/${domain}`)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('the palette offers nobody a page that is not for them, and Esc gives the focus back', async ({
  page,
  person,
}) => {
  await openAs(page, person)
  const button = page.getByRole('button', { name: 'Search' })
  await button.click()
  const options = page.getByRole('option')
  await expect(options.filter({ hasText: 'Account Settings' })).toBeVisible()
  for (const name of ['Audit log', 'User Management', 'Mailboxes', 'Add domain', 'Administrators'])
    await expect(options.filter({ hasText: name })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(button).toBeFocused()
})

test('a lost answer hides no page, and is said', async ({ page, admin, guard }) => {
  guard.expectStatus(503, /\/api\/v1\/(?:users|mailboxes|domains)/)
  await openAs(page, admin, '/account/settings')
  await page.route(/\/api\/v1\/(?:mailboxes|domains|users)\?/, (route) => route.fulfill({ status: 503 }))
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('combobox').fill('mail')
  await expect(page.getByText('Pages are found all the same.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('option', { name: 'Add mailbox' })).toBeVisible()
})

test('rows have keys: j and k move, x selects, a point opens the menu, / leads to the search field', async ({
  page,
  admin,
  ask,
  domain,
}) => {
  for (const name of ['a', 'b', 'c'])
    await ask('POST', '/mailboxes', { address: `${name}@${domain}`, password: 'Str0ng-enough' })
  await openAs(page, admin, `/email/domains/${domain}/mailboxes`)
  await expect(page).toHaveURL(`/email/mailboxes?domain=${domain}`)
  const link = (name: string) => page.getByRole('link', { name: `${name}@${domain}` })
  await expect(link('c')).toBeVisible()
  for (const [key, name] of [
    ['j', 'a'],
    ['j', 'b'],
    ['j', 'c'],
    ['j', 'c'],
    ['k', 'b'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(link(name)).toBeFocused()
  }
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: `Select b@${domain}` })).toBeChecked()
  await page.keyboard.press('.')
  await expect(page.getByRole('menuitem', { name: 'Block access' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type('jx')
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('jx')
})

test('parts of a domain have addresses of their own, and an administrator too', async ({
  page,
  admin,
  ask,
  domain,
}) => {
  await ask('POST', '/mailboxes', { address: `a@${domain}`, password: 'Str0ng-enough' })
  await openAs(page, admin)
  for (const [path, shown] of [
    ['/mailboxes/new', `/email/mailboxes/new?domain=${domain}`],
    ['/mailboxes/import', `/email/import?domain=${domain}`],
    ['/mailboxes/a', `/email/mailboxes/a%40${domain}`],
    ['/aliases', `/email/aliases?text=%40${domain}`],
    ['/lists', `/email/lists?domain=${domain}`],
  ] as const) {
    await page.goto(`/email/domains/${domain}${path}`)
    await expect(page).toHaveURL(shown)
  }
  await page.goto(`/admins/${admin.userId}`)
  await expect(page).toHaveURL(`/users/${admin.userId}`)
})

test('on a small screen the areas are in a drawer: following one closes it, Esc gives the focus back', {
  tag: '@short',
}, async ({ page, person, axe, viewport }) => {
  await openAs(page, person)
  const opener = page.getByRole('button', { name: 'Areas' })
  if ((viewport?.width ?? 0) >= PHONE_WIDTH) {
    await expect(opener).toBeHidden()
    await expect(page.getByRole('navigation', { name: 'Areas' }).getByRole('link')).not.toHaveCount(0)
    return
  }
  await opener.click()
  const drawer = page.getByRole('dialog', { name: 'Areas' })
  await expect(drawer.getByRole('link', { name: 'Home' })).toHaveAttribute('aria-current', 'page')
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(opener).toBeFocused()
  await opener.click()
  await drawer.getByRole('link', { name: 'Usage Overview' }).click()
  await expect(drawer).toBeHidden()
  await expect(page).toHaveURL('/usage')
})
