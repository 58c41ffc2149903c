import type { Page } from '@playwright/test'
import { expect, logIn, shownKey, test, verifyKey } from './fixtures.ts'

/** How often the tracker asks anew. */
const TRACKER_LOOKS_MS = 5000

const openReset = async (page: Page) => {
  await page.getByRole('button', { name: 'Reset… API Key' }).click()
  const dialog = page.getByRole('alertdialog', { name: /^Generate a new API key for/ })
  await expect(dialog).toBeVisible()
  return dialog
}

test('K9: Cancel and Esc leave the old key as it is, and the focus goes back to Reset', async ({
  server,
  person,
  settings,
  axe,
}) => {
  const dialog = await openReset(settings)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog.getByText(/^No use recorded since/)).toBeVisible()
  await axe(settings)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  await openReset(settings)
  await settings.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(settings.getByRole('button', { name: 'Reset… API Key' })).toBeFocused()
  expect(await verifyKey(server, person.apiKey)).toBe(200)
})

test('K10: Generate New Key shows the new key in the row with the focus on it; the old one is refused from then on', async ({
  server,
  guard,
  person,
  settings,
  axe,
}) => {
  const dialog = await openReset(settings)
  await dialog.getByRole('button', { name: 'Generate New Key' }).dblclick()
  const key = await shownKey(settings)
  guard.keepSecret(key)
  expect(await verifyKey(server, person.apiKey)).toBe(401)
  expect(key).not.toBe(person.apiKey)
  expect(await verifyKey(server, key)).toBe(200)
  await expect(settings.getByText(key)).toBeFocused()
  await expect(settings.getByText('The old key has stopped working.')).toBeVisible()
  await axe(settings)
})

test('K11, K12: the dialog lists who used the key; afterwards the tracker shows who fails and who has moved', async ({
  server,
  person,
  settings,
  axe,
}) => {
  await settings.clock.install()
  const { username, apiKey } = person
  expect(await verifyKey(server, apiKey, 'backup-script/1.4')).toBe(200)
  expect(await logIn(server, { username, key: apiKey, userAgent: 'deploy-bot/2.3' })).toBe(200)
  const dialog = await openReset(settings)
  await expect(
    dialog.getByRole('heading', { name: '2 applications used this key in the last 30 days' }),
  ).toBeVisible()
  await expect(dialog.getByRole('row', { name: /backup-script.*Native API/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /deploy-bot.*Identity v2.0/ })).toBeVisible()
  await axe(settings)

  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(dialog.getByText('Please confirm this first')).toBeVisible()
  await expect(dialog.getByLabel('I know these 2 applications stop until updated')).toBeFocused()
  await axe(settings)
  await settings.keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  const key = await shownKey(settings)

  expect(await verifyKey(server, apiKey, 'backup-script/1.4')).toBe(401)
  expect(await logIn(server, { username, key, userAgent: 'deploy-bot/2.3' })).toBe(200)
  const tracker = settings.getByRole('region', { name: 'Who has reconnected' })
  await expect(tracker).toBeVisible()
  const looks = settings.waitForRequest(/\/key\/reconnect$/)
  await settings.clock.runFor(TRACKER_LOOKS_MS)
  // Else an open tracker would keep its session alive for ever.
  expect((await looks).headers()['x-keyward-unattended']).toBe('1')
  await expect(tracker.getByRole('row', { name: /backup-script.*Failing/ })).toBeVisible()
  const moved = tracker.getByRole('row', { name: /deploy-bot.*Moved/ })
  await expect(moved.getByRole('checkbox')).toBeChecked()
  await axe(settings)

  await tracker.getByRole('checkbox', { name: /backup-script/ }).check()
  await expect(tracker.getByText('2 of 2 updated')).toBeVisible()
  await settings.reload()
  await expect(tracker.getByRole('checkbox', { name: /backup-script/ })).toBeChecked()
})

test('an overlap lets the old key go on until it is ended', { tag: '@short' }, async ({
  server,
  person,
  settings,
  axe,
}) => {
  const dialog = await openReset(settings)
  await dialog.getByLabel('1 hour').check()
  await dialog.getByLabel('Note (optional)').fill('yearly change')
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await shownKey(settings)
  await expect(
    settings.getByText(`The old key, ending in ${person.apiKey.slice(-4)}, works until`),
  ).toBeVisible()
  expect(await verifyKey(server, person.apiKey)).toBe(200)
  await axe(settings)
  await settings.getByRole('button', { name: 'End it now' }).click()
  const question = settings.getByRole('alertdialog', { name: 'End the old key now?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await axe(settings)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(settings.getByRole('button', { name: 'End it now' })).toBeFocused()
  expect(await verifyKey(server, person.apiKey)).toBe(200)
  await settings.getByRole('button', { name: 'End it now' }).click()
  await question.getByRole('button', { name: 'End the old key' }).click()
  // As long as the question is open, nothing behind it can be seen.
  await expect(question).toBeHidden()
  await expect(settings.getByRole('button', { name: 'End it now' })).toBeHidden()
  expect(await verifyKey(server, person.apiKey)).toBe(401)
})

test('while an overlap runs, ending it and another reset both name who is still on the old key', async ({
  server,
  person,
  settings,
  axe,
}) => {
  expect(await verifyKey(server, person.apiKey, 'stays/1.0')).toBe(200)
  expect(await verifyKey(server, person.apiKey, 'moves/1.0')).toBe(200)
  const first = await openReset(settings)
  await first.getByLabel('24 hours').check()
  await first.getByRole('button', { name: 'Generate New Key' }).click()
  const key = await shownKey(settings)
  expect(await verifyKey(server, key, 'moves/1.0')).toBe(200)
  expect(await verifyKey(server, key, 'new/1.0')).toBe(200)
  const tracker = settings.getByRole('region', { name: 'Who has reconnected' })
  await expect(tracker.getByText('1 of 2 updated')).toBeVisible()
  await expect(tracker.getByRole('row', { name: /new\/1\.0.*New/ }).getByRole('checkbox')).toBeHidden()

  await settings.getByRole('button', { name: 'End it now' }).click()
  const question = settings.getByRole('alertdialog', { name: 'End the old key now?' })
  await expect(question.getByRole('row', { name: /stays/ })).toBeVisible()
  await expect(question.getByRole('row', { name: /moves|new/ })).toBeHidden()
  await axe(settings)
  await question.getByRole('button', { name: 'Cancel' }).click()

  const second = await openReset(settings)
  await expect(second.getByRole('row', { name: /stays.*On the old key: stops at once/ })).toBeVisible()
  await expect(second.getByRole('row', { name: /moves.*stops at once/ })).toBeHidden()
  await expect(second.getByLabel('I know these 3 applications stop until updated')).toBeVisible()
  await second.getByLabel('24 hours').check()
  await second.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(second.getByText('Please confirm this first.')).toBeVisible()
  await axe(settings)
  await second.getByLabel('I know this 1 application stops until updated').check()
  await second.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(second).toBeHidden()
  expect(await verifyKey(server, person.apiKey, 'stays/1.0')).toBe(401)
  expect(await verifyKey(server, key, 'moves/1.0')).toBe(200)
})

test('one client is one application in whatever APIs it calls, and the panel with which the key is tried is one too', async ({
  server,
  person,
  settings,
}) => {
  const { username, apiKey } = person
  expect(await verifyKey(server, apiKey, 'curl/8.5.0')).toBe(200)
  expect(await logIn(server, { username, key: apiKey, userAgent: 'curl/8.5.0' })).toBe(200)
  await settings.getByRole('button', { name: 'Test this key' }).click()
  await expect(settings.getByText('6 of 6 APIs take this key.').first()).toBeVisible()
  const dialog = await openReset(settings)
  await expect(
    dialog.getByRole('heading', { name: '2 applications used this key in the last 30 days' }),
  ).toBeVisible()
  await expect(dialog.getByRole('row', { name: /curl\/8\.5\.0.*Identity v2\.0, Native API/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /Keyward-panel/ })).toHaveCount(1)
})

test('an overlap with an own date must lie within the next 30 days', async ({
  server,
  person,
  settings,
  axe,
}) => {
  const dialog = await openReset(settings)
  await dialog.getByLabel('At…').check()
  await dialog.getByLabel('Date and time').fill('2020-01-01T10:00')
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(dialog.getByText('Choose a moment within the next 30 days.')).toBeVisible()
  await axe(settings)
  expect(await verifyKey(server, person.apiKey)).toBe(200)
})

test('closing the result asks once when the key was neither copied nor downloaded', async ({
  settings,
  axe,
}) => {
  const dialog = await openReset(settings)
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await settings.getByRole('button', { name: 'Done' }).click()
  const question = settings.getByRole('alertdialog', { name: 'Close without taking the key along?' })
  await expect(question).toBeVisible()
  await axe(settings)
  await question.getByRole('button', { name: 'Copy the key' }).click()
  await expect(question).toBeHidden()
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(settings.getByText('The new API key is ready', { exact: true })).toBeHidden()
})

test('after a lost answer the panel offers to check, and the same key comes back instead of another one', {
  tag: '@short',
}, async ({ server, guard, person, settings, axe }) => {
  guard.allowNetworkFailures()
  let lost = ''
  await settings.route('**/key/reset', async (route) => {
    const answer = await route.fetch()
    lost = (await answer.json()).apiKey
    await route.abort()
    await settings.unrouteAll({ behavior: 'ignoreErrors' })
  })
  const dialog = await openReset(settings)
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(dialog.getByText('The answer got lost.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Generate New Key' })).toBeHidden()
  await axe(settings)
  await dialog.getByRole('button', { name: 'Check what happened' }).click()
  expect(await shownKey(settings)).toBe(lost)
  expect(await verifyKey(server, lost)).toBe(200)
  expect(await verifyKey(server, person.apiKey)).toBe(401)
})

test('the reset waits neither for the impact preview nor for its error', async ({ guard, settings, axe }) => {
  guard.expectStatus(500, /impact$/)
  const problem = {
    type: 'about:blank',
    title: 'x',
    status: 500,
    detail: 'x',
    code: 'internal',
    requestId: 'req-1',
  }
  await settings.route('**/key/impact', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', json: problem }),
  )
  const dialog = await openReset(settings)
  await expect(dialog.getByText('We could not load who uses this key.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Retry' })).toBeVisible()
  await axe(settings)
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await shownKey(settings)
})

test('K13: after Show the tour goes on to the usage overview; sent away, it stays away', async ({
  settings,
}) => {
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  const next = settings.getByRole('link', { name: 'Next: Usage overview' })
  await next.click()
  await expect(settings).toHaveURL(/\/usage$/)
  await settings.goBack()
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await settings.getByRole('button', { name: 'Do not show this again' }).click()
  await expect(next).toBeHidden()
  await settings.reload()
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByRole('button', { name: 'Hide API Key' })).toBeVisible()
  await expect(next).toBeHidden()
})
