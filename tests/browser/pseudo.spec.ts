import type { Page } from '@playwright/test'
import { buildInMemory, type Files } from '../../panel/build/in-memory.ts'
import { pseudoLanguage } from '../../panel/build/pseudo.ts'
import { addMailboxes, test as base } from './email-fixtures.ts'
import { cutOff, pagesWith } from './every-page.ts'
import { expect, openAs } from './fixtures.ts'

const test = base.extend<object, { readonly pseudo: Files }>({
  pseudo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => use(await buildInMemory('index.html', [pseudoLanguage()])),
    { scope: 'worker' },
  ],
})

/** Names of things and of programs, roles, dates and sizes. */
const DATA =
  /^\s*(?:.*\.example|[0-9a-f]{4}|Account: .*|Example|Keyward.*|Ctrl K|libcloud|swift|nginx|Caddy|Traefik|Envoy|Express|Fastify|[\w-]+:[\w-]+|member|\d+ [MG]B|.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), .*|\w{3} \d+, \d{4}.*)\s*$/

const OWN_FILES = /<script type="module"[\s\S]*?<link[^>]*stylesheet[^>]*>/

/** The files of the panel in no language, behind the pages that the server answers. */
async function speakPseudo(page: Page, files: Files, dir: 'ltr' | 'rtl'): Promise<void> {
  const own = String(files.get('/index.html')).match(OWN_FILES)?.[0] ?? ''
  await page.route('**', async (route) => {
    const { pathname } = new URL(route.request().url())
    const body = files.get(pathname)
    if (body !== undefined) {
      const contentType = pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
      return route.fulfill({ contentType, body: String(body) })
    }
    if (route.request().resourceType() !== 'document') return route.continue()
    const answer = await route.fetch()
    const html = (await answer.text()).replace(OWN_FILES, own).replace('dir="ltr"', `dir="${dir}"`)
    return route.fulfill({ response: answer, body: html })
  })
}

/** Runs in the page. What is written in letters and no text of the catalogue; data is marked as not to be translated. */
function untranslated(names: string): string[] {
  const data = new RegExp(names)

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  while (texts.nextNode()) {
    const { parentElement: parent, textContent } = texts.currentNode
    const text = textContent ?? ''
    const isSeen = parent?.checkVisibility({ visibilityProperty: true })
    const isData = parent?.closest('[translate=no], code, pre, time, kbd, textarea')
    if (isSeen && !isData && /[a-z]{2}/i.test(text) && !/[⟦⟧áéíóúÁÉÍÓÚ]/.test(text) && !data.test(text))
      found.push(text.trim())
  }
  return found
}

for (const dir of ['ltr', 'rtl'] as const) {
  test(`every page speaks by the catalogue alone and has room for longer words, ${dir}`, {
    ...(dir === 'ltr' && { tag: '@short' }),
  }, async ({ page, pseudo, admin, domain, ask }) => {
    await addMailboxes(ask, domain, ['anna'])
    await openAs(page, admin)
    await speakPseudo(page, pseudo, dir)
    for (const path of pagesWith(domain)) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/[⟦⟧]|example/)
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      expect.soft([path, ...(await page.evaluate(untranslated, DATA.source))]).toEqual([path])
      expect.soft([path, ...(await page.evaluate(cutOff))]).toEqual([path])
    }
  })
}
