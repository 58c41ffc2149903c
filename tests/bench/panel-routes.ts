import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { createAdministrator, type Person } from '../browser/people.ts'
import { chromiumProgram } from '../support/chromium.ts'
import { seedSqlite } from '../support/seed.ts'
import { seedMail } from '../support/seed-mail.ts'
import { OWNER, startServer, type TestServer } from '../support/server.ts'

// node tests/bench/panel-routes.ts: how long the first rows of the long lists take, after the panel was built. A page is
// open, somebody goes to the list, and the time runs until the frame that shows its first row; on a processor four times
// slower, each time in a browser context of its own. docs/benchmarks.md has the figures.

const ROWS = 10_000
const TIMES = 10
const SLOWER = 4
/** The account of `seedSqlite`. */
const SEEDED_ACCOUNT = '500000'

interface Change {
  readonly name: string
  readonly as: Pick<Person, 'username' | 'password'>
  readonly path: string
  readonly firstRow: string
}

const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-'))
const { admin, server } = await startFull()
const browser = await chromium.launch({
  executablePath: chromiumProgram() ?? 'chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const changes: readonly Change[] = [
  {
    name: `mailboxes, ${ROWS}`,
    as: admin,
    path: '/email/mailboxes',
    firstRow: 'tbody tr[data-row]',
  },
  {
    name: `users, ${ROWS}`,
    as: OWNER,
    path: `/users?account=${SEEDED_ACCOUNT}`,
    firstRow: 'tbody th a',
  },
]
for (const change of changes) console.log(change.name.padEnd(24), await figures(browser, server, change))
await browser.close()
await server.stop()
rmSync(dataDir, { recursive: true })

/** A server with both lists full. */
async function startFull(): Promise<{ admin: Person; server: TestServer }> {
  const first = await startServer({ dataDir })
  const admin = await createAdministrator(first, 'mona')
  await first.stop()
  const database = join(dataDir, 'keyward.db')
  seedMail(database, { accountId: admin.accountId, domain: 'many.example', mailboxes: ROWS })
  seedSqlite(database, { keys: ROWS, digest: (at) => `digest-${at}` })
  return { admin, server: await startServer({ dataDir }) }
}

/** Milliseconds: the first visit, with the page's file and its data to fetch, and the second, with both at hand. */
async function figures(browser: Browser, server: TestServer, change: Change): Promise<string> {
  const visits: { readonly first: number; readonly again: number }[] = []
  for (let time = 0; time < TIMES; time++) visits.push(await visit(browser, server, change))
  const p75 = (times: readonly number[]) =>
    times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.75) - 1]?.toFixed(0)
  return `first ${p75(visits.map(({ first }) => first))} ms, again ${p75(visits.map(({ again }) => again))} ms`
}

async function visit(browser: Browser, server: TestServer, change: Change) {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 412, height: 823 } })
  const page = await context.newPage()
  await signIn(page, change.as)
  await page.goto('/limits', { waitUntil: 'networkidle' })
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const first = await page.evaluate<number>(millisecondsTo(change))
  await page.goBack()
  await page.waitForURL('**/limits')
  const again = await page.evaluate<number>(millisecondsTo(change))
  await context.close()
  return { first, again }
}

async function signIn(page: Page, { username, password }: Change['as']): Promise<void> {
  const form = await (await page.request.get('/login')).text()
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(form) ?? []
  const headers = { 'sec-fetch-site': 'same-origin' }
  await page.request.post('/login', { form: { token, username, password }, headers, maxRedirects: 0 })
}

/** For the page: milliseconds from the change of the address, of which the router hears, to the frame after the first row. */
function millisecondsTo({ path, firstRow }: Change): string {
  return `(async () => {
  const nextFrame = () => new Promise(requestAnimationFrame)
  const begun = performance.now()
  history.pushState(null, '', ${JSON.stringify(path)})
  while (document.querySelector(${JSON.stringify(firstRow)}) === null) await nextFrame()
  await nextFrame()
  return performance.now() - begun
})()`
}
