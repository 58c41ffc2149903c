import '../../lib/messages/en/apis.ts'
import type { JsonSchema } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { plainText } from './plainText.ts'

/** A member of what is sent or answered. */
export interface Member {
  readonly name: string
  /** What it is and how much of it may be there, in words. */
  readonly kind: string
  readonly required: boolean
  /** Empty where the description says nothing. */
  readonly meaning: string
  readonly members: readonly Member[]
}

type Schemas = Readonly<Record<string, JsonSchema>>

/** Deeper than anything here; a shape that holds itself ends there. */
const DEEPEST = 6

/** The members of an object, or of the objects in a list; none for anything else. */
export function membersOf(schema: JsonSchema, schemas: Schemas, depth = 0): readonly Member[] {
  if (depth > DEEPEST) return []
  const found = resolved(schema, schemas)
  if (found['items'] !== undefined) return membersOf(objectOf(found['items']), schemas, depth)
  const required = listOf(found['required'])
  return Object.entries(propertiesOf(found)).map(([name, member]) => {
    const told = objectOf(member)
    const full = resolved(told, schemas)
    return {
      name,
      kind: [kindOf(full, schemas), limitsOf(full)].filter(Boolean).join(', '),
      required: required.includes(name),
      meaning: plainText(textOf(told['description'] ?? full['description'])),
      members: membersOf(full, schemas, depth + 1),
    }
  })
}

/** Those that are named, and those of one shape whose names are listed. */
function propertiesOf(schema: JsonSchema): JsonSchema {
  const names = listOf(objectOf(schema['propertyNames'])['enum'])
  const alike = names.map((name) => [String(name), schema['additionalProperties']] as const)
  return { ...Object.fromEntries(alike), ...objectOf(schema['properties']) }
}

/** What a reference names; of alternatives the first that is something. */
function resolved(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(textOf(schema['$ref']))?.[1]
  if (name !== undefined) return resolved(schemas[name] ?? {}, schemas)
  const [first] = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].map(objectOf)
  return first === undefined ? schema : { ...resolved(first, schemas), ...without(schema, 'anyOf', 'oneOf') }
}

function kindOf(schema: JsonSchema, schemas: Schemas): string {
  const values = listOf(schema['enum'])
  if (values.length > 0) return t('apis.oneOf', { values: values.join(', ') })
  const [type] = [schema['type']].flat()
  switch (type) {
    case 'string':
      return t(schema['format'] === 'date-time' ? 'apis.kind.time' : 'apis.kind.text')
    case 'integer':
      return t('apis.kind.integer')
    case 'number':
      return t('apis.kind.number')
    case 'boolean':
      return t('apis.kind.boolean')
    case 'array':
      return t('apis.kind.list', { of: kindOf(resolved(objectOf(schema['items']), schemas), schemas) })
    case 'object':
      return t('apis.kind.object')
    default:
      return t('apis.kind.any')
  }
}

/** What JSON cannot hold exactly is no limit that anybody set. */
const isLimit = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER

function limitsOf(schema: JsonSchema): string {
  const { minimum: least, maximum: most, maxLength, maxItems } = schema
  return [
    isLimit(least) && t('apis.least', { value: least }),
    isLimit(most) && t('apis.most', { value: most }),
    isLimit(maxLength) && t('apis.longest', { count: maxLength }),
    isLimit(maxItems) && t('apis.mostItems', { count: maxItems }),
  ]
    .filter(Boolean)
    .join(', ')
}

function without(schema: JsonSchema, ...names: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)))
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
