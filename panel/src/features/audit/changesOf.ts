import type { AuditEntry } from '@keyward/sdk'

type Value = AuditEntry['details'][string]

export interface FieldChange {
  readonly field: string
  /** Absent where the log keeps no more than that it was changed. */
  readonly values?: { readonly before: Value; readonly after: Value }
}

const BEFORE = 'Before'

/** What an entry says of fields: `quotaMb` beside `quotaMbBefore`, `after` beside `before`, and names alone in `fields`. */
export function changesOf({ details }: Pick<AuditEntry, 'details'>): readonly FieldChange[] {
  const names = `${details['fields'] ?? ''}`.split(' ').filter((name) => name !== '')
  const kept = Object.keys(details)
    .filter((name) => name.endsWith(BEFORE))
    .map((name) => name.slice(0, -BEFORE.length))
    .filter((name) => name in details)
  const whole = 'before' in details && 'after' in details ? [wholeChange(details)] : []
  return [...whole, ...[...new Set([...names, ...kept])].map((field) => changeOf(details, field))]
}

/** An act of one field, which its sentence names. */
function wholeChange({ before = null, after = null }: AuditEntry['details']): FieldChange {
  return { field: '', values: { before, after } }
}

function changeOf(details: AuditEntry['details'], field: string): FieldChange {
  const [before, after] = [details[`${field}${BEFORE}`], details[field]]
  return before === undefined || after === undefined ? { field } : { field, values: { before, after } }
}
