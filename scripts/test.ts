// npm test [-- SUITE…], npm run test:full, npm run check. Run by scripts/launch.mjs.
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { ROOT } from '../server/bin/pinned-node.mjs'
import { postgresPrograms, startPostgres } from '../tests/support/postgres-server.ts'
import { installPackages, lacking, missing, POSTGRES, whyNotInstall } from './testing/debian-packages.ts'
import { closingLine, exitCodeFor, FAILED, type Outcome, skippedBecause, sum } from './testing/outcome.ts'
import { stopAllOnSignal } from './testing/processes.ts'
import { allSuites, QUICK_SUITES, type Suite, strayTests } from './testing/suites.ts'

/** Linux keeps a file system in memory there. */
const MEMORY = '/dev/shm'

process.chdir(ROOT)
const suites = allSuites()
const { values, positionals } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => name !== 'check' && suites.every((suite) => suite.name !== name))
if (values.help || unknown.length > 0) {
  for (const name of unknown) console.error(`There is no suite "${name}".`)
  console.log(helpText())
  process.exit(unknown.length > 0 ? 2 : 0)
}
stopAllOnSignal()
await main()

async function main() {
  const chosen = suites.filter((suite) => isChosen(suite.name))
  if (!positionals.includes('check')) installWhatIsMissing(chosen)
  process.env['TMPDIR'] = scratchFolder()
  const env = values.full ? { KEYWARD_TEST_FULL: '1' } : {}
  const outcome = sum([await runAll(chosen, env), ...strayTests(suites).map(reportStray)])
  for (const skip of outcome.skips) console.log(styleText('yellow', `skipped: ${skip}`))
  console.log(closingLine(outcome))
  process.exitCode = exitCodeFor(outcome, process.env['CI'] === 'true')
}

/** Removed at the end with everything that killed servers and interrupted tests have left in it. */
function scratchFolder(): string {
  const folder = mkdtempSync(join(hasMuchMemory() ? MEMORY : tmpdir(), 'keyward-run-'))
  // Like /tmp itself: PostgreSQL works in it as another user.
  chmodSync(folder, 0o1777)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** For the thousands of files that nobody reads again; a run writes less than 1 GiB. */
function hasMuchMemory(): boolean {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return Math.min(bavail * bsize, freemem()) > 8 * 2 ** 30
}

function isChosen(name: string) {
  if (positionals.length === 0) return true
  return positionals.includes(name) || (positionals.includes('check') && QUICK_SUITES.includes(name))
}

function installWhatIsMissing(chosen: readonly Suite[]) {
  const needs = chosen.flatMap((suite) => [...suite.needs, ...(suite.usesPostgres ? [POSTGRES] : [])])
  const packages = [...new Set(missing(needs))]
  if (packages.length > 0 && whyNotInstall() === undefined) installPackages(packages)
}

/** Two suites at a time, of which one waits as long as there is one that does. One PostgreSQL serves all; where there is none, the tests that want one skip themselves. */
async function runAll(chosen: readonly Suite[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const wanted = chosen.some((suite) => suite.usesPostgres) && postgresPrograms() !== undefined
  const postgres = wanted ? await startPostgres() : undefined
  const settings = {
    ...env,
    ...(postgres && { KEYWARD_TEST_POSTGRES_URL: postgres.url }),
    ...(!chosen.every(isQuick) && { KEYWARD_TEST_PROGRAM: await makeProgram() }),
  }
  const [busy, waiting] = [chosen.filter(({ waits }) => !waits), chosen.filter(({ waits }) => waits)]
  const outcomes = await Promise.all([runLane(busy, waiting, settings), runLane(waiting, busy, settings)])
  await postgres?.stop()
  return sum(outcomes)
}

function isQuick({ name }: Suite) {
  return QUICK_SUITES.includes(name)
}

/** Loaded only where it is wanted: the quick checks go without. */
async function makeProgram(): Promise<string> {
  const { bundle } = await import('./launch/bundle.ts')
  const folder = `${ROOT}node_modules/.cache/keyward/program`
  rmSync(folder, { recursive: true, force: true })
  await bundle(ROOT, folder, { main: 'server/src/main.ts', 'quick-main': 'tests/support/quick-main.ts' })
  return folder
}

/** Whoever is done with the own suites takes the last one of the others. */
async function runLane(own: Suite[], others: Suite[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (;;) {
    const suite = own.shift() ?? others.pop()
    if (!suite) return sum(outcomes)
    outcomes.push(await runOne(suite, env))
  }
}

async function runOne(suite: Suite, env: NodeJS.ProcessEnv): Promise<Outcome> {
  console.log(styleText('bold', `\n${suite.name}: ${suite.about}`))
  const packages = lacking(suite.needs)
  if (packages.length > 0) return skip(suite, packages)
  const beganAtMs = performance.now()
  const outcome = await suite.run(env)
  console.log(
    `${suite.name}: ${closingLine(outcome)}, ${((performance.now() - beganAtMs) / 1000).toFixed(1)} s`,
  )
  return outcome
}

function skip(suite: Suite, packages: readonly string[]): Outcome {
  const reason = whyNotInstall() ?? 'apt-get could not install them'
  const outcome = skippedBecause(suite.name, `Debian packages are missing (${packages.join(' ')}); ${reason}`)
  console.log(styleText('yellow', `skipped: ${outcome.skips[0]}`))
  return outcome
}

function reportStray(file: string): Outcome {
  console.log(styleText('red', `✖ ${file} belongs to no suite, so nothing runs it`))
  return FAILED
}

function helpText() {
  const list = suites.map((suite) => `  ${suite.name.padEnd(12)}${suite.about}`)
  return [
    'usage: npm test [-- [--full] SUITE…]',
    '',
    'Runs all suites, or those named:',
    ...list,
    '',
    `  --full      the stated counts instead of a tenth of them (npm run test:full)`,
    '',
    'KEYWARD_TEST_INSTALL=0 forbids installing Debian packages; with CI=true a skip is a failure.',
  ].join('\n')
}
