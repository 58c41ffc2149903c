import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import type { CliResult } from './cli.ts'
import { freePorts, listening, withPorts } from './ports.ts'
import { runProgram } from './programs.ts'
import { MAIN, type TestServer } from './server.ts'
import { type Shown, shownBelow } from './shown.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** The ports that stand in the examples. */
const KEYWARD = 8080
const SERVICE = 8081
const BACKEND = 9000

/** A folder of `examples/`, started as its README says, on ports of its own. */
export interface Example {
  readonly port: number
  /** What the README lets one try. */
  readonly shown: readonly Shown[]
  /**
   * Runs commands in its folder, as somebody does who has read its README; ends at the first that fails.
   * @param apiKey what the READMEs call `$KEYWARD_KEY`
   */
  run(commands: string, apiKey: string): Promise<CliResult>
  stop(): Promise<void>
}

interface ExampleOptions {
  /** Another way to the server than its own. */
  readonly keywardPort?: number
  /** What the README tells to set before the start. */
  readonly env?: Readonly<Record<string, string>>
}

export async function startExample(
  name: string,
  server: TestServer,
  options: ExampleOptions = {},
): Promise<Example> {
  const home = mkdtempSync(join(tmpdir(), 'keyward-example-'))
  const [service = 0, backend = 0] = await freePorts(2)
  const ports = new Map([
    [KEYWARD, options.keywardPort ?? server.port],
    [SERVICE, service],
    [BACKEND, backend],
  ])
  copyExamples(home, ports)
  writeNpx(home)
  const folder = join(home, 'examples', name)
  const env = { ...environment(home, server), ...options.env }
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const programs = startLines(readme).map((line) => startProgram(line, folder, env))
  const stop = async () => {
    await Promise.all(programs.map(end))
    rmSync(home, { recursive: true, force: true })
  }
  const waited = programs.length > 1 ? [service, backend] : programs.length > 0 ? [service] : []
  try {
    for (const port of waited) await listening(port, () => programs.forEach(assertRuns))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    port: service,
    shown: shownBelow(readme, 'Try'),
    run: (commands, apiKey) =>
      runProgram('bash', ['-e', '-o', 'pipefail', '-c', commands], { ...env, KEYWARD_KEY: apiKey }, folder),
    stop,
  }
}

/** The whole folder, with packages as in the checkout. */
function copyExamples(home: string, ports: ReadonlyMap<number, number>): void {
  cpSync(join(ROOT, 'examples'), join(home, 'examples'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'))
  for (const file of globSync('examples/**', { cwd: home }).map((path) => join(home, path))) {
    if (statSync(file).isFile()) writeFileSync(file, withPorts(readFileSync(file, 'utf8'), ports))
  }
}

/** `npx keyward` without the two seconds that npx thinks about it. */
function writeNpx(home: string): void {
  mkdirSync(join(home, 'bin'))
  writeFileSync(
    join(home, 'bin/npx'),
    `#!/bin/sh\n[ "$1" = keyward ] && shift && exec "${process.execPath}" "${MAIN}" "$@"\n`,
    { mode: 0o755 },
  )
}

function environment(home: string, { dataDir }: TestServer): Record<string, string> {
  const path = [
    join(home, 'bin'),
    dirname(process.execPath),
    '/usr/bin',
    '/usr/sbin',
    process.env['PATH'] ?? '',
  ]
  return {
    PATH: path.join(delimiter),
    HOME: home,
    TMPDIR: home,
    LC_ALL: 'C.UTF-8',
    KEYWARD_DATA_DIR: dataDir,
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
  }
}

/** One program a line, each to be left running. */
function startLines(readme: string): readonly string[] {
  if (!/^## Start$/m.test(readme)) return []
  return shownBelow(readme, 'Start').flatMap(({ commands }) => commands.trim().split('\n'))
}

interface Program {
  readonly line: string
  readonly child: ChildProcess
  readonly output: () => string
}

function startProgram(line: string, cwd: string, env: Record<string, string>): Program {
  const child = spawn('bash', ['-c', `exec ${line}`], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  process.once('exit', () => child.kill('SIGTERM'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data))
  return { line, child, output: () => output }
}

function assertRuns({ line, child, output }: Program): void {
  if (hasEnded(child)) throw new Error(`"${line}" ended: ${output()}`)
}

async function end({ child }: Program): Promise<void> {
  if (hasEnded(child)) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
