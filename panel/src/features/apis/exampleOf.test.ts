import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf } from './exampleOf.ts'

const SCHEMAS = {
  User: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      email: { type: 'string', format: 'email' },
      roles: { type: 'array', items: { type: 'string' } },
      age: { type: 'integer', minimum: 15 },
      enabled: { type: 'boolean' },
    },
  },
}

test('an example has every member that the schema names, those of what it refers to as well', () => {
  const list = {
    type: 'object',
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/User' } } },
  }
  assert.deepEqual(exampleOf(list, SCHEMAS), {
    items: [{ name: 'anna', email: 'anna@example.com', roles: ['identity:default'], age: 15, enabled: true }],
  })
})

test('of several possibilities the first is taken', () => {
  assert.equal(exampleOf({ enum: ['24h', '7d'] }, {}), '24h')
  assert.equal(exampleOf({ const: 3 }, {}), 3)
  assert.equal(exampleOf({ anyOf: [{ type: 'integer' }, { type: 'null' }] }, {}), 0)
})

test('what is unknown is null, not a failure', () => {
  assert.equal(exampleOf({}, {}), null)
  assert.equal(exampleOf({ $ref: '#/components/schemas/Nobody' }, SCHEMAS), null)
})
