import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapInTurns } from './in-turns.ts'

test('many are made in their order, and others have their turn meanwhile', async () => {
  const items = Array.from({ length: 1_000 }, (_, at) => at)
  let turns = 0
  let goesOn = true
  const other = () => {
    turns += 1
    if (goesOn) setImmediate(other)
  }
  setImmediate(other)
  const made = await mapInTurns(items, (item, at) => item + at)
  goesOn = false
  assert.deepEqual(
    made,
    items.map((item) => item * 2),
  )
  assert.ok(turns >= 3, `${turns}`)
  assert.deepEqual(await mapInTurns([], String), [])
})
