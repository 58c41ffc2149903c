import assert from 'node:assert/strict'
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runsKeyward } from './pinned-node.mjs'

const LAUNCH = `
import { become } from ${JSON.stringify(import.meta.resolve('./pinned-node.mjs'))}
become(process.execPath, ['--input-type=module', '--eval', ...process.argv.slice(1)])
`

/** Says that this is Node 20, and takes away from `keyward.mjs` what that one has not. */
const NODE_20 = `
import { registerHooks } from 'node:module'
Object.defineProperty(process.versions, 'node', { value: '20.0.0' })
registerHooks({
  resolve: (name, context, next) =>
    name === 'node:module' && context.parentURL.endsWith('/keyward.mjs')
      ? { url: 'data:text/javascript,export default {}', shortCircuit: true }
      : next(name, context),
})
`

type Launched = ChildProcessByStdio<Writable, Readable, null>

/** Runs `program` behind `become`, as the command line and the launcher do. */
function launch(t: TestContext, program: string, ...args: string[]): Launched {
  const command = ['--input-type=module', '--eval', LAUNCH, '--', program, '--', ...args]
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

test('arguments, input and output pass through, and the exit code is the same', async (t) => {
  const program = `
    process.stdin.pipe(process.stdout)
    process.stdin.on('end', () => { process.stdout.write(process.argv[1]); process.exitCode = 74 })`
  const child = launch(t, program, '--json')
  child.stdin.end('input ')
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  assert.deepEqual({ output, code }, { output: 'input --json', code: 74 })
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} reaches the program, which may end in its own way`, async (t) => {
    const program = `
      process.on('${signal}', () => { console.log('stopped'); process.exit(0) })
      setInterval(() => {}, 1000)
      console.log('ready')`
    const child = launch(t, program)
    await once(child.stdout, 'data')
    child.kill(signal)
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    assert.deepEqual({ output, code }, { output: 'stopped\n', code: 0 })
  })
}

test('whoever waits sees the signal that ended the program', async (t) => {
  const child = launch(
    t,
    `console.log('ready'); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)`,
  )
  const [code, signal] = await once(child, 'exit')
  assert.deepEqual({ code, signal }, { code: null, signal: 'SIGTERM' })
})

test('only a Node with Argon2 runs Keyward', () => {
  const answers = ['20.20.2', '24.6.9', '24.7.0', '24.21.0', '26.0.0'].map((version) => runsKeyward(version))
  assert.deepEqual(answers, [false, false, true, true, true])
})

test('the keyward command of a Node that is too old goes on with the pinned one, or says what is needed', () => {
  const keyward = fileURLToPath(import.meta.resolve('./keyward.mjs'))
  const old = ['--import', `data:text/javascript,${encodeURIComponent(NODE_20)}`]
  const { stdout, stderr } = spawnSync(process.execPath, [...old, keyward, '--version'], { encoding: 'utf8' })
  assert.match(stdout + stderr, /^(\d+\.\d+\.\d+|Keyward needs Node .*)\n$/)
})
