import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ListSearch } from '../../domain/domains/paging.ts'

/** Whether one of these texts is what is searched for, in any letter case. */
export function matches(
  texts: readonly Expression<string>[],
  { kind, text }: ListSearch,
): RawBuilder<SqlBool> {
  const conditions = texts.map((one) => condition(one, kind, text))
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}

function condition(of: Expression<string>, kind: ListSearch['kind'], text: string): RawBuilder<SqlBool> {
  if (kind === 'startsWithDigit')
    return sql<SqlBool>`substr(${of}, 1, 1) in ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')`
  const literal = text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
  const pattern = kind === 'contains' ? `%${literal}%` : `${literal}%`
  return sql<SqlBool>`lower(${of}) like ${pattern} escape '\\'`
}
