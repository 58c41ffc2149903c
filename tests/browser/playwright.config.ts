import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { chromiumProgram } from '../support/chromium.ts'

/**
 * Chromium's own address bar is two web pages, and one more process waits for a page that may come: for each test they
 * cost as much as the page under test.
 */
const NEEDLESS = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess']
/** What Playwright switches off: the last list given replaces all others. */
const OFF_ANYWAY = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]
/** All pages come from the same place: another process for each would read and compile the panel anew, a third of all. */
const ONE_RENDERER = ['--renderer-process-limit=1', '--disable-site-isolation-trials']
// No sandbox: tests may run as root. The rest keeps the browser from calling out on its own.
const ARGUMENTS = [
  ...ONE_RENDERER,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...NEEDLESS, ...OFF_ANYWAY].join()}`,
]

const DESKTOP = { viewport: { width: 1280, height: 800 } }
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

/** What the panel is for: K3, K4 and K6 to K13, and all of it by keyboard. In the short run too that is tried twice. */
const ROWS = /\bK(?:[346-9]|1[0-3])[:,]|sign in, see the key/
/** With the main journeys of the other pages that is the short run. What else they answer changes seldom. */
const SHORT = new RegExp(`${ROWS.source}|@short`)
const FULL = process.env['KEYWARD_TEST_FULL'] === '1'

const ONLY_IN_FULL = [
  { name: 'desktop dark', use: { ...DESKTOP, colorScheme: 'dark' as const } },
  { name: 'phone light', use: { ...PHONE, colorScheme: 'light' as const } },
]

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // Node reads TypeScript itself; Playwright's translation costs ten seconds where nothing is kept from another run.
  build: { external: ['**/*.ts'] },
  outputDir: '../../test-results',
  fullyParallel: true,
  // Each keeps a browser, a server and itself busy.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // Far above what an idle machine needs: a busy one is no failure.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    // Emptied between tests instead of made anew: a page that has been open is half compiled and drawn.
    reuseContext: true,
    // A trace costs a sixth of a run; `--trace on` asks for one.
    trace: FULL ? 'retain-on-failure' : 'off',
    // Nothing but the software that draws it is as slow as something that moves.
    contextOptions: { reducedMotion: FULL ? 'no-preference' : 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: { executablePath: chromiumProgram() ?? 'chromium', args: ARGUMENTS },
  },
  projects: [
    { name: 'desktop light', use: { ...DESKTOP, colorScheme: 'light' }, ...(!FULL && { grep: SHORT }) },
    { name: 'phone dark', use: { ...PHONE, colorScheme: 'dark' }, ...(!FULL && { grep: ROWS }) },
    ...(FULL ? ONLY_IN_FULL : []),
  ],
})
