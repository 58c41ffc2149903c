import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { buildInMemory } from '../../panel/build/in-memory.ts'
import { CONTENT_SECURITY_POLICY } from '../../server/src/http/panel/headers.ts'
import { expectNoViolations } from './fixtures.ts'
import { Guard } from './guard.ts'

const UI = fileURLToPath(new URL('../../panel/src/ui/', import.meta.url))
/** Parts that nobody sees by themselves: they are in the stories of the others, or draw a whole page. */
const WITHIN = [
  'Announcer',
  'Caller',
  'DialogBox',
  'Field',
  'Hidden',
  'NotAllowed',
  'Page',
  'RowBox',
  'WindowedRows',
]

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
}

const test = base.extend<{ readonly kit: string }, { readonly address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const files = await buildInMemory('__kit/index.html')
      const server = createServer(({ url = '' }, response) => {
        const path = url === '/__kit/' ? '/__kit/index.html' : url
        const type = TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? ''
        const headers = { 'Content-Type': type, 'Content-Security-Policy': CONTENT_SECURITY_POLICY }
        response.writeHead(files.has(path) ? 200 : 404, headers).end(files.get(path))
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const address = server.address()
      await use(`http://localhost:${typeof address === 'object' ? address?.port : ''}`)
      server.close().closeAllConnections()
    },
    { scope: 'worker' },
  ],
  kit: [
    async ({ page, address }, use) => {
      const guard = new Guard(address)
      await guard.watch(page)
      await page.goto(`${address}/__kit/`)
      await use(address)
      await guard.verify(page)
    },
    { auto: true },
  ],
})

test('every part of the panel has its states on the page of parts, without a violation', {
  tag: '@short',
}, async ({ page }) => {
  const parts = readdirSync(UI)
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => name.slice(0, -'.tsx'.length))
    .filter((name) => !WITHIN.includes(name))
  await expect(page.locator('main section[aria-labelledby$="-title"] > h2')).toHaveText(parts.toSorted())
  await expectNoViolations(page)
})

test('a menu opens by keyboard, its acts follow the arrows, and Esc brings the focus back', async ({
  page,
}) => {
  const button = page.getByRole('button', { name: 'More for anna' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeFocused()
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})

test('a decision keeps the focus within, is not closed by a press beside it, and gives the focus back', async ({
  page,
}) => {
  const button = page.getByRole('button', { name: 'Generate…' })
  await button.click()
  const dialog = page.getByRole('alertdialog', { name: 'Generate a new key?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  for (const _ of [1, 2, 3]) await page.keyboard.press('Tab')
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await page.mouse.click(2, 2)
  await dialog.getByRole('button', { name: 'Generate New Key' }).click()
  await expect(dialog.getByRole('alert')).toContainText('No key was made.')
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
})

test('a form that is refused brings whoever sent it to the field', async ({ page }) => {
  await page.getByRole('button', { name: 'Rename…' }).click()
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Name' })
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription('Refused.')
  await expectNoViolations(page)
})

test('a secret is in the page while it is shown, and not before or after', async ({ page }) => {
  const part = page.locator('#KeyValue')
  await expect(part).not.toContainText('0123456789abcdef')
  await part.getByRole('button', { name: 'Show' }).click()
  await expect(part).toContainText('0123456789abcdef0123456789abcdef')
  await expectNoViolations(page)
  await part.getByRole('button', { name: 'Hide' }).click()
  await expect(part).not.toContainText('0123456789abcdef')
})
