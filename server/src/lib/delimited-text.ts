import { isUtf8 } from 'node:buffer'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'

/** What a file of rows holds: names of columns, and a row for each line below. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Of each row, as a spreadsheet counts: those with nothing in them too, which are not among the rows. */
  readonly numbers: readonly number[]
}

/** Why a file cannot be read. */
export class TableError extends Error {
  readonly kind: 'empty' | 'too_many_rows' | 'broken' | 'too_long' | 'workbook'
  /** Where the row at fault begins, the first line being 1; null for the file as a whole. */
  readonly line: number | null

  constructor(kind: TableError['kind'], line: number | null = null) {
    super(kind)
    this.name = 'TableError'
    this.kind = kind
    this.line = line
  }
}

/** How files of Excel and LibreOffice begin, new (ZIP) and old (OLE), instead of with text. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const

/** Between so many rows others have their turn. */
const ROWS_AT_ONCE = 500
const SLICE = 65_536

/**
 * Reads comma, semicolon or tab separated text (RFC 4180), whichever its first line is written in. Cells are text,
 * whatever a spreadsheet would make of them.
 * @throws TableError
 */
export async function readTable(bytes: Uint8Array, maxRows: number): Promise<Table> {
  if (WORKBOOKS.some((sign) => sign.every((byte, at) => bytes[at] === byte))) throw new TableError('workbook')
  const { text, delimiter } = delimited(decodeText(bytes))
  // A quote that nobody closes is noticed at the end of the file, and mended where its row begins.
  let lastLine = 0
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    relax_quotes: false,
    max_record_size: 1_048_576,
    on_record: (record, { lines }) => {
      lastLine = lines
      return record
    },
  })
  const fed = feed(parser, text)
  const records: { readonly cells: readonly string[]; readonly number: number }[] = []
  try {
    for await (const found of parser) {
      if (!isRead(found)) continue
      const { record: cells, info } = found
      if (cells.some((cell) => cell.trim() !== ''))
        records.push({ cells, number: info.records + info.empty_lines })
      if (records.length > maxRows + 1) throw new TableError('too_many_rows')
      if (records.length % ROWS_AT_ONCE === 0) await setImmediate()
    }
    await fed
  } catch (error) {
    parser.destroy()
    await fed.catch(() => undefined)
    throw error instanceof CsvError ? new TableError(kindOf(error), lastLine + 1) : error
  }
  const [names, ...rows] = records
  if (!names) throw new TableError('empty')
  const columns = names.cells.map((name) => name.trim())
  return { columns, rows: rows.map(({ cells }) => cells), numbers: rows.map(({ number }) => number) }
}

interface Read {
  readonly record: readonly string[]
  readonly info: { readonly records: number; readonly empty_lines: number }
}

/** What the parser hands out when asked for `info` (csv.js.org/parse/options/info). */
function isRead(value: unknown): value is Read {
  return (
    typeof value === 'object' &&
    value !== null &&
    'record' in value &&
    'info' in value &&
    Array.isArray(value.record)
  )
}

async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  for (let at = 0; at < text.length && !parser.destroyed; at += SLICE) {
    if (!parser.write(text.slice(at, at + SLICE))) await drained(parser)
  }
  parser.end()
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go)
      parser.off('close', go)
      resolve()
    }
    parser.on('drain', go)
    parser.on('close', go)
  })
}

function kindOf({ code }: CsvError): TableError['kind'] {
  return code === 'CSV_MAX_RECORD_SIZE' ? 'too_long' : 'broken'
}

/** By its byte order mark; without one UTF-8, UTF-16 where every other byte is nothing, or the old Windows one. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const start = bytes.subarray(0, 64)
  const nothings = (from: number) => start.filter((byte, at) => at % 2 === from && byte === 0).length
  if (start.length >= 4 && nothings(1) > start.length / 4) return new TextDecoder('utf-16le').decode(bytes)
  if (start.length >= 4 && nothings(0) > start.length / 4) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
}

/** Spreadsheets write a line of their own before all others, and read it, where the sign is not the usual one. */
function delimited(text: string): { readonly text: string; readonly delimiter: string } {
  const [line = '', sign] = /^sep=([,;\t])(?:\r?\n|\r)/i.exec(text) ?? []
  return sign ? { text: text.slice(line.length), delimiter: sign } : { text, delimiter: delimiterOf(text) }
}

const DELIMITERS = [',', ';', '\t'] as const

/** The one that the first line with anything in it has most of, outside quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text
    .replace(/^[\r\n]+/, '')
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/, 1)
  const counts = DELIMITERS.map((sign) => ({ sign, count: line.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ','
}

/** A cell as it was before `csvLine` made it harmless. */
export function plainCell(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
