import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { run } from './processes.ts'

/** Prints its own process id, ignores every request to stop, and has a child that does the same. */
const STUBBORN = `
  process.on('SIGINT', () => {})
  const { spawn } = await import('node:child_process')
  if (process.argv[1] !== 'child') {
    spawn(process.execPath, ['--input-type=module', '--eval', process.env.STUBBORN, 'child'], { stdio: 'inherit' })
  }
  console.log(process.pid)
  setInterval(() => {}, 1000)
`

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what a program printed and how it ended is known', async () => {
  const program = `console.log('out'); console.error('err'); process.exitCode = 3`
  const { code, output } = await run([process.execPath, '--eval', program], { show: false })
  assert.equal(code, 3)
  assert.deepEqual(output.trim().split('\n').sort(), ['err', 'out'])
})

test('programs of the checkout run under the Node that runs us', async () => {
  const { output } = await run(['node', '--print', 'process.execPath'], { show: false })
  assert.equal(output.trim(), process.execPath)
})

test('after its limit a program ends with everything it has started', { timeout: 60_000 }, async () => {
  const command = [process.execPath, '--input-type=module', '--eval', STUBBORN]
  const { code, output } = await run(command, { env: { STUBBORN }, show: false, limitMs: 5_000 })
  assert.equal(code, 137)
  const pids = output.trim().split('\n').map(Number)
  assert.equal(pids.length, 2)
  for (const pid of pids) while (isRunning(pid)) await wait(20)
})

test('told to stop, the runner stops what it has started, then ends as by that signal', async () => {
  const program = `
    const { run, stopAllOnSignal } = await import(${JSON.stringify(import.meta.resolve('./processes.ts'))})
    stopAllOnSignal()
    run([process.execPath, '--eval', "console.log(process.pid); setInterval(() => {}, 1000)"], { show: true })`
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(runner.stdout, 'data')
  runner.kill('SIGTERM')
  const [code] = await once(runner, 'exit')
  assert.equal(code, 143)
  while (isRunning(Number(String(line)))) await wait(20)
})
