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
  if (names !== columns.join('\n') || fields === undefined) return null
  return fields.split('\n').map((field) => sort.fields.find((known) => known === field) ?? null)
}

export function rememberMapping(
  sort: Pick<ImportSort, 'kind'>,
  { columns, mapping }: Pick<ImportPlan, 'columns' | 'mapping'>,
): void {
  store(nameOf(sort), `${columns.join('\n')}\n\n${mapping.map((field) => field ?? '').join('\n')}`)
}
