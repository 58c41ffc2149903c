import { Command as CommanderCommand, CommanderError, Option } from 'commander'
import { version } from '../lib/version.ts'
import type { Command, CommandGroup, Noun } from './command.ts'
import { EXIT_USAGE } from './errors.ts'
import { NOUNS } from './index.ts'
import { Input } from './input.ts'
import type { Output } from './output.ts'

export interface Call {
  readonly kind: 'call'
  readonly command: Command
  readonly input: Input
  readonly json: boolean
}

export type Parsed =
  | Call
  /** Help was printed, or a mistake was named: nothing is left to do. */
  | { readonly kind: 'over'; readonly exitCode: number }

/** Reads the words after `keyward`. */
export function parse(argv: readonly string[], output: Output): Parsed {
  let call: Parsed | null = null
  const program = buildProgram(output, (command, input, json) => {
    call = { kind: 'call', command, input, json }
  })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { kind: 'over', exitCode: error.exitCode === 0 ? 0 : EXIT_USAGE }
  }
  return call ?? { kind: 'over', exitCode: EXIT_USAGE }
}

type OnCall = (command: Command, input: Input, json: boolean) => void

function buildProgram(output: Output, onCall: OnCall): CommanderCommand {
  const program = new CommanderCommand('keyward')
    .description('Self-hosted API-key authority and control panel.')
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: (text) => void output.out(text), writeErr: (text) => void output.err(text) })
    .configureHelp({ helpWidth: 100 })
    .showHelpAfterError('Add --help to see how it is written.')
    .showSuggestionAfterError()
  for (const noun of NOUNS) addNoun(program, noun, onCall)
  return program
}

function addNoun(program: CommanderCommand, noun: Noun, onCall: OnCall): void {
  if (isGroup(noun)) {
    const group = program.command(noun.name).description(noun.summary)
    for (const command of noun.commands) addCommand(group, command, onCall)
  } else {
    addCommand(program, noun, onCall)
  }
}

function isGroup(noun: Noun): noun is CommandGroup {
  return 'commands' in noun
}

function addCommand(parent: CommanderCommand, command: Command, onCall: OnCall): void {
  const leaf = parent.command(command.name).summary(command.summary)
  leaf.description([command.summary, command.more].filter((text) => text !== undefined).join('\n\n'))
  if (command.argument) {
    const { name, summary, required } = command.argument
    leaf.argument(required ? `<${name}>` : `[${name}]`, summary)
  }
  for (const option of commonOptions(command)) leaf.addOption(option)
  leaf.action(() => {
    const values: Record<string, unknown> = leaf.opts()
    onCall(command, new Input(values, leaf.args[0] ?? null), values['json'] === true)
  })
}

function commonOptions(command: Command): readonly Option[] {
  const options = command.options.map(({ flags, summary, required, many }) => {
    const option = new Option(flags, summary).makeOptionMandatory(required === true)
    return many ? option.argParser(collect) : option
  })
  if (command.password) options.push(new Option('--password-stdin', 'read the password from standard input'))
  if (command.confirm) options.push(new Option('--yes', 'do not ask at the terminal'))
  return [...options, new Option('--json', 'print JSON for programs')]
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value]
}
