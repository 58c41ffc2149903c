import { expect, test } from './fixtures.ts'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('signing in is a plain form', { tag: '@short' }, async ({ page, person }) => {
    await page.goto('/login')
    await page.getByLabel('Username').fill(person.username)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL(/\/$/)
  })
})

test('a wrong password and an unknown name read alike', async ({ page, person, guard, axe }) => {
  guard.expectStatus(401, /\/login/)
  await page.goto('/login')
  await axe(page)
  for (const username of [person.username, 'nobody.at.all']) {
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password').fill('not the password at all')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText('The username or the password is not right.')
  }
  await axe(page)
})

test('after signing in the person lands where they wanted to go', async ({ page, person }) => {
  await page.goto('/usage?window=7d')
  await expect(page).toHaveURL(/\/login\?next=/)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/usage\?window=7d$/)
})
