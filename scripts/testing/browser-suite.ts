import { readFileSync } from 'node:fs'
import { limitsFor, withOutcomeFile } from './node-suite.ts'
import type { Outcome } from './outcome.ts'
import { run } from './processes.ts'

export const BROWSER_CONFIG = 'tests/browser/playwright.config.ts'

const REDUCED =
  'short run: the rows K3, K4 and K6 to K13 at 1280 px light and 360 px dark, the main journeys of the other pages at 1280 px light, nothing moving; npm run test:full runs all in all four, with motion'

/** Of Playwright's JSON reporter (playwright.dev/docs/test-reporters#json-reporter). */
interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  readonly errors: readonly unknown[]
  readonly suites: readonly PlaywrightSuite[]
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly { title: string; file: string; tests: readonly PlaywrightTest[] }[]
}

interface PlaywrightTest {
  readonly projectName: string
  readonly status: string
  readonly annotations: readonly { type: string; description?: string }[]
}

export function runBrowserTests(env: NodeJS.ProcessEnv): Promise<Outcome> {
  return withOutcomeFile(async (file) => {
    const command = ['playwright', 'test', '-c', BROWSER_CONFIG, '--reporter=dot,json']
    if (env['KEYWARD_TEST_FULL'] !== '1') console.log(REDUCED)
    const settings = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    await run(command, { env: settings, show: true, limitMs: limitsFor(env).suite })
    return outcomeOf(JSON.parse(readFileSync(file, 'utf8')))
  })
}

/** A test that passed only when it was tried again has failed; so has a file that could not be loaded. */
export function outcomeOf({ stats, errors, suites }: PlaywrightReport): Outcome {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    skips: suites.flatMap(skipsIn),
  }
}

function skipsIn(suite: PlaywrightSuite): string[] {
  const own = suite.specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations }) => {
        const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
        return `${title} (${file}, ${projectName}): ${reason ?? 'skipped'}`
      }),
  )
  return [...own, ...(suite.suites ?? []).flatMap(skipsIn)]
}
