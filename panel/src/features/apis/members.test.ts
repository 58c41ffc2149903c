import assert from 'node:assert/strict'
import { test } from 'node:test'
import { membersOf } from './members.ts'

const SCHEMAS = {
  Contact: {
    type: 'object',
    properties: { city: { type: 'string', maxLength: 20, description: 'Where `they` live' } },
  },
  Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } },
}

test('a member has its kind, its limits, its meaning and what it holds itself', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      size: { anyOf: [{ type: 'integer', minimum: 1, maximum: 9_007_199_254_740_991 }, { type: 'null' }] },
      ways: { type: 'array', maxItems: 3, items: { enum: ['imap', 'smtp'] }, description: 'In' },
      contact: { $ref: '#/components/schemas/Contact', description: 'How to reach them' },
    },
  }
  const plain = { required: false, meaning: '', members: [] }
  assert.deepEqual(membersOf(schema, SCHEMAS), [
    { ...plain, name: 'name', kind: 'Text', required: true },
    { ...plain, name: 'size', kind: 'Whole number, at least 1' },
    { ...plain, name: 'ways', kind: 'List: One of imap, smtp, at most 3 entries', meaning: 'In' },
    {
      ...{ ...plain, name: 'contact', kind: 'Object', meaning: 'How to reach them' },
      members: [{ ...plain, name: 'city', kind: 'Text, at most 20 characters', meaning: 'Where they live' }],
    },
  ])
})

test('a list of objects has their members, and a shape that holds itself comes to an end', () => {
  const list = { type: 'array', items: { $ref: '#/components/schemas/Contact' } }
  assert.deepEqual(
    membersOf(list, SCHEMAS).map(({ name }) => name),
    ['city'],
  )
  assert.match(JSON.stringify(membersOf({ $ref: '#/components/schemas/Node' }, SCHEMAS)), /"members":\[\]/)
})

test('members of one shape are those whose names are listed', () => {
  const schema = {
    type: 'object',
    propertyNames: { enum: ['a', 'b'] },
    additionalProperties: { type: 'string' },
  }
  assert.deepEqual(
    membersOf(schema, {}).map(({ name, kind }) => [name, kind]),
    [
      ['a', 'Text'],
      ['b', 'Text'],
    ],
  )
})

test('what is no object has no members', () => {
  assert.deepEqual(membersOf({ type: 'string' }, {}), [])
  assert.deepEqual(membersOf({ $ref: '#/components/schemas/Nobody' }, {}), [])
})
