import { mailAreasOf } from '../../domain/administrators/mail-scope.ts'
import type { PairScope } from '../../domain/key-pairs/pair-scope.ts'
import { listOf } from './json-list.ts'

/** `access|areas|domains`, the last two as JSON lists: one column, since nothing is ever looked for in it. */
export function scopeColumn(scope: PairScope | null): string | null {
  return scope && [scope.access, JSON.stringify(scope.areas), JSON.stringify(scope.domains)].join('|')
}

/** Neither areas nor names of domains hold the separator. */
export function scopeOf(column: string | null): PairScope | null {
  if (column === null) return null
  const [access, areas = '', domains = ''] = column.split('|')
  return {
    access: access === 'write' ? 'write' : 'read',
    areas: areas === 'null' ? null : mailAreasOf(listOf(areas)),
    domains: domains === 'null' ? null : listOf(domains),
  }
}
