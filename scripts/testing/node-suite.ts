import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { FAILED, type Outcome } from './outcome.ts'
import { run } from './processes.ts'

/** A test that hangs must not hang the run; the full counts take longer than anybody waits for. */
const TEST_TIMEOUT_MS = { short: 5 * 60_000, full: 60 * 60_000 }

/**
 * Runs test files with `node --test`.
 * @param files relative to the checkout
 */
export function runNodeTests(files: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const timeoutMs = env['KEYWARD_TEST_FULL'] === '1' ? TEST_TIMEOUT_MS.full : TEST_TIMEOUT_MS.short
  const options = [
    `--test-timeout=${timeoutMs}`,
    `--test-concurrency=${availableParallelism()}`,
    '--test-reporter=./scripts/testing/node-reporter.ts',
  ]
  return withOutcomeFile(async (file) => {
    const command = [process.execPath, '--test', ...options, ...files]
    await run(command, { env: { ...env, KEYWARD_TEST_OUTCOME: file }, show: true })
    return JSON.parse(readFileSync(file, 'utf8'))
  })
}

/** A runner that dies before it has written its outcome is a failure, not nothing. */
export async function withOutcomeFile(work: (file: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-outcome-'))
  try {
    return await work(join(folder, 'outcome.json'))
  } catch (error) {
    console.error(`✖ the test runner itself failed: ${error instanceof Error ? error.message : error}`)
    return FAILED
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
