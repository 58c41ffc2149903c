import { existsSync, globSync, readdirSync } from 'node:fs'
import { BROWSER_CONFIG, runBrowserTests } from './browser-suite.ts'
import { runChecks } from './checks.ts'
import { CHROMIUM, CLIENTS, EXAMPLES, MAIL_SERVERS, type Need, OPENSTACK } from './debian-packages.ts'
import { runNodeTests } from './node-suite.ts'
import type { Outcome } from './outcome.ts'

export interface Suite {
  readonly name: string
  readonly about: string
  /** Without these the suite is skipped. */
  readonly needs: readonly Need[]
  readonly usesPostgres: boolean
  /** Its programs wait for each other, so that it leaves cores idle and can run beside another suite. */
  readonly waits: boolean
  /** Test files, relative to the checkout. */
  readonly files: readonly string[]
  run(env: NodeJS.ProcessEnv): Promise<Outcome>
}

/** Of the folders below `tests/`: which come first, and what they are. Others follow by name. */
const FOLDERS: Readonly<Record<string, string>> = {
  storage: 'every query and migration on both engines',
  protocol: 'each dialect, as its documents say',
  clients: 'client libraries as their users have them',
  revocation: 'no old key is accepted after the answer to a reset',
  durability: 'kills in the middle of changes',
  cli: 'the command line',
  examples: 'the set-ups in examples/ and the commands of the README',
  mail: 'mail sent and read with Postfix and Dovecot as Debian has them',
  openstack: 'Swift and keystonemiddleware as Debian has them, with real clients',
}
const NOT_SUITES = ['support', 'browser']
const WAITING = ['clients', 'revocation', 'durability', 'cli', 'examples', 'mail', 'openstack']
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  clients: CLIENTS,
  examples: EXAMPLES,
  mail: MAIL_SERVERS,
  openstack: OPENSTACK,
}

const UNIT_TESTS = [
  '{server,sdk,panel}/src/**/*.test.ts',
  'server/bin/*.test.ts',
  'scripts/**/*.test.ts',
  'tests/support/**/*.test.ts',
]

/** Those of `npm run check`. */
export const QUICK_SUITES = ['checks', 'unit', 'storage']

export function allSuites(): Suite[] {
  return [
    {
      name: 'checks',
      about: 'types, lint, import rules, dead code',
      needs: [],
      usesPostgres: false,
      waits: false,
      files: [],
      run: runChecks,
    },
    // The long ones first, so that what is left for the end is short.
    ...(existsSync(BROWSER_CONFIG) ? [browserSuite()] : []),
    nodeSuite('unit', 'tests beside the code', UNIT_TESTS),
    ...folders().map((name) => nodeSuite(name, FOLDERS[name] ?? '', [`tests/${name}/**/*.test.ts`])),
  ]
}

function folders(): string[] {
  const found = existsSync('tests') ? readdirSync('tests').sort() : []
  const order = [...Object.keys(FOLDERS).filter((name) => found.includes(name)), ...found]
  const withTests = (name: string) => globSync(`tests/${name}/**/*.test.ts`).length > 0
  return [...new Set(order)].filter((name) => !NOT_SUITES.includes(name) && withTests(name))
}

function nodeSuite(name: string, about: string, patterns: readonly string[]): Suite {
  const files = globSync(patterns).sort()
  const run = (env: NodeJS.ProcessEnv) => runNodeTests(files, env)
  const waits = WAITING.includes(name)
  return { name, about, needs: NEEDS[name] ?? [], usesPostgres: true, waits, files, run }
}

function browserSuite(): Suite {
  return {
    name: 'browser',
    about: 'the panel in Chromium',
    needs: CHROMIUM,
    usesPostgres: false,
    waits: false,
    files: globSync('tests/browser/**/*.{test,spec}.ts'),
    run: runBrowserTests,
  }
}

/** Test files that no suite would run: a typing error in a name must not silence a test. */
export function strayTests(suites: readonly Suite[]): string[] {
  const claimed = new Set(suites.flatMap((suite) => suite.files))
  const tests = globSync('{server,sdk,panel,scripts,tests,examples}/**/*.{test,spec}.{ts,tsx,js,mjs,cjs}', {
    exclude: ['**/node_modules/**'],
  })
  return tests.filter((file) => !claimed.has(file))
}
