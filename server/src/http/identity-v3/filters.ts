import { RequestError } from '../kit/request-error.ts'

/** What a list can be narrowed by in its address. */
export interface ListRoute {
  readonly Querystring: Readonly<Record<string, unknown>>
}

/**
 * Rows whose members are as the address asks for; members that rows do not have narrow nothing. A row without a name is
 * called by its id: clients look for what to delete by `?name=`, and take the only row that they are told.
 * @throws RequestError for a parameter given twice
 */
export function narrowed<Row extends object>(rows: readonly Row[], query: unknown): readonly Row[] {
  const wanted = Object.entries(query ?? {}).map(([name, value]) => [name, textOf(value)] as const)
  return rows.filter((row) => {
    const said = new Map<string, unknown>(Object.entries(row))
    if (!said.has('name')) said.set('name', said.get('id'))
    return wanted.every(([name, value]) => !said.has(name) || matches(said.get(name), value))
  })
}

/** Names are compared as Keystone does on most databases: capitals do not count. */
function matches(said: unknown, wanted: string): boolean {
  if (typeof said === 'boolean') return said === !['0', 'false'].includes(wanted.toLowerCase())
  return String(said ?? '').toLowerCase() === wanted.toLowerCase()
}

/** @throws RequestError */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new RequestError('bad_request', 'A parameter is given twice.')
}

/** Keystone's rule for switches in the address: given, and not one of the words for no. */
export function isSet(value: unknown): boolean {
  return typeof value === 'string' && !['0', 'false', 'no', 'off'].includes(value.toLowerCase())
}
