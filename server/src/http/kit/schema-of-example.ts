import type { Json } from './api-description.ts'

type Schema = { readonly [name: string]: unknown }

/** The JSON Schema that an example shows: names and types of its members, none of them said to be required. */
export function schemaOf(example: Json): Schema {
  if (example === null) return {}
  if (typeof example === 'string') return { type: 'string' }
  if (typeof example === 'boolean') return { type: 'boolean' }
  if (typeof example === 'number') return { type: Number.isInteger(example) ? 'integer' : 'number' }
  if (isList(example)) {
    const [first] = example
    return first === undefined ? { type: 'array' } : { type: 'array', items: schemaOf(first) }
  }
  const members = Object.entries(example).map(([name, value]) => [name, schemaOf(value)])
  return { type: 'object', properties: Object.fromEntries(members) }
}

function isList(value: readonly Json[] | { readonly [name: string]: Json }): value is readonly Json[] {
  return Array.isArray(value)
}
