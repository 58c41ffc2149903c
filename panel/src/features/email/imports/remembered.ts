import type { ImportPlan } from '@keyward/sdk'
import { readStored, store } from '../../../lib/storage.ts'
import type { ImportSort } from './sorts.ts'

/** Of mailboxes as it always was. */
const nameOf = ({ kind }: Pick<ImportSort, 'kind'>) =>
  kind === 'mailbox.import' ? 'importMapping' : `importMapping.${kind}`

/** What the columns of these names were said to be at the last import; null for none such. */
export function rememberedMapping(
  sort: Pick<ImportSort, 'kind' | 'fields'>,
  columns: readonly string[],
): ImportPlan['mapping'] | null {
  const [names, fields] = (readStored(nameOf(sort)) ?? '').split('\n\n')
  if (names !== fingerprint(columns) || fields === undefined) return null
  return fields.split('\n').map((field) => sort.fields.find((known) => known === field) ?? null)
}

export function rememberMapping(
  sort: Pick<ImportSort, 'kind'>,
  { columns, mapping }: Pick<ImportPlan, 'columns' | 'mapping'>,
): void {
  store(nameOf(sort), `${fingerprint(columns)}\n\n${mapping.map((field) => field ?? '').join('\n')}`)
}

/**
 * Of the names, which are not kept themselves: the first row of a file without names has somebody's password.
 * FNV-1a of 32 bits (datatracker.ietf.org/doc/html/draft-eastlake-fnv).
 */
function fingerprint(columns: readonly string[]): string {
  const start = 0x811c9dc5
  const prime = 0x01000193
  const bytes = new TextEncoder().encode(JSON.stringify(columns))
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, prime) >>> 0, start).toString(16)
}
