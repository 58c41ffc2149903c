import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from '../../server/bin/pinned-node.mjs'

export interface Ended {
  /** Exit code; 128 and more when a signal ended it, as shells count. */
  readonly code: number
  /** What it printed on both streams; empty when it wrote to our own. */
  readonly output: string
}

/** Hundreds of short processes load the same modules: a quarter of their time is saved. */
const NODE_COMPILE_CACHE = `${ROOT}node_modules/.cache/node`
/** How long tests may take to tidy up after Ctrl-C. */
const GRACE_MS = 5_000

const running = new Set<ChildProcess>()
let stopping = false

/**
 * Runs a program of this checkout to its end, in a process group of its own so that Ctrl-C reaches whatever it
 * has started. `node` in its PATH is the Node that runs this script.
 * @param command program and arguments
 * @param options `show`: its output goes to ours; `limitMs`: after that it is ended with all it has started
 */
export async function run(
  command: readonly string[],
  { env = {}, show, limitMs }: { env?: NodeJS.ProcessEnv; show: boolean; limitMs?: number },
): Promise<Ended> {
  if (stopping) return new Promise(() => {})
  const [program = '', ...args] = command
  const path = [dirname(process.execPath), `${ROOT}node_modules/.bin`, process.env['PATH']].join(delimiter)
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE, ...process.env, ...env, PATH: path },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    detached: true,
  })
  running.add(child)
  const limit = limitMs && setTimeout(() => endGroup(child), limitMs)
  const output = Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const code = await exitOf(child)
  clearTimeout(limit)
  running.delete(child)
  if (stopping) return new Promise(() => {})
  return { code, output: (await output).join('') }
}

function textOf(stream: ChildProcess['stdout']): Promise<string> | string {
  return stream === null ? '' : text(stream)
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/** When this process is told to stop, everything it has started stops first. */
export function stopAllOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      stopping = true
      const children = [...running]
      await Promise.all(children.map(endGroup))
      process.exit(128 + constants.signals[signal])
    })
  }
}

/** Asks first: a browser that Playwright has started is in no group of ours, only Playwright can end it. */
async function endGroup(child: ChildProcess) {
  const ended = once(child, 'exit')
  signalGroup(child, 'SIGINT')
  await Promise.race([ended, wait(GRACE_MS)])
  signalGroup(child, 'SIGKILL')
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (pid) process.kill(-pid, signal)
  } catch {
    // The whole group has ended by itself.
  }
}
