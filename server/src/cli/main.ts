import type { Config } from '../config/config.ts'
import { openCommandSocket } from './remote/command-socket.ts'
import { runCli } from './run.ts'

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
  const server = await startServer(config)
  const socket = await openCommandSocket({ ...config, publicUrl: server.publicUrl }, server.keyward)
  const stopped = toldToStop()
  await say(`${await greeting(server)}\n`)
  await stopped
  // Commands first: what they began is saved before the data is closed.
  await socket?.close()
  await server.stop()
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
