import type { CDPSession, Page } from '@playwright/test'
import { codeAt } from '../support/factors.ts'
import { confirmWith, expect, forgetConfirmation, openAs, type Person, test } from './fixtures.ts'
import { createOwner, createPerson, requireSecondFactor } from './people.ts'

/** Chromium's own authenticator: it has what a laptop with a fingerprint reader has. */
interface Authenticator {
  /** How many passkeys it holds. */
  count(): Promise<number>
  /** Whether the person at it agrees; nobody is there otherwise. */
  present(isPresent: boolean): Promise<void>
}

const plugged: CDPSession[] = []
test.afterEach(async () => {
  // The page goes on into the next test; this is unplugged from it.
  for (const cdp of plugged.splice(0)) await cdp.detach()
})

async function plugIn(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page)
  plugged.push(cdp)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    count: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    present: async (isPresent) => {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: isPresent })
    },
  }
}

const PATH = '/profile/security'

async function openSecurity(page: Page, person: Person): Promise<void> {
  await openAs(page, person, PATH)
  await expect(page.getByRole('heading', { name: 'Passkeys' })).toBeVisible()
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

/** The codes that are shown once, and their dialog closed. */
async function keepCodes(page: Page): Promise<readonly string[]> {
  const dialog = page.getByRole('alertdialog', { name: 'Keep these recovery codes' })
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  const codes = await dialog.getByRole('listitem').allTextContents()
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await expect(dialog).toBeHidden()
  return codes
}

async function setUpApp(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: /^Set up an(other)? app$/ }).click()
  const named = page.getByRole('dialog', { name: 'Set up an authenticator app' })
  await named.getByLabel('Name').fill(name)
  await named.getByRole('button', { name: 'Continue' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Set up an authenticator app' })
  await expect(dialog.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(' ', '')
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  return secret
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
}

async function typePassword(page: Page, person: Person): Promise<void> {
  await page.goto(`/login?next=${PATH}`)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible()
}

const atSecurity = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Sign-in Security' })).toBeVisible()

test('a passkey is added, used after the password, by itself and as a proof, renamed and removed', {
  tag: '@short',
}, async ({ page, person, axe }) => {
  const device = await plugIn(page)
  await openSecurity(page, person)
  await expect(page.getByText('Your password alone signs you in.')).toBeVisible()
  await axe(page)
  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await axe(page)
  await page.getByRole('dialog', { name: 'Add a passkey' }).getByLabel('Name').fill('Laptop')
  await page.keyboard.press('Enter')
  await confirmWith(page, person.password)
  await expect(page.getByRole('alertdialog', { name: 'Keep these recovery codes' })).toBeVisible()
  await axe(page)
  const codes = await keepCodes(page)
  await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toContainText('not used yet')
  await expect(page.getByText('10 codes left')).toBeVisible()
  expect(await device.count()).toBe(1)
  await axe(page)

  await logOut(page)
  await typePassword(page, person)
  await axe(page)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await atSecurity(page)
  await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toContainText('last used just now')

  await logOut(page)
  await page.goto(`/login?next=${PATH}`)
  await axe(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await atSecurity(page)

  await forgetConfirmation(page)
  await page.getByRole('button', { name: 'Rename Laptop' }).click()
  const rename = page.getByRole('dialog', { name: 'Rename the passkey' })
  await rename.getByLabel('Name').fill('Grey laptop')
  await rename.getByRole('button', { name: 'Save' }).click()
  await axe(page)
  await page.getByRole('button', { name: 'Use passkey' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Grey laptop' })).toBeVisible()

  await logOut(page)
  await typePassword(page, person)
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await atSecurity(page)
  await expect(page.getByText('9 codes left')).toBeVisible()

  await page.getByRole('button', { name: 'Remove Grey laptop' }).click()
  await expect(page.getByText('It is your last second factor')).toBeVisible()
  await axe(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No passkey yet.')).toBeVisible()
  await logOut(page)
  await openAs(page, person, PATH)
  await expect(page.getByText('Your password alone signs you in.')).toBeVisible()
})

test('an app is set up with its secret; its code signs in, a recovery code does once, new codes end the old', {
  tag: '@short',
}, async ({ page, person, guard, axe }) => {
  guard.expectStatus(403, /\/confirm$/)
  guard.expectStatus(401, /\/login\/mfa$/)
  await openSecurity(page, person)
  const secret = await setUpApp(page, 'Phone')
  guard.keepSecret(secret)
  await axe(page)
  const dialog = page.getByRole('alertdialog', { name: 'Set up an authenticator app' })
  await dialog.getByLabel('Six digits').fill('12345')
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(dialog.getByText('That is not the code of now')).toBeVisible()
  await axe(page)
  await dialog.getByLabel('Six digits').fill(codeAt(secret, Date.now()))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  const codes = await keepCodes(page)
  for (const code of codes) guard.keepSecret(code)
  await expect(page.getByRole('listitem').filter({ hasText: 'Phone' })).toBeVisible()

  await logOut(page)
  await typePassword(page, person)
  // The code of this step is used up; that of the next is good already.
  await page.getByLabel('Code').fill(codeAt(secret, Date.now() + 30_000))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await atSecurity(page)

  await page.getByRole('button', { name: 'Make new codes' }).click()
  await axe(page)
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click()
  const [fresh = ''] = await keepCodes(page)
  guard.keepSecret(fresh)
  await logOut(page)
  await typePassword(page, person)
  for (const [code, works] of [
    [codes[1] ?? '', false],
    [fresh, true],
  ] as const) {
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    if (works) await atSecurity(page)
    else await expect(page.locator('#code-error')).toBeVisible()
  }
  await expect(page.getByText('9 codes left')).toBeVisible()
})

test('recovery codes are copied and downloaded as they are shown', async ({ context, page, person }) => {
  await plugIn(page)
  await openSecurity(page, person)
  await addPasskey(page, '')
  const dialog = page.getByRole('alertdialog', { name: 'Keep these recovery codes' })
  await expect(dialog.getByRole('listitem')).toHaveCount(10)
  const codes = await dialog.getByRole('listitem').allTextContents()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Copy recovery codes' }).click()
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download recovery codes' }).click()
  expect((await saving).suggestedFilename()).toBe('keyward-recovery-codes.txt')
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Passkey' })).toBeVisible()
  const paper = await context.newPage()
  await paper.setContent('<textarea aria-label="paper"></textarea>')
  await paper.getByLabel('paper').focus()
  await paper.keyboard.press('Control+V')
  await expect(paper.getByLabel('paper')).toHaveValue(codes.join('\n'))
})

test('a ceremony that comes to nothing changes nothing, and can be tried again', async ({
  page,
  person,
  axe,
}) => {
  const device = await plugIn(page)
  await openSecurity(page, person)
  await device.present(false)
  await addPasskey(page, 'Laptop')
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await expect(dialog.getByText('No passkey was made. You can try again.')).toBeVisible()
  await axe(page)
  await device.present(true)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await keepCodes(page)
  await logOut(page)
  await typePassword(page, person)
  await device.present(false)
  await page.evaluate(() => {
    navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page.getByRole('alert')).toHaveText('No passkey was used. Try again, or sign in another way.')
  await axe(page)
})

test('a set-up that is broken off leaves nothing behind', async ({ page, person }) => {
  await openSecurity(page, person)
  await setUpApp(page, 'Phone')
  const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  expect((await removed).status()).toBe(204)
  await page.reload()
  await expect(page.getByText('No app yet.')).toBeVisible()
})

test('where it is required the last factor stays, and the page says why', async ({ page, server, axe }, {
  workerIndex,
}) => {
  const person = await createOwner(server, `required.${workerIndex}`)
  await plugIn(page)
  await openSecurity(page, person)
  await addPasskey(page, 'Laptop')
  await keepCodes(page)
  await requireSecondFactor(server, person)
  await page.reload()
  await expect(page.getByText('Your account requires a second factor.')).toBeVisible()
  await expect(page.getByText('Required: add another one before you remove this.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove Laptop' })).toBeHidden()
  await axe(page)
  await addPasskey(page, 'Another')
  await expect(page.getByText('This device has a passkey for you already.')).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  const secret = await setUpApp(page, 'Phone')
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Six digits').fill(codeAt(secret, Date.now()))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('button', { name: 'Remove Laptop' })).toBeVisible()
})

test('where it is required and there is none, a passkey is set up on the way in; without its person, not', async ({
  page,
  server,
  axe,
}, { workerIndex }) => {
  const person = await createOwner(server, `newcomer.${workerIndex}`)
  await requireSecondFactor(server, person)
  const device = await plugIn(page)
  await page.goto(`/login/mfa?next=${PATH}`)
  await expect(page.getByRole('alert')).toContainText('There is no sign-in to go on with')
  await axe(page)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
  await axe(page)
  await device.present(false)
  await page.getByRole('button', { name: 'Set up a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('No passkey was made.')
  await axe(page)
  await device.present(true)
  await page.getByRole('button', { name: 'Set up a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  expect(await device.count()).toBe(1)
  await page.getByRole('link', { name: 'I have kept them' }).click()
  await atSecurity(page)
  await expect(page.getByText('10 codes left')).toBeVisible()
  await logOut(page)
  await typePassword(page, person)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await atSecurity(page)
})

test('a browser without passkeys is told so, and signs in by codes', async ({ page, person, axe }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'PublicKeyCredential', { value: undefined })
  })
  await page.goto('/login')
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeHidden()
  await openSecurity(page, person)
  await expect(page.getByText('This browser has no passkeys. A newer one does.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeHidden()
  await axe(page)
})

test('the second factor is one of the rows of Account Settings', async ({ settings }) => {
  await expect(settings.getByText('Off: the password alone signs you in')).toBeVisible()
  await settings.getByRole('link', { name: 'Set up Second Factor' }).click()
  await atSecurity(settings)
})

test('with the keyboard alone a passkey is added and the codes are kept', async ({ page, person }) => {
  await plugIn(page)
  await openSecurity(page, person)
  await page.getByRole('button', { name: 'Add a passkey' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('Laptop')
  await page.keyboard.press('Enter')
  const kept = page.getByRole('button', { name: 'I have kept them' })
  await expect(kept).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(kept).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toBeVisible()
  await page.getByRole('button', { name: 'Rename Laptop' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Remove Laptop' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog', { name: 'Remove “Laptop”?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Remove Laptop' })).toBeFocused()
})

test('a manager settles whether a second factor is required, and no other policy', async ({
  page,
  server,
  axe,
}, { workerIndex }) => {
  const owner = await createOwner(server, `chief.${workerIndex}`)
  const manager = await createPerson(server, `manager.${workerIndex}`, owner)
  await server.prepare(['user', 'role', '--username', manager.username, '--add', 'identity:user-manage'])
  await openAs(page, manager)
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('menuitem', { name: 'Policies' }).click()
  await expect(page.getByText('Set up a second factor of your own')).toBeVisible()
  await expect(page.getByText('Confirmation lasts')).toHaveCount(0)
  await axe(page)
})

test('an owner requires a second factor of everybody, once there is one of their own', async ({
  page,
  server,
  axe,
}, { workerIndex }) => {
  const owner = await createOwner(server, `owner.${workerIndex}`)
  await plugIn(page)
  await openAs(page, owner, '/settings')
  await expect(page.getByText('Set up a second factor of your own')).toBeVisible()
  await page.getByRole('link', { name: 'Sign-in Security' }).click()
  await addPasskey(page, 'Laptop')
  await keepCodes(page)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Turn on Second factor required' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('0 people have none yet')
  await axe(page)
  await dialog.getByRole('button', { name: 'Change' }).click()
  await expect(page.getByRole('button', { name: 'Turn off Second factor required' })).toBeVisible()
  await page.goto(PATH)
  await expect(page.getByText('Your account requires a second factor.')).toBeVisible()
})
