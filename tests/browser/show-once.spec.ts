import type { Page } from '@playwright/test'
import { deleteKey, expect, openAs, shownKey, test, verifyKey } from './fixtures.ts'
import { createPerson, createStrictAccount } from './people.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name })

async function openReset(page: Page) {
  await button(page, 'Reset… API Key').click()
  const dialog = page.getByRole('alertdialog', { name: /^Generate a new API key for/ })
  await expect(dialog).toBeVisible()
  return dialog
}

async function resetOnce(page: Page): Promise<string> {
  const dialog = await openReset(page)
  await dialog.getByLabel(/^Show the new key only once/).check()
  await button(page, 'Generate New Key').click()
  return shownKey(page)
}

test('K10: a key shown once stays until the page is left; then the row says why there is no Show', async ({
  server,
  guard,
  settings,
  axe,
}) => {
  await settings.clock.install()
  const dialog = await openReset(settings)
  await dialog.getByLabel(/^Show the new key only once/).check()
  await axe(settings)
  await button(settings, 'Generate New Key').click()
  const key = await shownKey(settings)
  guard.keepSecret(key)
  await expect(settings.getByText('It is shown this once.')).toBeVisible()
  await expect(button(settings, 'Hide API Key')).toBeHidden()
  await axe(settings)
  await settings.clock.runFor(600_000)
  expect(await shownKey(settings)).toBe(key)
  await button(settings, 'Copy API Key').click()
  await expect(button(settings, 'Copied API Key')).toBeVisible()
  await button(settings, 'Done').click()
  await expect(settings.getByText('This key was shown once, when it was made')).toBeVisible()
  await expect(settings.getByText(key)).toBeHidden()
  await expect(button(settings, 'Show API Key')).toBeHidden()
  await expect(button(settings, 'Copy API Key')).toBeHidden()
  await axe(settings)
  await settings.reload()
  await expect(button(settings, 'Reset… API Key')).toBeVisible()
  await expect(settings.getByText(`hidden, ends in ${key.slice(-4).split('').join(' ')}`)).toBeAttached()
  await expect(button(settings, 'Show API Key')).toBeHidden()
  expect(await verifyKey(server, key)).toBe(200)
})

test('K10: leaving with nothing copied or downloaded asks once, and so does Done', async ({
  guard,
  settings,
  axe,
}) => {
  const key = await resetOnce(settings)
  guard.keepSecret(key)
  const question = settings.getByRole('alertdialog', { name: 'Close without taking the key along?' })
  await button(settings, 'Done').click()
  await expect(question.getByText('It cannot be shown again')).toBeVisible()
  await settings.keyboard.press('Escape')
  await settings.getByRole('link', { name: 'Next: Usage overview' }).click()
  await expect(question).toBeVisible()
  await axe(settings)
  await settings.keyboard.press('Escape')
  await expect(question).toBeHidden()
  expect(await shownKey(settings)).toBe(key)
  await settings.getByRole('link', { name: 'Next: Usage overview' }).click()
  await button(settings, 'Copy the key').click()
  await settings.getByRole('link', { name: 'Next: Usage overview' }).click()
  await expect(settings).toHaveURL(/\/usage$/)
})

test('K10: leaving anyway leaves, and the key is gone', async ({ guard, settings }) => {
  guard.keepSecret(await resetOnce(settings))
  await settings.getByRole('link', { name: 'Next: Usage overview' }).click()
  await button(settings, 'Close anyway').click()
  await expect(settings).toHaveURL(/\/usage$/)
  await settings.goBack()
  await expect(settings.getByText('This key was shown once, when it was made')).toBeVisible()
})

test('closing the tab with nothing copied asks in the words of the browser', async ({ guard, settings }) => {
  guard.keepSecret(await resetOnce(settings))
  const asked = settings.waitForEvent('dialog')
  await settings.close({ runBeforeUnload: true })
  expect((await asked).type()).toBe('beforeunload')
  await (await asked).dismiss()
})

test('where the account leaves no choice the dialog says so, and a first key is shown once too', async ({
  server,
  guard,
  page,
  axe,
}, { workerIndex }) => {
  const account = await createStrictAccount(server)
  // The first one owns the account, and keeps a key.
  await createPerson(server, `olga.${workerIndex}.strict`, account)
  const person = await createPerson(server, `sara.${workerIndex}.strict`, account)
  guard.keepSecret(person.apiKey)
  await openAs(page, person, '/account/settings')
  await expect(page.getByText('Keys of this account are shown once')).toBeVisible()
  await axe(page)
  const dialog = await openReset(page)
  await expect(dialog.getByText('Keys of this account are shown once')).toBeVisible()
  await expect(dialog.getByLabel(/^Show the new key only once/)).toBeHidden()
  await axe(page)
  await button(page, 'Cancel').click()
  await deleteKey(server, person)
  await page.reload()
  await button(page, 'Generate API key').click()
  guard.keepSecret(await shownKey(page))
  await expect(page.getByText('Put it into your applications:')).toBeVisible()
  await axe(page)
})

test('after a lost answer the panel says that the key was changed, and the next press makes another', async ({
  server,
  guard,
  settings,
}) => {
  guard.allowNetworkFailures()
  guard.expectStatus(409, /reset$/)
  let lost = ''
  await settings.route('**/key/reset', async (route) => {
    lost = (await (await route.fetch()).json()).apiKey
    await route.abort()
    await settings.unrouteAll({ behavior: 'ignoreErrors' })
  })
  const dialog = await openReset(settings)
  await dialog.getByLabel(/^Show the new key only once/).check()
  await button(settings, 'Generate New Key').click()
  await dialog.getByRole('button', { name: 'Check what happened' }).click()
  await expect(dialog.getByText('The key was changed, but its answer got lost')).toBeVisible()
  expect(await verifyKey(server, lost)).toBe(200)
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  const key = await shownKey(settings)
  guard.keepSecret(key)
  expect(key).not.toBe(lost)
  expect([await verifyKey(server, lost), await verifyKey(server, key)]).toEqual([401, 200])
})
