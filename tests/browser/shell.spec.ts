import { expect, openAs, startSession, test } from './fixtures.ts'
import { createOwner } from './people.ts'

test('K6: the account menu opens by click, Enter, Space and ArrowDown; Esc closes it and gives the focus back', async ({
  person,
  settings,
  axe,
}) => {
  const trigger = settings.getByRole('button', { name: `Account: ${person.username}` })
  const menu = settings.getByRole('menu')
  await trigger.click()
  await expect(menu).toBeVisible()
  await axe(settings)
  await settings.keyboard.press('Escape')
  for (const key of ['Enter', 'Space', 'ArrowDown']) {
    await expect(menu).toBeHidden()
    await expect(trigger).toBeFocused()
    await settings.keyboard.press(key)
    await expect(menu).toBeVisible()
    await settings.keyboard.press('Escape')
  }
  await expect(trigger).toBeFocused()
})

test('K6: the menu item Account Settings leads to /account/settings, and the title says so', async ({
  page,
  person,
}) => {
  await openAs(page, person)
  await page.getByRole('button', { name: `Account: ${person.username}` }).click()
  await page.getByRole('menuitem', { name: 'Account Settings' }).click()
  await expect(page).toHaveURL(/\/account\/settings$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Account Settings' })).toBeFocused()
  await expect(page).toHaveTitle('Account Settings · Keyward')
})

test('Home has three things to do and nothing that leads nowhere', async ({ page, person, axe }) => {
  await openAs(page, person)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'See your API key',
    'Try it',
    'Connect your services',
  ])
  await axe(page)
  const links = await page
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  for (const href of links.filter((one) => one.startsWith('/'))) {
    await page.goto(href)
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Page not found')
  }
})

test('Home begins with what there is once the key is in use, and says what wants attention', async ({
  page,
  server,
  axe,
}) => {
  const owner = await createOwner(server, `olga.${Date.now()}`)
  await page.route('**/users/me/key', async (route) => {
    const answer = await route.fetch()
    const lastUse = {
      at: new Date().toISOString(),
      client: 'curl/8',
      address: '192.0.2.7',
      dialect: 'native',
    }
    const overlap = { keyId: 'old', lastFour: '0a1b', endsAt: new Date(Date.now() + 3_600_000).toISOString() }
    await route.fulfill({ json: { ...(await answer.json()), lastUse, overlap } })
  })
  await openAs(page, owner)
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'See your API key',
    'Connect your services',
    'Recent activity',
    'Try it',
  ])
  await expect(page.getByText('which ends in 0a1b, works until')).toBeVisible()
  await axe(page)
  await page.getByRole('link', { name: 'Add a passkey or an authenticator app' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in Security' })).toBeVisible()
})

test('the first load takes at most eight requests', { tag: '@short' }, async ({ page, person }) => {
  // Nothing but the measured load may be under way: a page that was open before still asks while it is left.
  await startSession(page, person)
  const paths: string[] = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  await page.goto('/account/settings', { waitUntil: 'networkidle' })
  await expect(page.getByRole('button', { name: 'Show API Key' })).toBeVisible()
  expect(paths.length, paths.join(' ')).toBeLessThanOrEqual(8)
})

test('a page that fills in moves nothing that one looks at already', { tag: '@short' }, async ({
  page,
  person,
}) => {
  await startSession(page, person)
  await page.addInitScript(() => {
    const shifts = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = 'value' in entry ? Number(entry.value) : 0
        const sum = Number(document.documentElement.dataset['shift'] ?? 0)
        document.documentElement.dataset['shift'] = String(sum + shift)
      }
    })
    shifts.observe({ type: 'layout-shift', buffered: true })
  })
  for (const path of ['/', '/account/settings', '/usage', '/apis', '/services']) {
    await page.goto(path, { waitUntil: 'networkidle' })
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const shift = await page.evaluate(() => Number(document.documentElement.dataset['shift'] ?? 0))
    // What Web Vitals call good; a footer below an empty page alone had 0.7.
    expect(shift, path).toBeLessThan(0.1)
  }
})

test('a chosen theme holds after a reload, whatever the system says', async ({ page, person, axe }) => {
  await openAs(page, person)
  for (const [choice, background] of [
    ['Dark', 'rgb(13, 15, 19)'],
    ['Light', 'rgb(246, 247, 249)'],
  ] as const) {
    await page.getByRole('button', { name: /^Account:/ }).click()
    await page.getByRole('menuitemradio', { name: choice }).click()
    await expect(page.locator('html')).toHaveCSS('background-color', background)
    await axe(page)
    await page.reload()
    await expect(page.locator('html')).toHaveCSS('background-color', background)
  }
})

test('times are written in UTC for who wants them so, on the page that is open and after a reload', async ({
  page,
  person,
  axe,
}) => {
  await openAs(page, person, '/profile/sessions')
  const times = page.getByText(/\d:\d\d.[AP]M UTC/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Times in UTC' }).click()
  await axe(page)
  await page.keyboard.press('Escape')
  await expect(times.first()).toBeVisible()
  await page.reload()
  await expect(times.first()).toBeVisible()
})

test('? lists the shortcuts, g and a letter lead to a page, and both can be switched off', async ({
  settings,
  axe,
}) => {
  const h1 = settings.getByRole('heading', { level: 1 })
  await settings.keyboard.press('?')
  const help = settings.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  await axe(settings)
  await settings.keyboard.press('Escape')
  await expect(help).toBeHidden()
  for (const [key, title] of [
    ['h', 'Home'],
    ['u', 'Usage Overview'],
    ['s', 'Account Settings'],
  ] as const) {
    await settings.keyboard.press('g')
    await settings.keyboard.press(key)
    await expect(h1).toHaveText(title)
  }
  await settings.keyboard.press('?')
  await help.getByLabel('Switch off single-letter shortcuts').check()
  await settings.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await settings.keyboard.press('?')
  await expect(help).toBeHidden()
})

test('an unknown address says so and leads home; an old one redirects', async ({ settings, axe }) => {
  await settings.goto('/nowhere/at/all')
  await expect(settings.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  await axe(settings)
  await settings.getByRole('link', { name: 'Go to Home' }).click()
  await expect(settings).toHaveURL(/\/$/)
  await settings.goto('/account')
  await expect(settings).toHaveURL(/\/account\/settings$/)
})

test('the skip link is the first stop and leads to the content', async ({ settings }) => {
  await settings.goto('/usage')
  await expect(settings.getByRole('heading', { level: 1 })).toBeVisible()
  await settings.keyboard.press('Tab')
  const skip = settings.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await settings.keyboard.press('Enter')
  await expect(settings.getByRole('main')).toBeFocused()
})

test('Log out ends the session', async ({ settings, guard }) => {
  guard.expectStatus(401, /\/api\/v1\//)
  await settings.getByRole('button', { name: /^Account:/ }).click()
  await settings.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(settings.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await settings.goto('/account/settings')
  await expect(settings).toHaveURL(/\/login\?next=/)
})

test('nothing is wider than a screen of 320 pixels', { tag: '@short' }, async ({ settings }) => {
  await settings.setViewportSize({ width: 320, height: 640 })
  for (const path of ['/', '/account/settings', '/usage', '/nowhere']) {
    await settings.goto(path)
    await expect(settings.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await settings.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  }
})
