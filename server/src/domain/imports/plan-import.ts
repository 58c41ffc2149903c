import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { ImportKind } from '../jobs/job.ts'
import type { Stores } from '../store.ts'
import { type ImportFile, isFault, type ReadImport, type ReadRow, readImport } from './read-import.ts'
import { requireImportRight } from './rights.ts'
import type { ImportAsked, ImportRow, ImportSort, JudgedPlace, RowFault } from './sort.ts'
import { IMPORT_SORTS } from './sorts.ts'

/** What an import would come to. */
export interface ImportPlan extends Pick<ReadImport, 'columns' | 'mapping'> {
  readonly total: number
  readonly create: number
  /**
   * Of what is there. A row with a password counts here though it may be the one that the mailbox has: the import
   * hashes to find out, which takes too long here, and would let passwords be tried.
   */
  readonly update: number
  /** Rows that say what is so already. */
  readonly unchanged: number
  readonly failed: number
  readonly faults: readonly (RowFault & Pick<ReadRow, 'number'>)[]
}

/** Goes through a file and changes nothing. @throws DomainError `input.invalid`; as `requireImportRight` */
export async function planImport(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  asked: ImportAsked,
  file: ImportFile,
): Promise<ImportPlan> {
  const domain = await requireImportRight(store, actor, asked)
  const place = { actor, accountId: asked.accountId, domain }
  const kind = asked.kind ?? 'mailbox.import'
  const { columns, mapping, rows } = await judgedImport(store, kind, place, file)
  const faults = rows.flatMap(({ number, read }) => (isFault(read) ? [{ number, ...read }] : []))
  const there = rows.flatMap(({ isThere, read }) => (isThere && !isFault(read) ? [read] : []))
  const unchanged = await countUnchanged(store, IMPORT_SORTS[kind], place, there)
  const [failed, update] = [faults.length, there.length - unchanged]
  const create = rows.length - there.length - failed
  return { columns, mapping, total: rows.length, create, update, unchanged, failed, faults }
}

/** So many are read together: not one by one, and never a whole domain. */
const AT_ONCE = 500

async function countUnchanged(
  stores: Stores,
  sort: ImportSort,
  place: JudgedPlace,
  there: readonly ImportRow[],
): Promise<number> {
  let unchanged = 0
  for (let at = 0; at < there.length; at += AT_ONCE)
    unchanged += (await sort.unchanged(stores, place, there.slice(at, at + AT_ONCE))).length
  return unchanged
}

export interface JudgedRow extends ReadRow {
  /** It changes what is there. */
  readonly isThere: boolean
}

/** A file, read, and held against what there is. @throws DomainError `input.invalid` */
export async function judgedImport(stores: Stores, kind: ImportKind, place: JudgedPlace, file: ImportFile) {
  const sort = IMPORT_SORTS[kind]
  const { columns, mapping, rows } = await readImport(file, sort, place.domain)
  const given = rows.flatMap(({ read }) => (isFault(read) ? [] : [read]))
  const judge = await sort.judge(stores, place, given)
  const judged = rows.map((row): JudgedRow => {
    if (isFault(row.read)) return { ...row, isThere: false }
    const verdict = judge(row.read)
    if (typeof verdict === 'boolean') return { ...row, isThere: verdict }
    return { ...row, isThere: false, read: verdict }
  })
  return { columns, mapping, rows: judged }
}
