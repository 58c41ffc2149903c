import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FAILED, type Outcome } from './outcome.ts'
import { run } from './processes.ts'

/**
 * A test that hangs must not hang the run, nor must a file that never ends because something it has started is
 * still there. Far above what an idle machine needs: a busy one is no failure.
 */
const LIMITS_MS = {
  short: { test: 4 * 60_000, suite: 20 * 60_000 },
  full: { test: 60 * 60_000, suite: 180 * 60_000 },
}

const HELPERS = new URL('../../tests/support/', import.meta.url).href
/**
 * Where all cores are busy, threads that help to collect garbage cost up to half of what the tests do. Most of what
 * tests make is soon forgotten: where there is room for it, it need not be looked at again and again.
 */
export const FOR_NODE = [
  '--single-threaded-gc',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--initial-old-space-size=1000',
  ...['quick-disk.ts', 'quick-tests.ts'].map((name) => `--import=${HELPERS}${name}`),
]

/** More would make little faster, and more would be lost with one that ends its process. */
const MOST_FILES_IN_A_PROCESS = 24
/** So that none waits long for the last one. */
const PROCESSES_PER_CORE = 3

/**
 * Runs test files with `node --test`, many in each process (`together.ts`).
 * @param files relative to the checkout
 */
export function runNodeTests(files: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const limits = limitsFor(env)
  // One more than can work at a time: now and then one of them waits.
  const parallel = availableParallelism() + 1
  const size = Math.min(MOST_FILES_IN_A_PROCESS, Math.ceil(files.length / (parallel * PROCESSES_PER_CORE)))
  const options = [
    ...FOR_NODE,
    `--test-concurrency=${parallel}`,
    '--test-reporter=./scripts/testing/node-reporter.ts',
  ]
  return withOutcomeFile(async (file) => {
    const bundles = writeBundles(dirname(file), files, { size, limitMs: limits.test })
    const command = [process.execPath, '--test', ...options, ...bundles]
    await run(command, { env: { ...env, KEYWARD_TEST_OUTCOME: file }, show: true, limitMs: limits.suite })
    return JSON.parse(readFileSync(file, 'utf8'))
  })
}

/**
 * Neighbours go into the same bundle: they load much the same.
 * @param size files in each
 * @param limitMs for each file
 * @returns paths of modules, each of which runs some of the files; in the order in which Node runs them
 */
export function writeBundles(
  folder: string,
  files: readonly string[],
  { size, limitMs }: { size: number; limitMs: number },
): string[] {
  const together = JSON.stringify(import.meta.resolve('./together.ts'))
  return Array.from({ length: Math.ceil(files.length / size) }, (_, at) => {
    const bundle = join(folder, `bundle-${String(at).padStart(3, '0')}.mjs`)
    const part = JSON.stringify(files.slice(at * size, (at + 1) * size))
    writeFileSync(bundle, `import { together } from ${together}\nawait together(${part}, ${limitMs})\n`)
    writeFileSync(`${bundle}.json`, part)
    return bundle
  })
}

export function limitsFor(env: NodeJS.ProcessEnv) {
  return env['KEYWARD_TEST_FULL'] === '1' ? LIMITS_MS.full : LIMITS_MS.short
}

/** A runner that dies before it has written its outcome is a failure, not nothing. */
export async function withOutcomeFile(work: (file: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-outcome-'))
  try {
    return await work(join(folder, 'outcome.json'))
  } catch (error) {
    const cause = error instanceof Error ? error.message : error
    console.error(
      `✖ the suite ended, or was ended for its length, before it could tell its outcome: ${cause}`,
    )
    return FAILED
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
