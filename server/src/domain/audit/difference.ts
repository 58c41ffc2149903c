import type { AuditEvent } from './entry.ts'

type Detail = AuditEvent['details'][string]

/**
 * What an update did, for the log: `fields` names everything that is other than before; what says nothing about a
 * person is there with both values, `quotaMb` beside `quotaMbBefore`, so that the log alone tells how to go back.
 * Numbers and switches say nothing about one; of texts and lists (joined by spaces; `all` where null is every one)
 * only those in `told`. The log is kept for long and cannot be corrected: names, addresses and messages stay out.
 */
export function difference<T extends object>(
  before: T,
  change: Partial<NoInfer<T>>,
  told: readonly (keyof T & string)[] = [],
): AuditEvent['details'] {
  const old = new Map<string, unknown>(Object.entries(before))
  const changed = Object.entries(change).filter(([name, value]) => !isSame(old.get(name), value))
  const names: readonly string[] = told
  const both = changed.flatMap(([name, value]) => {
    const [was, is] = [detailOf(old.get(name)), detailOf(value)]
    const isTold = names.includes(name) || isPlain(was, is)
    return isTold ? [[name, is] as const, [`${name}Before`, was] as const] : []
  })
  return { fields: changed.map(([name]) => name).join(' '), ...Object.fromEntries(both) }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Null stands beside a number, as for no limit; beside a text it would tell that there was one. */
function isPlain(...values: readonly Detail[]): boolean {
  return values.every((value) => typeof value !== 'string') && values.some((value) => value !== null)
}

function detailOf(value: unknown): Detail {
  if (Array.isArray(value)) return value.join(' ')
  const isDetail = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isDetail ? value : null
}
