import type { CellFix, ImportFault, ImportPlan } from '@keyward/sdk'

/** The column that a fault is about; null where the file has none for it. */
export function columnOf({ field }: Pick<ImportFault, 'field'>, { mapping }: Pick<ImportPlan, 'mapping'>) {
  const column = field === null ? -1 : mapping.indexOf(field)
  return column === -1 ? null : column
}

/** With these in the place of what was said of the same cells before. */
export function withFixes(before: readonly CellFix[], more: readonly CellFix[]): readonly CellFix[] {
  const cell = ({ number, column }: CellFix) => `${number} ${column}`
  return [...new Map([...before, ...more].map((fix) => [cell(fix), fix])).values()]
}
