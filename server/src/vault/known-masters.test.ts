import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KnownMasters } from './known-masters.ts'
import { newMasterKey } from './master-key-source.ts'
import { testRandom } from './testing.ts'

/** One key is known, another is where they come from. */
function knowing() {
  const [known, next] = [newMasterKey(testRandom), newMasterKey(testRandom)]
  const world = { nowMs: 0, looks: 0, present: [next, known], isAway: false }
  const read = async () => {
    world.looks++
    if (world.isAway) throw new Error('no such file')
    return world.present
  }
  return { world, known, next, masters: new KnownMasters([known], read, { now: () => world.nowMs }) }
}

test('a key is found by its check, and what is known already costs no look', async () => {
  const { world, known, next, masters } = knowing()
  assert.equal(await masters.findByCheck(known.check), known)
  assert.equal(world.looks, 0)
  assert.equal(await masters.findByCheck(next.check), next)
  assert.equal(await masters.findByCheck(null), undefined)
  assert.deepEqual(masters.all, [known, next], 'and none is forgotten, none twice')
})

test('the place is looked at once in ten seconds, however many ask', async () => {
  const { world, masters } = knowing()
  assert.deepEqual(await Promise.all([masters.look(), masters.look()]), [true, true])
  world.nowMs = 9_999
  assert.equal(await masters.look(), false)
  assert.equal(world.looks, 1)
  world.nowMs = 10_000
  assert.equal(await masters.look(), false, 'nothing new')
  assert.equal(world.looks, 2)
})

test('a place that cannot be read now is no failure, and is looked at again', async () => {
  const { world, next, masters } = knowing()
  world.isAway = true
  assert.equal(await masters.findByCheck(next.check), undefined)
  Object.assign(world, { isAway: false, nowMs: 10_000 })
  assert.equal(await masters.findByCheck(next.check), next)
})
