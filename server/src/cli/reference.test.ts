import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Command } from './command.ts'
import { NOUNS } from './index.ts'
import { parse } from './program.ts'
import { commandReference } from './reference.ts'

const PAGE = fileURLToPath(new URL('../../../docs/operate/command-line.md', import.meta.url))

// Write it anew: node --test --test-update-snapshots server/src/cli/reference.test.ts
test('docs/operate/command-line.md says what the commands say', (context) => {
  context.assert.fileSnapshot(commandReference(), PAGE, { serializers: [(page) => page] })
})

test('every command explains itself in sentences, and no two have the same name', () => {
  const all: [string, Command][] = NOUNS.flatMap((noun): [string, Command][] =>
    'commands' in noun
      ? noun.commands.map((command): [string, Command] => [`${noun.name} ${command.name}`, command])
      : [[noun.name, noun]],
  )
  assert.equal(new Set(all.map(([name]) => name)).size, all.length)
  for (const [name, { summary, more }] of all) {
    assert.match(summary, /^[A-Z].*\.$/, name)
    if (more !== undefined) assert.match(more, /^[A-Z].*[.\w]$/, name)
  }
})

test('the page names every option that commander shows', async () => {
  const page = commandReference()
  for (const noun of NOUNS) {
    const commands = 'commands' in noun ? noun.commands.map(({ name }) => [noun.name, name]) : [[noun.name]]
    for (const words of commands) {
      let help = ''
      const take = async (text: string) => {
        help += text
      }
      parse([...words, '--help'], { out: take, err: take })
      const shown = [...help.matchAll(/^ +(?:-h, )?(--[a-z-]+)/gm)].map(([, flag]) => flag)
      assert.ok(shown.length >= 2, words.join(' '))
      for (const flag of shown) assert.ok(page.includes(String(flag)), `${words.join(' ')} ${flag}`)
    }
  }
})
