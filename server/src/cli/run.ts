import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from '../config/errors.ts'
import { loadConfig } from '../config/load.ts'
import type { Environment } from '../config/reader.ts'
import type { Reply } from './command.ts'
import { CommandError, failureOf } from './errors.ts'
import { inUse, isInUse } from './in-use.ts'
import { placeOf } from './place.ts'
import { type Call, parse } from './program.ts'
import { callServer, serverRuns } from './remote/call-server.ts'
import { socketPlace } from './remote/socket-place.ts'
import { replyText } from './reply.ts'
import { type Run, runHere, type Serve } from './run-here.ts'
import { askPassword, confirmed, outputTo, readPassword, type Terminal } from './terminal.ts'

/** How long a command waits for a server that is just starting, on a busy machine too, or for another command. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 50

export interface Surroundings {
  readonly env: Environment
  readonly terminal: Terminal
  readonly serve: Serve
}

/** Runs `keyward …` with these words and returns the exit code. */
export async function runCli(
  argv: readonly string[],
  { env, terminal, serve }: Surroundings,
): Promise<number> {
  const output = outputTo(terminal)
  try {
    const call = parse(argv, output)
    if (call.kind === 'over') return call.exitCode
    await requireConsent(call, terminal)
    const password = await passwordFor(call, terminal)
    const config = once(() => loadConfig(env))
    return await perform({ argv, call, config, password, output, serve })
  } catch (error) {
    const { message, exitCode } = failureOf(error)
    for (const line of message.split('\n')) await output.err(`keyward: ${line}\n`)
    return exitCode
  }
}

async function perform(run: Run): Promise<number> {
  const unusable = settingsReply(run)
  if (unusable) {
    await run.output.out(replyText(unusable, run.call.json))
    return unusable.exitCode ?? 0
  }
  const place = placeOf(run.call.command, run.call.input)
  if (place === 'itself') return runHere(run)
  const socket = socketPlace(run.config())
  if (place === 'alone' && socket && (await serverRuns(socket))) {
    throw new CommandError(
      `"keyward ${run.argv[0]}" needs the data to itself. Stop the server, then run it again.`,
    )
  }
  const request = { argv: [...run.argv], password: run.password, cwd: process.cwd() }
  const call = async () => (place === 'beside' && socket ? callServer(socket, request, run.output) : null)
  return patiently(run, call)
}

function settingsReply({ call, config }: Run): Reply | null {
  if (!call.command.withoutSettings) return null
  try {
    config()
    return null
  } catch (error) {
    if (error instanceof ConfigError) return call.command.withoutSettings(error.faults)
    throw error
  }
}

/** In the server if one runs, else on the data; whoever comes in between is waited for. */
async function patiently(run: Run, call: () => Promise<number | null>): Promise<number> {
  for (const endsAtMs = Date.now() + PATIENCE_MS; ; await delay(PAUSE_MS)) {
    const exitCode = await call()
    if (exitCode !== null) return exitCode
    try {
      return await runHere(run)
    } catch (error) {
      if (!isInUse(error)) throw error
      if (Date.now() > endsAtMs) throw inUse(run.config(), error)
    }
  }
}

async function requireConsent({ command, input }: Call, terminal: Terminal): Promise<void> {
  const question = input.flag('yes') ? null : (command.confirm?.(input) ?? null)
  if (question === null || (await confirmed(terminal, question))) return
  throw new CommandError('Nothing was changed.')
}

async function passwordFor({ command, input }: Call, terminal: Terminal): Promise<string | null> {
  if (!command.password) return null
  if (input.flag('passwordStdin')) return readPassword(terminal.stdin)
  return command.password === 'needed' ? askPassword(terminal) : null
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
