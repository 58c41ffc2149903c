import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { anyCharacter } from '../../../tests/support/any-character.ts'
import { csvLine } from './csv.ts'
import { plainCell, readTable, TableError } from './delimited-text.ts'

const read = (text: string) => readTable(Buffer.from(text), 100)
const ROWS = { columns: ['Username', 'Notes'], rows: [['zoë', 'a "b"\nc, d; e']], numbers: [2] }
const TEXT = 'Username,Notes\r\nzoë,"a ""b""\nc, d; e"\r\n'
const SEMICOLONS = TEXT.replace('Username,', 'Username;').replace('zoë,', 'zoë;')
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('a file of rows', () => {
  const forms: readonly (readonly [string, Uint8Array])[] = [
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 the other way round', bigEndian(`\ufeff${TEXT}`)],
    ['UTF-16 the other way round, without a mark', bigEndian(TEXT)],
    ['Windows-1252', Buffer.from(TEXT, 'latin1')],
    ['semicolons', Buffer.from(SEMICOLONS)],
    ['semicolons after an empty line', Buffer.from(`\r\n${SEMICOLONS}`)],
    ['semicolons, told by a spreadsheet', Buffer.from(`\ufeffsep=;\r\n${SEMICOLONS}`)],
    ['commas, told by a spreadsheet', Buffer.from(`SEP=,\n${TEXT}`)],
    ['tabs', Buffer.from(TEXT.replace('Username,', 'Username\t').replace('zoë,', 'zoë\t'))],
    ['line feeds alone', Buffer.from(TEXT.replaceAll('\r\n', '\n'))],
    ['no end of the last line', Buffer.from(TEXT.trimEnd())],
    ['empty lines', Buffer.from(`\r\n${TEXT}\r\n , \r\n`)],
  ]
  for (const [what, bytes] of forms) {
    test(`is read in ${what}`, async () => {
      const numbers = what.includes('empty line') ? [3] : [2]
      assert.deepEqual(await readTable(bytes, 100), { ...ROWS, numbers })
    })
  }

  test('has its rows by the numbers of a spreadsheet, whatever is empty between them', async () => {
    const { rows, numbers } = await read('a,b\n\n1,"x\n\ny"\n , \n\n\n2,\n')
    assert.deepEqual(rows, [
      ['1', 'x\n\ny'],
      ['2', ''],
    ])
    assert.deepEqual(numbers, [3, 7])
  })

  test('of many megabytes is read without a warning of the process', async (context) => {
    const warnings: unknown[] = []
    const note = (warning: unknown) => warnings.push(warning)
    process.on('warning', note)
    context.after(() => process.off('warning', note))
    const { rows } = await readTable(Buffer.from(`a,b\n${'some text,more text\n'.repeat(100_000)}`), 100_000)
    await setImmediate()
    assert.deepEqual([rows.length, warnings], [100_000, []])
  })

  test('holds formulas as text, and what was made harmless is what it was', async () => {
    const cells = ['=1+1', '+49 30', '-x', '@SUM(A1)', "'quoted", '\tx']
    const { rows } = await read(`a\r\n${cells.map((cell) => csvLine([cell])).join('')}`)
    assert.deepEqual(
      rows.map(([cell = '']) => plainCell(cell)),
      cells,
    )
  })

  test('may have longer and shorter rows', async () => {
    assert.deepEqual((await read('a,b\n1\n1,2,3\n')).rows, [['1'], ['1', '2', '3']])
  })

  test('has as many rows as allowed, and is refused with one more', async () => {
    const lines = (count: number) => `a\n${'x\n'.repeat(count)}`
    assert.equal((await read(lines(100))).rows.length, 100)
    await assert.rejects(read(lines(101)), new TableError('too_many_rows'))
  })

  test('that is none is refused with the line', async () => {
    await assert.rejects(read(''), { kind: 'empty' })
    await assert.rejects(read('\n\n'), { kind: 'empty' })
    await assert.rejects(read('a,b\n1,2\n"x,3\n4,5\n'), { kind: 'broken' })
    await assert.rejects(read('a,b\n1,2\nx"y,3\n'), { kind: 'broken', line: 3 })
    for (const sign of ['504b0304', 'd0cf11e0a1b11ae1'])
      await assert.rejects(readTable(Buffer.from(`${sign}140006`, 'hex'), 100), { kind: 'workbook' })
  })

  test('with a quote that is not closed is refused with the line where its row begins', async () => {
    const below = '4,5\n'.repeat(50)
    await assert.rejects(read(`a,b\n"1\n2",3\nx,"3\n${below}`), { kind: 'broken', line: 4 })
    await assert.rejects(read(`a,b\n"1\n2",3\nx,"3\n${below}"x"\n`), { kind: 'broken', line: 4 })
  })

  test('with a row of more than 1 MB is refused for that, and not for quotes', async () => {
    const long = 'n'.repeat(1_048_577)
    await assert.rejects(read(`a,b\n1,${long}\n`), { kind: 'too_long', line: 2 })
  })

  test('gives back whatever was written into it', async () => {
    const cell = fc
      .string({ unit: anyCharacter })
      .filter((text) => text.isWellFormed() && !/\0|^\ufeff/.test(text))
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const text = csvLine(['a', 'b']) + rows.map((row) => csvLine(row)).join('')
        // A tab at the beginning has a sign put before it, and so is something.
        const full = rows.filter((row) => row.some((one) => /\S|^[\t\r]/.test(one)))
        const back = (await read(text)).rows.map((row) => row.map(plainCell))
        assert.deepEqual(back, full)
      }),
      { numRuns: 60 },
    )
  })

  test('of random bytes is rows or a refusal, and never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        try {
          await readTable(bytes, 100)
        } catch (error) {
          assert.ok(error instanceof TableError, String(error))
        }
      }),
      { numRuns: 200 },
    )
  })
})
