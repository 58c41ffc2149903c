import {
  confirmWith,
  deleteKey,
  expect,
  forgetConfirmation,
  logIn,
  shownKey,
  test,
  verifyKey,
} from './fixtures.ts'

const KEY = /^[0-9a-f]{32}$/

test('K4: the key is 32 lower-case hex characters and logs its user in', async ({
  server,
  person,
  settings,
}) => {
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByText(person.apiKey)).toBeVisible()
  expect(person.apiKey).toMatch(KEY)
  expect(await logIn(server, { username: person.username, key: person.apiKey, userAgent: 'a' })).toBe(200)
})

test('K7: before Show the value is neither in the page nor in any answer; Show asks for the password and becomes Hide', async ({
  guard,
  person,
  settings,
  axe,
}) => {
  await forgetConfirmation(settings)
  await axe(settings)
  expect(await settings.content()).not.toContain(person.apiKey)
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByText('Enter your password to show the API key.')).toBeVisible()
  await axe(settings)
  expect(await guard.answersSoFar()).not.toContain(person.apiKey)
  await confirmWith(settings, person.password)
  await expect(settings.getByText(person.apiKey)).toBeVisible()
  await expect(settings.getByText(/^Hides in \d+ s/)).toBeVisible()
  await axe(settings)
  await settings.getByRole('button', { name: 'Hide API Key' }).click()
  await expect(settings.getByRole('button', { name: 'Show API Key' })).toBeVisible()
  expect(await settings.content()).not.toContain(person.apiKey)
})

test('the whole key is on one line, down to 320 px', async ({ person, settings }) => {
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  const value = settings.getByText(person.apiKey)
  await expect(value).toBeVisible()
  for (const width of [360, 320]) {
    await settings.setViewportSize({ width, height: 740 })
    const lines = await value.evaluate((box) => {
      const text = document.createRange()
      text.selectNodeContents(box)
      return text.getClientRects().length
    })
    expect(lines, `at ${width} px`).toBe(1)
  }
})

test('K7: a wrong password shows nothing and says so at the field', async ({
  guard,
  person,
  settings,
  axe,
}) => {
  guard.expectStatus(403, /step-up$/)
  await forgetConfirmation(settings)
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  const dialog = settings.getByRole('dialog')
  await dialog.getByLabel('Password').fill('not the password at all')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByText('That is not your password.')).toBeVisible()
  await expect(dialog.getByLabel('Password')).toBeFocused()
  await axe(settings)
  await settings.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await settings.content()).not.toContain(person.apiKey)
})

test('K7: the key hides itself after 60 seconds, unless asked to stay', async ({ person, settings }) => {
  await settings.clock.install()
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByText(person.apiKey)).toBeVisible()
  await settings.clock.runFor(61_000)
  await expect(settings.getByText(person.apiKey)).toBeHidden()
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await settings.getByRole('button', { name: 'Keep showing' }).click()
  await settings.clock.runFor(120_000)
  await expect(settings.getByText(person.apiKey)).toBeVisible()
})

test('K7: leaving the page drops the key', async ({ person, settings }) => {
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await expect(settings.getByText(person.apiKey)).toBeVisible()
  await settings.getByRole('link', { name: 'Keyward' }).click()
  await expect(settings.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await settings.goBack()
  await expect(settings.getByRole('button', { name: 'Show API Key' })).toBeVisible()
  expect(await settings.content()).not.toContain(person.apiKey)
})

test('K8: Copy works without Show, puts exactly the key on the clipboard and says so', async ({
  context,
  person,
  settings,
  axe,
}) => {
  await forgetConfirmation(settings)
  await settings.getByRole('button', { name: 'Copy API Key' }).click()
  await confirmWith(settings, person.password)
  await expect(settings.getByRole('button', { name: 'Copied API Key' })).toBeVisible()
  await expect(settings.getByRole('status').filter({ hasText: 'API Key copied' })).toHaveCount(1)
  await axe(settings)
  expect(await settings.content()).not.toContain(person.apiKey)
  const paper = await context.newPage()
  await paper.setContent('<textarea aria-label="paper"></textarea>')
  await paper.getByLabel('paper').focus()
  await paper.keyboard.press('Control+V')
  await expect(paper.getByLabel('paper')).toHaveValue(person.apiKey)
})

test('K8: a double click selects the whole key as one word', async ({ person, settings }) => {
  await settings.getByRole('button', { name: 'Show API Key' }).click()
  await settings.getByText(person.apiKey).dblclick()
  expect(await settings.evaluate(() => String(getSelection()))).toBe(person.apiKey)
})

test('K8: where the browser has no clipboard, the key is selected and the keys to press are named', async ({
  person,
  settings,
  axe,
}) => {
  await settings.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await settings.getByRole('button', { name: 'Copy API Key' }).click()
  await expect(settings.getByText('press Ctrl/⌘ C')).toBeVisible()
  expect(await settings.evaluate(() => String(getSelection()))).toBe(person.apiKey)
  await axe(settings)
})

test('K3: a user without a key reads why one is needed, makes it, and the row fills without a reload', async ({
  server,
  person,
  settings,
  axe,
}) => {
  await deleteKey(server, person)
  await settings.goto('/account/settings')
  await expect(settings.getByText('Programs log in with an API key instead of a password.')).toBeVisible()
  await axe(settings)
  await settings.getByRole('button', { name: 'Generate API Key' }).click()
  const key = await shownKey(settings)
  await expect(settings.getByRole('button', { name: 'Hide API Key' })).toBeVisible()
  expect(await verifyKey(server, key)).toBe(200)
})

test('the key can be taken along as files that programs read', async ({ person, settings, server }) => {
  await settings.getByRole('button', { name: 'How to use it' }).click()
  for (const [name, expected] of [
    ['keyward.env', `KEYWARD_KEY=${person.apiKey}`],
    ['openrc.sh', `export OS_AUTH_URL='${server.url}/v3'`],
    ['clouds.yaml', `password: "${person.apiKey}"`],
  ] as const) {
    const started = settings.waitForEvent('download')
    await settings.getByRole('button', { name: `Download ${name}` }).click()
    const download = await started
    expect(download.suggestedFilename()).toBe(name)
    const stream = await download.createReadStream()
    expect(Buffer.concat(await stream.toArray()).toString()).toContain(expected)
  }
})

test('Show as code gives the same act to programs, without the key in it', { tag: '@short' }, async ({
  person,
  settings,
  axe,
}) => {
  await settings.getByRole('button', { name: /Show as code/ }).click()
  for (const language of ['curl', 'TypeScript', 'Python']) {
    await settings.getByRole('tab', { name: language }).click()
    await expect(settings.getByRole('tabpanel', { name: language })).toContainText('KEYWARD_KEY')
  }
  await axe(settings)
  expect(await settings.content()).not.toContain(person.apiKey)
})
