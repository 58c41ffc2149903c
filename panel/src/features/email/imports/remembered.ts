import type { ImportPlan } from '@keyward/sdk'
import { readStored, store } from '../../../lib/storage.ts'
import { FIELDS } from './fields.ts'

const NAME = 'importMapping'

/** What the columns of these names were said to be at the last import; null for none such. */
export function rememberedMapping(columns: readonly string[]): ImportPlan['mapping'] | null {
  const [names, fields] = (readStored(NAME) ?? '').split('\n\n')
  if (names !== columns.join('\n') || fields === undefined) return null
  return fields.split('\n').map((field) => FIELDS.find((known) => known === field) ?? null)
}

export function rememberMapping({ columns, mapping }: Pick<ImportPlan, 'columns' | 'mapping'>): void {
  store(NAME, `${columns.join('\n')}\n\n${mapping.map((field) => field ?? '').join('\n')}`)
}
