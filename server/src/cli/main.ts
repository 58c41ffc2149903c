import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { EXIT_CONFIG } from '../config/errors.ts'
import { DomainError } from '../domain/errors.ts'
import { listenFault } from './doctor/listener.ts'
import { CommandError } from './errors.ts'
import { FOR_SERVERS, inUse, isInUse } from './in-use.ts'
import { serverRuns } from './remote/call-server.ts'
import { openCommandSocket } from './remote/command-socket.ts'
import { socketPlace } from './remote/socket-place.ts'
import { runCli } from './run.ts'

/** How long a start waits for data that somebody is about to let go of. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 50
const WAITING = `Waiting ${PATIENCE_MS / 1_000} seconds for it to let go of them.`

/** `keyward …` in this process. Returns the exit code. */
export function main(argv: readonly string[]): Promise<number> {
  const { stdin, stdout, stderr, env } = process
  return runCli(argv, { env, terminal: { stdin, stdout, stderr }, serve })
}

/** Runs the server, and commands within it, until it is told to stop. */
async function serve(config: Config, say: (text: string) => Promise<void>): Promise<void> {
  // Loaded here, because no other command needs a web server.
  const { greeting, startServer } = await import('../serve.ts')
  for (const warning of config.warnings) process.stderr.write(`keyward: ${warning}\n`)
  const server = await started(config, startServer).catch((error: unknown) => {
    throw startFault(config, error)
  })
  for (const warning of server.keyward.store.warnings) process.stderr.write(`keyward: ${warning}\n`)
  const socket = await openCommandSocket({ ...config, publicUrl: server.publicUrl }, server.keyward)
  const stopped = toldToStop()
  await say(`${await greeting(server)}\n`)
  await stopped
  // Commands first: what they began is saved before the data is closed.
  await socket?.close()
  await server.stop()
}

/**
 * Waits for a server that is just stopping, or for a command, and says so; not for a server that runs.
 * @throws what `start` throws; StoreInUseError when the data stay in use
 */
async function started<T>(config: Config, start: (config: Config) => Promise<T>): Promise<T> {
  const socket = socketPlace(config)
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    try {
      return await start(config)
    } catch (error) {
      if (!isInUse(error) || waitedMs >= PATIENCE_MS || (socket && (await serverRuns(socket)))) throw error
      if (waitedMs === 0) process.stderr.write(`keyward: ${inUse(config, error, WAITING).message}\n`)
    }
    await delay(PAUSE_MS)
  }
}

/** In words, where the cause lies in the settings or in another program. */
function startFault(config: Config, error: unknown): unknown {
  if (isInUse(error)) return inUse(config, error, FOR_SERVERS)
  if (error instanceof DomainError && config.owner && error.facts.field !== undefined) {
    const setting = error.facts.field === 'password' ? 'KEYWARD_OWNER_PASSWORD' : 'KEYWARD_OWNER_USERNAME'
    return new CommandError(`${setting}: ${error.facts.reason ?? error.code}`, EXIT_CONFIG)
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    const { syscall, code } = error
    if (syscall === 'listen' || syscall === 'getaddrinfo') {
      return new CommandError(listenFault(String(code), config))
    }
  }
  return error
}

/** Resolves at the first signal. A second one ends the process at once, as signals do. */
function toldToStop(): Promise<void> {
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}
