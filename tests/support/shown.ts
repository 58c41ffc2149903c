import assert from 'node:assert/strict'
import type { CliResult } from './cli.ts'

/** Commands of a document, and what it says that they print. */
export interface Shown {
  readonly commands: string
  /** Null where the document shows nothing. `…` stands for what differs each time. */
  readonly output: string | null
}

/** The `sh` blocks below a heading, each with the `text` block that follows it before the next. */
export function shownBelow(document: string, heading: string): readonly Shown[] {
  const section = document.split(/^## /m).find((text) => text.startsWith(`${heading}\n`))
  assert.ok(section, `no heading "${heading}"`)
  const blocks = [...section.matchAll(/^```(sh|text)\n(.*?)^```$/gms)]
  return blocks.flatMap(([, kind, commands = ''], at) => {
    if (kind !== 'sh') return []
    const [, nextKind, output = ''] = blocks[at + 1] ?? []
    return [{ commands, output: nextKind === 'text' ? output : null }]
  })
}

/** Does what a program printed look as the document says? */
function assertShown(printed: string, { commands, output }: Shown): void {
  if (output === null) return
  const pattern = output.trimEnd().split('…').map(escaped).join('.+?')
  assert.match(printed.replace(/[\r ]+$/gm, '').trimEnd(), new RegExp(`^${pattern}$`), commands)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** Runs what a document shows, in order, and compares what is printed. */
export async function assertAllShown(
  shown: readonly Shown[],
  run: (commands: string) => Promise<CliResult>,
): Promise<void> {
  assert.ok(shown.length > 0)
  for (const one of shown) {
    const { exitCode, stdout, stderr } = await run(one.commands)
    assert.equal(exitCode, 0, `${one.commands}${stdout}${stderr}`)
    assertShown(stdout, one)
  }
}
