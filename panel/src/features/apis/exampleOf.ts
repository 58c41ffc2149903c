import type { JsonSchema } from '@keyward/sdk'

type Schemas = Readonly<Record<string, JsonSchema>>

/** What some text stands for, by the form it must have. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T12:00:00.000Z',
  email: 'anna@example.com',
  uri: 'https://example.com',
}

/** The example that a schema has, or a value that it allows. @param schemas those it may refer to, by name */
export function exampleOf(schema: JsonSchema, schemas: Schemas): unknown {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(textOf(schema['$ref']))?.[1]
  if (name !== undefined) return exampleOf(schemas[name] ?? {}, schemas)
  const [said] = listOf(schema['examples'])
  if (said !== undefined) return said
  const [first] = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (first !== undefined) return exampleOf(objectOf(first), schemas)
  if (schema['const'] !== undefined) return schema['const']
  const [choice] = listOf(schema['enum'])
  return choice ?? ofType(schema, schemas)
}

function ofType(schema: JsonSchema, schemas: Schemas): unknown {
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(objectOf(schema['properties'])).map(([name, member]) => [
          name,
          exampleOf(objectOf(member), schemas),
        ]),
      )
    case 'array':
      return schema['items'] === undefined ? [] : [exampleOf(objectOf(schema['items']), schemas)]
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? Math.max(schema['minimum'], 0) : 0
    case 'boolean':
      return true
    case 'string':
      return FORMATS[textOf(schema['format'])] ?? 'text'
    default:
      return null
  }
}

function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
