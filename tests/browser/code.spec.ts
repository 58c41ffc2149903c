import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Locator } from '@playwright/test'
import { expect, openAs, type Person, test, verifyKey } from './fixtures.ts'

const run = promisify(execFile)

/** Runs what a page shows, with nothing but the key added. */
async function runShown(program: string, args: readonly string[], person: Person): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', KEYWARD_KEY: person.apiKey, NODE_NO_WARNINGS: '1' }
  const { stdout } = await run(program, args, { env, timeout: 20_000 })
  return stdout
}

const bash = (code: string, person: Person) => runShown('bash', ['-euo', 'pipefail', '-c', code], person)
const typeScript = (code: string, person: Person) =>
  runShown(process.execPath, ['--input-type=module-typescript', '--eval', code], person)

async function shownCode(within: Locator, language: string): Promise<string> {
  await within.getByRole('tab', { name: language }).click()
  return (await within.getByRole('tabpanel', { name: language }).textContent()) ?? ''
}

test('E1: the commands on Home work as they stand', async ({ page, person }) => {
  await openAs(page, person)
  const steps = page.getByRole('listitem').filter({ has: page.getByRole('tab') })
  const [verify, login] = [steps.nth(0), steps.nth(1)]
  expect(JSON.parse(await bash(await shownCode(verify, 'curl'), person)).username).toBe(person.username)
  expect(await typeScript(await shownCode(verify, 'TypeScript'), person)).toContain(person.username)
  const { access } = JSON.parse(await bash(await shownCode(login, 'curl'), person))
  expect(access.user.name).toBe(person.username)
})

test('E1: Show and Reset as code do what their buttons do', { tag: '@short' }, async ({
  server,
  person,
  settings,
}) => {
  await settings.getByRole('button', { name: /Show as code/ }).click()
  const main = settings.getByRole('main')
  const shown = JSON.parse(await bash(await shownCode(main, 'curl'), person))
  expect(shown['RAX-KSKEY:apiKeyCredentials'].apiKey).toBe(person.apiKey)
  const printed = `${await shownCode(main, 'TypeScript')}\nconsole.log(credentials.apiKey)`
  expect((await typeScript(printed, person)).trim()).toBe(person.apiKey)

  await settings.getByRole('button', { name: 'Reset… API Key' }).click()
  const dialog = settings.getByRole('alertdialog')
  await dialog.getByRole('button', { name: /Show as code/ }).click()
  const reset = JSON.parse(await bash(await shownCode(dialog, 'curl'), person))
  const key = reset['RAX-KSKEY:apiKeyCredentials'].apiKey
  expect(await verifyKey(server, key)).toBe(200)
  expect(await verifyKey(server, person.apiKey)).toBe(401)
})

test('E1: Usage as code gives the figures of the page', async ({ page, server, person }) => {
  await verifyKey(server, person.apiKey, 'counted/1.0')
  await openAs(page, person, '/usage?window=7d')
  await page.getByRole('button', { name: /Show as code/ }).click()
  const main = page.getByRole('main')
  // The figures of the period, then those to date.
  const answers = (await bash(await shownCode(main, 'curl'), person)).replace('}{', '},{')
  const [usage, history] = JSON.parse(`[${answers}]`)
  expect(history.months).toBeInstanceOf(Array)
  expect(usage.window).toBe('7d')
  expect(usage.byCaller.map(({ client }: { client: string }) => client)).toContain('counted/1.0')
  expect(await typeScript(await shownCode(main, 'TypeScript'), person)).toContain('counted/1.0')
})
