import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A server under measurement, pinned to one core. */
export interface Measured {
  readonly port: number
  readonly child: ChildProcess
}

/** CPU time of all threads of a process so far, in microseconds (Linux, /proc/PID/task/*\/schedstat, ns). */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  }
  return nanoseconds / 1_000
}

/** Starts a Node program on one core and waits until it prints the port it listens on. */
export async function startPinned(
  args: readonly string[],
  env: Record<string, string>,
  portIn: RegExp,
): Promise<Measured> {
  const child = spawn('taskset', ['-c', '0', process.execPath, ...args], {
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
