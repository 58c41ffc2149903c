import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { FOR_NODE, writeBundles } from './node-suite.ts'
import type { Outcome } from './outcome.ts'

/** Runs test files in one process with this reporter: some.test.mjs, then others. */
async function report(
  t: TestContext,
  code: string,
  others: Record<string, string> = {},
  limitMs = 60_000,
): Promise<Outcome & { text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-reporter-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const outcome = join(folder, 'outcome.json')
  const files = { 'some.test.mjs': code, ...others }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), `import { after, before, describe, test } from 'node:test'\n${text}`)
  }
  const [bundle = ''] = writeBundles(folder, Object.keys(files), { size: 9, limitMs })
  const reporter = `--test-reporter=${import.meta.resolve('./node-reporter.ts')}`
  // A run inside a run: without this, Node takes the inner one for a part of the outer one.
  const env = { ...process.env, KEYWARD_TEST_OUTCOME: outcome, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' }
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['--test', ...FOR_NODE, reporter, bundle], { cwd: folder, env }, (_, stdout) =>
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

test('hooks of a file are for its own tests, and a failure in one file leaves the next alone', async (t) => {
  const code = `
    globalThis.hooks = []
    before(() => hooks.push('before'))
    after(() => hooks.push('after'))
    test('bad', () => { throw new Error('x') })`
  const other = `
    test('good', () => { if (hooks.join() !== 'before,after') throw new Error(hooks.join()) })`
  const outcome = await report(t, code, { 'other.test.mjs': other })
  assert.deepEqual(counts(outcome), { passed: 1, failed: 1, skipped: 0 })
  assert.match(outcome.text, /✖ some\.test\.mjs: 0 passed, 1 failed[\s\S]*✔ other\.test\.mjs: 1 passed/)
})

test('each file has helpers of its own and shares everything else', async (t) => {
  const code = `
    import { writeFileSync } from 'node:fs'
    writeFileSync('testing.ts', 'export const seen: string[] = []')
    writeFileSync('product.ts', 'export const loaded = { times: 0 }')`
  const use = `
    const [{ seen }, { loaded }] = await Promise.all([import('./testing.ts'), import('./product.ts')])
    seen.push('once')
    loaded.times++
    test('is used', () => { if (seen.length !== 1 || loaded.times !== EXPECTED) throw new Error('shared') })`
  const outcome = await report(t, `${code}\n${use.replace('EXPECTED', '1')}`, {
    'other.test.mjs': use.replace('EXPECTED', '2'),
  })
  assert.deepEqual(counts(outcome), { passed: 2, failed: 0, skipped: 0 })
})

test('an error that nobody waits for fails the test that caused it, by name, while others go on', async (t) => {
  const code = `
    const soon = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    describe('group', { concurrency: true }, () => {
      test('throws', () => { setTimeout(() => { throw new Error('thrown late') }, 5); return soon(50) })
      test('rejects', async () => { await soon(1); Promise.reject(new Error('rejected late')); await soon(50) })
      test('is fine', () => soon(50))
    })`
  const outcome = await report(t, code)
  assert.deepEqual(counts(outcome), { passed: 1, failed: 2, skipped: 0 })
  assert.match(
    outcome.text,
    /✖ group › throws [^\n]*\n[^✖]*thrown late[\s\S]*✖ group › rejects [^\n]*\n[^✖]*rejected late/,
  )
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
    const outcome = await report(t, code)
    assert.equal(outcome.failed, 1)
    assert.match(outcome.text, /some\.test\.mjs/)
  })
}

test('a test that hangs is ended, and the file after it runs', async (t) => {
  const hangs = `test('a', () => new Promise((resolve) => setTimeout(resolve, 100_000)))`
  const outcome = await report(t, hangs, { 'other.test.mjs': `test('b', () => {})` }, 5_000)
  assert.equal(outcome.passed, 1)
  assert.ok(outcome.failed > 0)
})
