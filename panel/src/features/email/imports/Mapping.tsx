import type { ImportPlan } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import { Card } from '../../../ui/Card.tsx'
import { Select } from '../../../ui/Select.tsx'
import styles from '../Email.module.css'
import { fieldName, isLeftOutTwin } from './fields.ts'
import type { ImportSort } from './sorts.ts'

interface Props {
  readonly sort: ImportSort
  readonly plan: ImportPlan
  readonly onChange: (mapping: ImportPlan['mapping']) => void
}

/** What each column of the file is; a field that is given to one column is taken from another. */
export function Mapping({ sort: { fields, manyOf }, plan: { columns, mapping }, onChange }: Props) {
  const give = (at: number, field: string | null) =>
    onChange(
      columns.map((_, index) =>
        index === at ? field : mapping[index] === field && field !== manyOf ? null : (mapping[index] ?? null),
      ),
    )
  const options = [
    { value: '', label: t('import.leaveOut') },
    ...fields.map((field) => ({ value: field, label: fieldName(field) })),
  ]
  return (
    <Card title={t('import.columns')} lead={t('import.columnsLead')}>
      <div className={styles['cards']}>
        {columns.map((name, at) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have their place and may share a name
            key={at}
            label={t('import.column', { name })}
            value={mapping[at] ?? ''}
            hint={isLeftOutTwin(columns, mapping, at) ? t('import.twin', { name }) : undefined}
            options={options}
            onChange={(event) => give(at, event.currentTarget.value || null)}
          />
        ))}
      </div>
    </Card>
  )
}
