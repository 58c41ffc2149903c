import { readTable, TableError } from '../../lib/delimited-text.ts'
import { mapInTurns } from '../../lib/in-turns.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import type { Mapping } from './fields.ts'
import { invalid } from './mailbox-row.ts'
import type { ImportRow, ImportSort, RowFault } from './sort.ts'

const MAX_IMPORT_BYTES = 10 * 1_024 * 1_024

/** A file that mailboxes, aliases or users are made from. */
export interface ImportFile {
  readonly bytes: Uint8Array
  /** What each column is; guessed by the names of the columns when left out. */
  readonly mapping?: Mapping
  /** Cells that say something else than in the file. */
  readonly fixes?: readonly CellFix[]
}

export interface CellFix {
  /** Of the row, as a spreadsheet counts. */
  readonly number: number
  /** Of the column, from 0. */
  readonly column: number
  readonly text: string
}

export interface ReadRow {
  /** As a spreadsheet counts: the names of the columns are row 1. */
  readonly number: number
  readonly cells: readonly string[]
  readonly read: ImportRow | RowFault
}

export interface ReadImport {
  readonly columns: readonly string[]
  readonly mapping: Mapping
  readonly rows: readonly ReadRow[]
}

export function isFault(read: ImportRow | RowFault): read is RowFault {
  return 'code' in read
}

/** @throws DomainError `input.invalid` for a file or a mapping that is none */
export async function readImport(
  { bytes, mapping: given, fixes = [] }: ImportFile,
  sort: ImportSort,
  domain: MailDomain | null,
): Promise<ReadImport> {
  if (bytes.length > MAX_IMPORT_BYTES) throw invalid('file', 'A file has 10 MB at most.')
  const { columns, rows, numbers } = await readTable(bytes, sort.maxRows).catch((error) =>
    onTable(error, sort),
  )
  const mapping = mappingOf(given ?? sort.guess(columns), columns, sort)
  const seen = new Map<string, number>()
  const fixed = Map.groupBy(checkedFixes(fixes, columns.length, new Set(numbers)), ({ number }) => number)
  const read = await mapInTurns(rows, (written, at) => {
    const number = numbers[at] ?? at + 2
    const ofRow = fixed.get(number)
    const cells = withFixes(folded(written, mapping), ofRow)
    const surplus = surplusOf(written, mapping, ofRow)
    return {
      number,
      cells,
      read: surplus ?? once(readRow(cells, mapping, sort, domain), number, seen, sort),
    }
  })
  return { columns, mapping, rows: read }
}

/** @throws DomainError `input.invalid` for a cell that the file does not have */
function checkedFixes(
  fixes: readonly CellFix[],
  columns: number,
  rows: ReadonlySet<number>,
): readonly CellFix[] {
  const isThere = ({ number, column }: CellFix) => rows.has(number) && column < columns
  if (fixes.every(isThere)) return fixes
  throw invalid('fixes', 'The file has no such row or column.')
}

function withFixes(cells: readonly string[], fixes: readonly CellFix[] = []): readonly string[] {
  if (fixes.length === 0) return cells
  const texts = new Map(fixes.map(({ column, text }) => [column, text]))
  const length = Math.max(cells.length, ...fixes.map(({ column }) => column + 1))
  return Array.from({ length }, (_, at) => texts.get(at) ?? cells[at] ?? '')
}

/** What stands behind the last column of a file is put into that one: nothing of a row is lost. */
function folded(cells: readonly string[], mapping: Mapping): readonly string[] {
  const last = mapping.length - 1
  if (!hasSurplus(cells, mapping)) return cells
  return [...cells.slice(0, last), cells.slice(last).join(mapping[last] === 'members' ? ' ' : ',')]
}

const hasSurplus = (cells: readonly string[], mapping: Mapping): boolean =>
  cells.slice(mapping.length).some((cell) => cell.trim() !== '')

/**
 * Nobody knows which cell was torn apart: the row is refused, unless somebody has put its end right. Of members there
 * may be any number.
 */
function surplusOf(
  cells: readonly string[],
  mapping: Mapping,
  fixes: readonly CellFix[] = [],
): RowFault | null {
  const last = mapping.length - 1
  const field = mapping[last] ?? null
  if (field === 'members' || !hasSurplus(cells, mapping)) return null
  if (fixes.some(({ column }) => column === last)) return null
  return { code: 'input.invalid', field, message: SURPLUS }
}

const SURPLUS =
  'The row has more cells than there are columns. A text that holds the sign between cells needs quotes around it.'

function readRow(
  cells: readonly string[],
  mapping: Mapping,
  sort: ImportSort,
  domain: MailDomain | null,
): ImportRow | RowFault {
  const { key, keyMissing } = sort
  if (!mapping.includes(key)) return { code: 'input.invalid', field: key, message: keyMissing }
  try {
    return sort.read(cells, mapping, domain)
  } catch (error) {
    return faultOf(error)
  }
}

/** The first row of a name counts. */
function once(
  read: ImportRow | RowFault,
  number: number,
  seen: Map<string, number>,
  { key, word }: ImportSort,
): ImportRow | RowFault {
  if (isFault(read)) return read
  const before = seen.get(read.name)
  if (before === undefined) seen.set(read.name, number)
  if (before === undefined) return read
  return { code: 'input.invalid', field: key, message: `Row ${before} is the same ${word}.` }
}

/** @throws what is no refusal */
export function faultOf(error: unknown): RowFault {
  if (!(error instanceof DomainError)) throw error
  const { code, facts } = error
  return { code, field: fieldOf(facts.field), message: facts.reason ?? TEXTS[code] ?? 'This is not allowed.' }
}

const TEXTS: Partial<Record<DomainErrorCode, string>> = {
  'address.exists': 'The address is taken.',
  'user.exists': 'The name is taken.',
  'mailbox.not_found': 'There is no such mailbox.',
  'secret.unreadable': 'The password of this row cannot be read any more.',
}

/** Some are called otherwise in the domain. */
function fieldOf(field: string | undefined): string | null {
  if (field === 'quotaMb') return 'size'
  if (field === 'aliasEmails') return 'members'
  return field === 'name' ? 'username' : (field ?? null)
}

/** Without the names no row comes to anything. @throws DomainError `input.invalid` */
export function requireKey(mapping: Mapping, { key, keyMissing }: ImportSort): void {
  if (!mapping.includes(key)) throw invalid('mapping', keyMissing)
}

/** With a place for every column. @throws DomainError `input.invalid` */
function mappingOf(given: Mapping, columns: readonly string[], { fields }: ImportSort): Mapping {
  if (given.length > columns.length) throw invalid('mapping', 'There are more fields than columns.')
  const used = given.filter((field) => field !== null)
  if (!used.every((field) => fields.includes(field)))
    throw invalid('mapping', `Fields are ${fields.join(', ')}.`)
  const single = used.filter((field) => field !== 'members')
  if (new Set(single).size < single.length) throw invalid('mapping', 'A field is given to two columns.')
  return columns.map((_, at) => given[at] ?? null)
}

function onTable(error: unknown, { maxRows }: ImportSort): never {
  if (!(error instanceof TableError)) throw error
  const { kind, line } = error
  if (kind === 'empty') throw invalid('file', 'The file is empty.')
  if (kind === 'workbook')
    throw invalid(
      'file',
      'This is a workbook, which holds more than rows. Save it as CSV, and choose that file.',
    )
  if (kind === 'too_many_rows')
    throw invalid('file', `A file has ${maxRows.toLocaleString('en')} rows at most. Split it into several.`)
  const place = line === null ? '' : ` near line ${line}`
  if (kind === 'too_long')
    throw invalid('file', `A row${place} is longer than 1 MB. Perhaps a quote is not closed there.`)
  throw invalid('file', `The quotes around a cell are not right${place}.`)
}
