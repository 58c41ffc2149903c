import { expect, openAs, startSession, test } from './fixtures.ts'

test('one’s own sessions: this one is marked, another is ended alone, then all others', {
  tag: '@short',
}, async ({ page, browser, server, person, axe }) => {
  const others = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL: server.url })))
  const pages = await Promise.all(others.map((context) => context.newPage()))
  for (const other of pages) await startSession(other, person)
  await openAs(page, person, '/account/settings')
  await page.getByRole('link', { name: 'Show sessions' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeFocused()
  await expect(page.getByRole('row').filter({ hasText: 'This one' })).toHaveCount(1)
  const ends = page.getByRole('button', { name: /^End session in/ })
  await expect(ends).toHaveCount(3)
  await axe(page)
  await ends.first().click()
  await expect(ends).toHaveCount(2)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.getByRole('button', { name: 'End all others' }).click()
  await expect(page.getByText('You are signed in here and nowhere else.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'End all others' })).toBeHidden()
  await axe(page)
  for (const other of pages) {
    await other.goto('/')
    await expect(other).toHaveURL(/\/login/)
  }
  for (const context of others) await context.close()
  await page.reload()
  await expect(page.getByText('You are signed in here and nowhere else.')).toBeVisible()
  await page.getByRole('button', { name: /^Show as code/ }).click()
  await axe(page)
})

test('a session that has ended elsewhere in the meantime is no reason to go on showing it', async ({
  page,
  browser,
  server,
  person,
  guard,
}) => {
  const context = await browser.newContext({ baseURL: server.url })
  const other = await context.newPage()
  await startSession(other, person)
  await openAs(page, person, '/profile/sessions')
  const end = page.getByRole('button', { name: /^End session in/ })
  await expect(end).toBeVisible()
  await other.goto('/')
  await other.getByRole('button', { name: `Account: ${person.username}` }).click()
  await other.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(other).toHaveURL(/\/login/)
  await context.close()
  guard.expectStatus(404, /sessions/)
  await end.click()
  await expect(page.getByText('You are signed in here and nowhere else.')).toBeVisible()
})
