import type { JsonSchema } from '@keyward/sdk'

type Schemas = Readonly<Record<string, JsonSchema>>

/** What some text stands for, by the form it must have. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-11-22T12:00:00.000Z',
  email: 'anna@example.com',
  uri: 'https://example.com',
}

/** What some text stands for, by the name of the member that holds it. */
const NAMED: Readonly<Record<string, string>> = {
  id: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
  userId: '0f8c2d0d5be94b6e8d0a4f3c2b1a0918',
  accountId: '100001',
  account: '100001',
  name: 'anna',
  username: 'anna',
  domain: 'example.com',
  address: 'anna@example.com',
  mailbox: 'anna@example.com',
  members: 'anna@example.com',
  roles: 'identity:default',
  role: 'identity:default',
  region: 'DFW',
  dialect: 'native',
  client: 'curl/8.14',
  network: '192.0.2.0/24',
  apiKey: '0123456789abcdef0123456789abcdef',
}

/** The example that a schema has, or a value that it allows. @param schemas those it may refer to, by name */
export function exampleOf(schema: JsonSchema, schemas: Schemas, member = ''): unknown {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(textOf(schema['$ref']))?.[1]
  if (name !== undefined) return exampleOf(schemas[name] ?? {}, schemas, member)
  const [said] = listOf(schema['examples'])
  if (said !== undefined) return said
  const [first] = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (first !== undefined) return exampleOf(objectOf(first), schemas, member)
  if (schema['const'] !== undefined) return schema['const']
  const [choice] = listOf(schema['enum'])
  return choice ?? ofType(schema, schemas, member)
}

function ofType(schema: JsonSchema, schemas: Schemas, name: string): unknown {
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(objectOf(schema['properties'])).map(([own, member]) => [
          own,
          exampleOf(objectOf(member), schemas, own),
        ]),
      )
    case 'array':
      return schema['items'] === undefined ? [] : [exampleOf(objectOf(schema['items']), schemas, name)]
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? Math.max(schema['minimum'], 0) : 0
    case 'boolean':
      return true
    case 'string':
      return FORMATS[textOf(schema['format'])] ?? NAMED[name] ?? 'text'
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
