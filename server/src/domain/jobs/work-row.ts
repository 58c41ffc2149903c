import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError } from '../errors.ts'
import type { Mapping } from '../imports/fields.ts'
import type { ImportRow, ImportSort, RowAct } from '../imports/sort.ts'
import { IMPORT_SORTS } from '../imports/sorts.ts'
import { bulkAct } from './bulk-act.ts'
import { isImport, type Job, type JobRow } from './job.ts'
import { placeOfSecret } from './place.ts'

/** A row with everything that takes long done: its password is hashed. */
export interface PreparedRow {
  readonly row: JobRow
  /** Of an import: what it makes or changes. */
  readonly address: string | null
  readonly act: RowAct
}

/** A row with what it says. */
export interface ReadRow {
  readonly row: JobRow
  /** Null where it is no row of an import. */
  readonly read: ImportRow | null
}

/** @throws DomainError why this row comes to nothing */
export function readRow(deps: Deps, job: Job, domain: MailDomain | null, row: JobRow): ReadRow {
  const { kind } = job
  if (!isImport(kind)) return { row, read: null }
  const sort = IMPORT_SORTS[kind]
  return { row, read: sort.read(withSecret(deps, job, row), mappingOf(job, sort), domain) }
}

/**
 * @param taken addresses that there are, of all rows that are prepared together
 * @throws DomainError why this row comes to nothing; `busy`
 */
export async function prepareRow(
  deps: Deps,
  job: Job,
  { row, read }: ReadRow,
  taken: ReadonlyMap<string, unknown>,
): Promise<PreparedRow> {
  const { kind, accountId } = job
  if (!isImport(kind)) return { row, address: null, act: bulkAct(job, kind, row) }
  if (!read) throw new DomainError('mail_domain.not_found')
  const { address } = read
  const isThere = address !== null && taken.has(address)
  return { row, address, act: await read.prepare(deps, accountId, isThere) }
}

function mappingOf({ mapping }: Job, { fields }: ImportSort): Mapping {
  return mapping.map((name) => fields.find((field) => field === name) ?? null)
}

function withSecret({ vault }: Deps, job: Job, { number, cells, sealed }: JobRow): readonly string[] {
  if (sealed === null) return cells
  const secret = vault.open(placeOfSecret(job, number), sealed)
  return cells.map((cell, at) => (job.mapping[at] === 'password' ? secret : cell))
}
