import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** A server under measurement, pinned to one core. */
export interface Measured {
  readonly port: number
  readonly child: ChildProcess
}

/** Moves this process off the core that the servers are pinned to: what it does must not be their cache's trouble. */
export function leaveServersCore(): void {
  const cores = availableParallelism()
  if (cores > 1)
    execFileSync('taskset', ['-a', '-cp', `1-${cores - 1}`, String(process.pid)], { stdio: 'ignore' })
}

/** CPU time of all threads of a process so far, in microseconds (Linux, /proc/PID/task/*\/schedstat, ns). */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  }
  return nanoseconds / 1_000
}

/** Starts a Node program on the first core alone and waits until it prints the port it listens on. */
export function startPinned(
  args: readonly string[],
  env: Record<string, string>,
  portIn: RegExp,
): Promise<Measured> {
  return start(args, env, portIn, '0')
}

/** The same on the given cores, as `taskset` reads them; on all of them unless told otherwise. */
export async function start(
  args: readonly string[],
  env: Record<string, string>,
  portIn: RegExp,
  cores = `0-${availableParallelism() - 1}`,
): Promise<Measured> {
  const child = spawn('taskset', ['-c', cores, process.execPath, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    let output = ''
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      const found = portIn.exec(output)?.[1]
      if (found) resolve(Number(found))
    })
  })
  return { port, child }
}

export async function stop({ child }: Measured): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}
