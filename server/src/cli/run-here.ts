import { existsSync } from 'node:fs'
import type { Keyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import { type Context, OPERATOR } from './command.ts'
import { CommandError } from './errors.ts'
import type { Output } from './output.ts'
import type { Call } from './program.ts'
import { replyText } from './reply.ts'
import { refuseRootOnOthersData } from './root.ts'

/** One call of the command line. */
export interface Run {
  readonly argv: readonly string[]
  readonly call: Call
  readonly config: () => Config
  readonly password: string | null
  readonly output: Output
  readonly serve: Serve
}

/** Runs the server until it is told to stop; says where it is when it is ready. */
export type Serve = (config: Config, say: (text: string) => Promise<void>) => Promise<void>

/** Runs a command in this process, on data that it opens itself when it asks for them. */
export async function runHere({ call, config, password, output, serve }: Run): Promise<number> {
  const opened: Keyward[] = []
  const open = async () => {
    const [known] = opened
    if (known) return known
    const keyward = await openData(config(), call.command.begins === true)
    opened.push(keyward)
    if (keyward.newMasterKeyFile) await output.err(newInstallation(config(), keyward.newMasterKeyFile))
    return keyward
  }
  const write = (text: string) => output.out(text)
  const note = (text: string) => output.err(`keyward: ${text}\n`)
  const cwd = process.cwd()
  const shared = { config, open, actor: OPERATOR, cwd, password, write, note }
  const context: Context = { ...shared, inServer: false, serve: () => serve(config(), write) }
  try {
    const reply = await call.command.run(context, call.input)
    await output.out(replyText(reply, call.json))
    return reply.exitCode ?? 0
  } finally {
    for (const keyward of opened) await keyward.close()
  }
}

async function openData(config: Config, begins: boolean): Promise<Keyward> {
  const { database } = config
  // A command run in the wrong folder would otherwise answer from an empty installation that it made up.
  if (!begins && database.engine === 'sqlite' && !existsSync(database.path)) {
    throw new CommandError(
      `There is no database at ${database.path}. Start the server once, or set KEYWARD_DATA_DIR to the folder of yours.`,
    )
  }
  refuseRootOnOthersData(config)
  // Loaded here, because --help and wrong usage need no database driver.
  const { openKeyward } = await import('../app.ts')
  return openKeyward(config, { busyTimeoutMs: 0 })
}

function newInstallation({ dataDir }: Config, masterKeyFile: string): string {
  return (
    `keyward: a new installation begins in ${dataDir}. Keep a copy of ${masterKeyFile}, ` +
    'apart from the database and its backups: without it no key can be shown or used.\n'
  )
}
