import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Command } from './command.ts'
import { NOUNS } from './index.ts'

// Messages and manuals send people to commands. A command that was renamed, or an option, must not be sent to any more.

const ROOT = join(import.meta.dirname, '../../..')

/** `keyward`, a noun, perhaps a verb, and the options that follow. */
const NAMED =
  /\bkeyward ((?:[a-z][a-z-]+ ?){1,2})((?: ?(?:--[a-z-]+|[A-Z][A-Z0-9_]*|[a-z0-9:@./-]+|'[^'\n]*'))*)/g

const COMMANDS = new Map<string, Command>(
  NOUNS.flatMap((noun) =>
    'commands' in noun
      ? noun.commands.map((command) => [`${noun.name} ${command.name}`, command] as const)
      : [[noun.name, noun] as const],
  ),
)
const GROUPS = new Set(NOUNS.filter((noun) => 'commands' in noun).map(({ name }) => name))

function flagsOf(command: Command): ReadonlySet<string> {
  const own = command.options.map(({ flags }) => flags.split(' ')[0] ?? '')
  return new Set([
    ...own,
    ...['--json', '--help'],
    ...(command.password ? ['--password-stdin'] : []),
    ...(command.confirm ? ['--yes'] : []),
  ])
}

/** What is wrong with the commands that a text names. */
function mistakesIn(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].flatMap(([all, words = '', rest = '']) => {
    const [noun = '', verb = ''] = words.trim().split(' ')
    // A sentence about the program.
    if (!GROUPS.has(noun) && !COMMANDS.has(noun)) return []
    if (GROUPS.has(noun) && verb === '') return []
    const command = COMMANDS.get(GROUPS.has(noun) ? `${noun} ${verb}` : noun)
    if (!command) return [`${all}: there is no such command`]
    const flags = flagsOf(command)
    const unknown = (rest.match(/--[a-z-]+/g) ?? []).filter((flag) => !flags.has(flag))
    return unknown.map((flag) => `${all}: there is no ${flag}`)
  })
}

const TEXTS = {
  'the messages of the program': ['server/src/**/*.ts', 'server/bin/*.mjs'],
  'the panel': ['panel/src/**/*.{ts,tsx}'],
  'the manuals': ['README.md', 'docs/**/*.md', 'examples/**/*.md'],
  'the deployments': ['deploy/**/*', 'examples/**/*.{yaml,yml,sh,service,conf}'],
}

describe('commands and options that are named exist', () => {
  for (const [what, patterns] of Object.entries(TEXTS)) {
    it(`in ${what}`, () => {
      const files = globSync(patterns, { cwd: ROOT, withFileTypes: true })
        .filter((file) => file.isFile() && !/\.test\.|node_modules/.test(join(file.parentPath, file.name)))
        .map((file) => join(file.parentPath, file.name))
      const mistakes = files.flatMap((file) =>
        mistakesIn(readFileSync(file, 'utf8')).map((mistake) => `${file.slice(ROOT.length + 1)}: ${mistake}`),
      )
      assert.deepEqual(mistakes, [])
    })
  }

  it('and a text that names others is told', () => {
    for (const text of ['keyward user lits', 'run "keyward key reset --user joe"', 'keyward backup --from x'])
      assert.equal(mistakesIn(text).length, 1, text)
    for (const text of ['keyward is a program', 'keyward user list --json', 'keyward key: see below'])
      assert.deepEqual(mistakesIn(text), [], text)
  })
})
