import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
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

/**
 * Runs test files with `node --test`.
 * @param files relative to the checkout
 */
export function runNodeTests(files: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const limits = limitsFor(env)
  const options = [
    `--test-timeout=${limits.test}`,
    `--test-concurrency=${availableParallelism()}`,
    '--test-reporter=./scripts/testing/node-reporter.ts',
  ]
  return withOutcomeFile(async (file) => {
    const command = [process.execPath, '--test', ...options, ...files]
    await run(command, { env: { ...env, KEYWARD_TEST_OUTCOME: file }, show: true, limitMs: limits.suite })
    return JSON.parse(readFileSync(file, 'utf8'))
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
