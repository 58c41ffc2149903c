import type { Command, CommandOption, Noun } from './command.ts'
import { NOUNS } from './index.ts'

const HEAD = `# Command line

\`npx keyward COMMAND\` in the checkout. Every command takes \`--help\`, and \`--json\` for programs.

Commands work beside a running server and without one. Beside a server on SQLite the server itself does the work:
what a command has ended is refused by every request that begins after it. On PostgreSQL, where every check asks the
database, commands open the database. Commands read the same settings as the server (docs/reference/settings.md), so
run them with the same environment and as the same user.

| Exit code | Meaning |
| --- | --- |
| 0 | done |
| 1 | refused or failed; one line on standard error says why and what to do |
| 2 | wrong usage |
| 74 | damaged data |
| 78 | wrong settings, or not the master key of this database |

Passwords come from standard input or a prompt, never from an argument: arguments are visible to other users.
`

const PLACES: Readonly<Record<string, string>> = {
  alone: 'Needs the data to itself: stop the server first.',
}

/** The page docs/operate/command-line.md. */
export function commandReference(): string {
  return HEAD + NOUNS.map(nounSection).join('')
}

function nounSection(noun: Noun): string {
  if (!('commands' in noun)) return `\n## keyward ${noun.name}\n${commandText(noun)}`
  const commands = noun.commands.map(
    (command) => `\n### keyward ${noun.name} ${command.name}\n${commandText(command)}`,
  )
  return `\n## keyward ${noun.name}\n\n${noun.summary}\n${commands.join('')}`
}

function commandText({ summary, more, argument, options, place, password, confirm }: Command): string {
  const rows = [
    ...(argument ? [row(argument.required ? argument.name : `[${argument.name}]`, argument.summary)] : []),
    ...options.map(optionRow),
    ...(password ? [row('--password-stdin', 'read the password from standard input')] : []),
    ...(confirm ? [row('--yes', 'do not ask at the terminal')] : []),
  ]
  const note = typeof place === 'string' ? PLACES[place] : undefined
  const sentences = [summary, more, note].filter((text) => text !== undefined).join(' ')
  const table = rows.length === 0 ? '' : `\n| Option | Meaning |\n| --- | --- |\n${rows.join('')}`
  return `\n${sentences}\n${table}`
}

function optionRow({ flags, summary, required }: CommandOption): string {
  return row(flags, required ? `${summary} (needed)` : summary)
}

function row(name: string, meaning: string): string {
  return `| \`${name.replaceAll('|', '\\|')}\` | ${meaning} |\n`
}
