import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hintOf } from './hintOf.ts'

const PLACED = { name: 'sort', in: 'query', required: false, schema: {} } as const

test('a hint names the place and the meaning, without the marks for code', () => {
  const place = hintOf(PLACED)
  assert.equal(
    hintOf({ ...PLACED, description: '`false` leaves the catalog out' }),
    `${place} · false leaves the catalog out`,
  )
  assert.equal(hintOf({ ...PLACED, description: '' }), place)
})

test('a hint has the meaning, the values and the usual value that only the schema tells', () => {
  assert.equal(
    hintOf({ ...PLACED, schema: { description: 'The order', enum: ['name', '-name'], default: 'name' } }),
    `${hintOf(PLACED)} · The order · One of name, -name · Without it: name`,
  )
})
