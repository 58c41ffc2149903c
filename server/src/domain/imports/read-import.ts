import { readTable, TableError } from '../../lib/delimited-text.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import { guessFields, type ImportField } from './fields.ts'
import { type ImportRow, importRow, invalid, type Mapping } from './import-row.ts'

const MAX_IMPORT_ROWS = 50_000
const MAX_IMPORT_BYTES = 10 * 1_024 * 1_024

/** A file that mailboxes are made from. */
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

/** Why a row comes to nothing. */
export interface RowFault {
  readonly code: DomainErrorCode
  readonly field: string | null
  readonly message: string
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
  domain: MailDomain,
): Promise<ReadImport> {
  if (bytes.length > MAX_IMPORT_BYTES) throw invalid('file', 'A file has 10 MB at most.')
  const { columns, rows } = await readTable(bytes, MAX_IMPORT_ROWS).catch(onTable)
  const mapping = given ?? guessFields(columns)
  checkMapping(mapping, columns)
  const seen = new Map<string, number>()
  const fixed = Map.groupBy(checkedFixes(fixes, columns.length, rows.length), ({ number }) => number)
  const read = rows.map((written, at) => {
    const number = at + 2
    const cells = withFixes(written, fixed.get(number))
    return { number, cells, read: once(readRow(cells, mapping, domain), number, seen) }
  })
  return { columns, mapping, rows: read }
}

/** @throws DomainError `input.invalid` for a cell that the file does not have */
function checkedFixes(fixes: readonly CellFix[], columns: number, rows: number): readonly CellFix[] {
  const isThere = ({ number, column }: CellFix) => number >= 2 && number < rows + 2 && column < columns
  if (fixes.every(isThere)) return fixes
  throw invalid('fixes', 'The file has no such row or column.')
}

function withFixes(cells: readonly string[], fixes: readonly CellFix[] = []): readonly string[] {
  if (fixes.length === 0) return cells
  const texts = new Map(fixes.map(({ column, text }) => [column, text]))
  const length = Math.max(cells.length, ...fixes.map(({ column }) => column + 1))
  return Array.from({ length }, (_, at) => texts.get(at) ?? cells[at] ?? '')
}

function readRow(cells: readonly string[], mapping: Mapping, domain: MailDomain): ImportRow | RowFault {
  try {
    return importRow(cells, mapping, domain)
  } catch (error) {
    return faultOf(error)
  }
}

/** The first row of a name counts. */
function once(read: ImportRow | RowFault, number: number, seen: Map<string, number>): ImportRow | RowFault {
  if (isFault(read)) return read
  const before = seen.get(read.name)
  if (before === undefined) seen.set(read.name, number)
  if (before === undefined) return read
  return { code: 'input.invalid', field: 'username', message: `Row ${before} is the same mailbox.` }
}

/** @throws what is no refusal */
export function faultOf(error: unknown): RowFault {
  if (!(error instanceof DomainError)) throw error
  const { code, facts } = error
  return { code, field: fieldOf(facts.field), message: facts.reason ?? TEXTS[code] ?? 'This is not allowed.' }
}

const TEXTS: Partial<Record<DomainErrorCode, string>> = {
  'address.exists': 'The address is taken.',
  'mailbox.not_found': 'There is no such mailbox.',
  'secret.unreadable': 'The password of this row cannot be read any more.',
}

/** Two are called otherwise in the domain. */
function fieldOf(field: string | undefined): string | null {
  if (field === 'quotaMb') return 'size'
  return field === 'name' ? 'username' : (field ?? null)
}

function checkMapping(mapping: Mapping, columns: readonly string[]): void {
  const fields = mapping.filter((field): field is ImportField => field !== null)
  if (mapping.length > columns.length) throw invalid('mapping', 'There are more fields than columns.')
  if (new Set(fields).size < fields.length) throw invalid('mapping', 'A field is given to two columns.')
  if (!fields.includes('username')) throw invalid('mapping', 'Say which column has the user names.')
}

function onTable(error: unknown): never {
  if (!(error instanceof TableError)) throw error
  const { kind, line } = error
  if (kind === 'empty') throw invalid('file', 'The file is empty.')
  if (kind === 'too_many_rows')
    throw invalid('file', 'A file has 50,000 rows at most. Split it into several.')
  throw invalid('file', `The quotes around a cell are not right${line === null ? '' : ` near line ${line}`}.`)
}
