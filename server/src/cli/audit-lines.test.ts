import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, it } from 'node:test'
import { exportLines } from './audit-lines.ts'
import { CommandError } from './errors.ts'

const HASH = 'a'.repeat(64)
const ENTRY = {
  ...{ chain: '100001', number: 1, atMs: 5, actor: 'system', action: 'key.reset', target: 'user:u' },
  ...{ outcome: 'done', source: 'local', details: { note: 'x', seconds: 0, forced: true, none: null } },
  ...{ previousHash: HASH, hash: HASH },
}
const CHECKPOINT = { chain: '100001', number: 1, hash: HASH, atMs: 5, signature: 's' }

async function read(...lines: readonly string[]) {
  const found = []
  for await (const line of exportLines(Readable.from(lines))) found.push(line)
  return found
}
const write = (value: unknown) => `${JSON.stringify(value)}\n`

describe('the lines of an audit export', () => {
  it('are entries and checkpoints, with any line ends and blank lines between', async () => {
    const both = [
      { kind: 'entry', entry: ENTRY },
      { kind: 'checkpoint', checkpoint: CHECKPOINT },
    ]
    const text = write(ENTRY) + write({ checkpoint: CHECKPOINT })
    assert.deepEqual(await read(text), both)
    assert.deepEqual(await read(`\n  \n${text.replaceAll('\n', '\r\n')}\r\n`), both)
    assert.deepEqual(await read(...text), both, 'in pieces')
    assert.deepEqual(await read(text.trimEnd()), both, 'without a line end at the end')
    assert.deepEqual(await read(''), [])
  })

  it('end at line feeds alone, whatever else a text in them holds', async () => {
    for (const sign of ['\u2028', '\u2029', '\u0085', '\v', '\f']) {
      const entry = { ...ENTRY, details: { note: `before${sign}after` } }
      assert.deepEqual(await read(write(entry) + write(ENTRY)), [
        { kind: 'entry', entry },
        { kind: 'entry', entry: ENTRY },
      ])
    }
  })

  const without = (line: object, name: string) =>
    Object.fromEntries(Object.entries(line).filter(([one]) => one !== name))
  const broken: readonly (readonly [string, unknown])[] = [
    ...Object.keys(ENTRY).map((name) => [`an entry without ${name}`, without(ENTRY, name)] as const),
    ...Object.keys(CHECKPOINT).map(
      (name) => [`a checkpoint without ${name}`, { checkpoint: without(CHECKPOINT, name) }] as const,
    ),
    ['an entry with more', { ...ENTRY, more: 1 }],
    ['a checkpoint with more', { checkpoint: { ...CHECKPOINT, more: 1 } }],
    ['both in one', { ...ENTRY, checkpoint: CHECKPOINT }],
    ['another outcome', { ...ENTRY, outcome: 'maybe' }],
    ['half a number', { ...ENTRY, number: 1.5 }],
    ['details within details', { ...ENTRY, details: { a: { b: 1 } } }],
    ['a list', [ENTRY]],
    ['nothing', null],
  ]
  for (const [what, line] of broken) {
    it(`are not ${what}: the line is named`, async () => {
      await assert.rejects(
        read(`${write(ENTRY)}\n${write(line)}`),
        (error) =>
          error instanceof CommandError && error.message === 'Line 3 is not a line of an audit export.',
      )
    })
  }

  it('are JSON', async () => {
    await assert.rejects(read('{"chain":\n'), /^CommandError: Line 1 /)
  })
})
