import type { Keyward } from '../app.ts'
import type { Config } from '../config/config.ts'
import type { SystemActor } from '../domain/actor.ts'
import type { Input } from './input.ts'

/** One word after `keyward`: a group of commands such as `user`, or a command such as `backup`. */
export type Noun = CommandGroup | Command

export interface CommandGroup {
  readonly name: string
  readonly summary: string
  readonly commands: readonly Command[]
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** Said by `--help` below the summary. */
  readonly more?: string
  readonly argument?: { readonly name: string; readonly summary: string; readonly required: boolean }
  readonly options: readonly CommandOption[]
  /** True for a command that may begin a new installation where there is none. */
  readonly begins?: true
  readonly place: Place | ((input: Input) => Place)
  /** `given`: read from standard input when `--password-stdin` is there. `needed`: else asked for. */
  readonly password?: 'given' | 'needed'
  /** Asked at a terminal before anything happens; `--yes` answers it. */
  readonly confirm?: (input: Input) => string | null
  /** What to answer when the settings cannot be used; without it the command ends with their faults. */
  readonly withoutSettings?: (faults: readonly string[]) => Reply
  readonly run: (context: Context, input: Input) => Promise<Reply>
}

/**
 * Where a command may run. `beside`: within the running server, else on the data directly. `alone`: only while
 * no server runs. `itself`: it is the server, or looks for one on its own.
 */
export type Place = 'beside' | 'alone' | 'itself'

export interface CommandOption {
  /** As commander reads it: `--username <name>`. */
  readonly flags: string
  readonly summary: string
  readonly required?: boolean
  /** May be given several times. */
  readonly many?: boolean
}

/** What a command works with, in the server as well as in a process of its own. */
export interface Context {
  /** The settings, read at the first call. @throws ConfigError */
  readonly config: () => Config
  /** The data, opened at the first call. */
  open(): Promise<Keyward>
  readonly actor: SystemActor
  /** Where the caller stands: names of files are meant from there. */
  readonly cwd: string
  /** The password that came through standard input or a prompt. */
  readonly password: string | null
  /** True within the running server. */
  readonly inServer: boolean
  /** Runs the server until it is told to stop. */
  serve(): Promise<void>
  /** For long output; everything short goes into the reply. */
  write(text: string): Promise<void>
  /** For a line of progress, beside the reply. */
  note(text: string): Promise<void>
}

export interface Reply {
  /** What `--json` prints. */
  readonly json: unknown
  /** What a person reads, without the last line break. */
  readonly text: string
  readonly exitCode?: number
}

export const OPERATOR: SystemActor = { kind: 'system', name: 'command line' }
