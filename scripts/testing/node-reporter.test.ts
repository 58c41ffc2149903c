import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Outcome } from './outcome.ts'

/** Runs one test file with this reporter. */
async function report(t: TestContext, code: string): Promise<Outcome & { text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-reporter-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const outcome = join(folder, 'outcome.json')
  writeFileSync(join(folder, 'some.test.mjs'), `import { describe, test } from 'node:test'\n${code}`)
  const reporter = `--test-reporter=${import.meta.resolve('./node-reporter.ts')}`
  // A run inside a run: without this, Node takes the inner one for a part of the outer one.
  const env = { ...process.env, KEYWARD_TEST_OUTCOME: outcome, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' }
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['--test', reporter, 'some.test.mjs'], { cwd: folder, env }, (_, stdout) =>
      resolve(stdout),
    )
  })
  return { ...JSON.parse(readFileSync(outcome, 'utf8')), text }
}

function counts({ passed, failed, skipped }: Outcome) {
  return { passed, failed, skipped }
}

test('tests are counted, suites are not', async (t) => {
  const outcome = await report(t, `describe('group', () => { test('a', () => {}); test('b', () => {}) })`)
  assert.deepEqual(counts(outcome), { passed: 2, failed: 0, skipped: 0 })
})

test('a failure counts once, with its path and cause, however deep it lies', async (t) => {
  const code = `test('outer', (t) => t.test('inner', () => { throw new Error('the cause') }))`
  const outcome = await report(t, code)
  assert.deepEqual(counts(outcome), { passed: 0, failed: 1, skipped: 0 })
  assert.match(outcome.text, /✖ outer › inner \(some\.test\.mjs:2\)[\s\S]*the cause/)
})

test('what a failing file printed is shown, what a passing one printed is not', async (t) => {
  const bad = await report(t, `test('bad', () => { console.log('a hint'); throw new Error('x') })`)
  assert.match(bad.text, /a hint/)
  const good = await report(t, `test('good', () => console.log('a hint'))`)
  assert.doesNotMatch(good.text, /a hint/)
})

test('skipped and postponed tests are skips with their reasons, also when a postponed one fails', async (t) => {
  const code = `
    test('one', { skip: 'no database' }, () => {})
    test('two', { todo: true }, () => { throw new Error('not yet') })`
  const outcome = await report(t, code)
  assert.deepEqual(counts(outcome), { passed: 0, failed: 0, skipped: 2 })
  assert.deepEqual(outcome.skips, ['one (some.test.mjs:3): no database', 'two (some.test.mjs:4): to do'])
})

test('tests that a helper makes for a file are counted, and the helper is not taken for a file', async (t) => {
  const code = `
    import { writeFileSync } from 'node:fs'
    writeFileSync('helper.mjs', "import { test } from 'node:test'; export const make = () => test('made', () => {})")
    const { make } = await import('./helper.mjs')
    make()`
  assert.deepEqual(counts(await report(t, code)), { passed: 1, failed: 0, skipped: 0 })
})

const CRASHES = {
  'throws while it loads': `throw new Error('at once')`,
  'throws after its tests': `test('fine', () => {}); setTimeout(() => { throw new Error('late') }, 20)`,
  'ends the process in a test': `test('a', () => {}); test('b', () => process.exit(0)); test('c', () => {})`,
  'holds no test': `console.log('nothing here')`,
  'is killed': `test('a', () => process.kill(process.pid, 'SIGKILL'))`,
}
for (const [what, code] of Object.entries(CRASHES)) {
  test(`a file that ${what} is one failure`, async (t) => {
    assert.equal((await report(t, code)).failed, 1)
  })
}
