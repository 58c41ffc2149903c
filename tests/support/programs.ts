import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { CliResult } from './cli.ts'

/**
 * The system's own interpreters, which Debian's client packages belong to; another one that comes first in the
 * PATH does not see them.
 */
export const PYTHON = systemProgram('python3')
export const RUBY = systemProgram('ruby')

function systemProgram(name: string): string {
  return existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : name
}

/** Runs a program to its end, with these settings and no others; it gets a minute. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data: Buffer) => (stdout += data))
    child.stderr.on('data', (data: Buffer) => (stderr += data))
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }))
  })
}
