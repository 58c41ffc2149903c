import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runAll } from './run.ts'

const turn = () => new Promise((done) => setImmediate(done))

test('each item is done once, and never more at once than allowed, however many there are', async () => {
  const sizes = fc.record({ count: fc.nat(40), atOnce: fc.integer({ min: 1, max: 8 }) })
  await fc.assert(
    fc.asyncProperty(sizes, async ({ count, atOnce }) => {
      const done: number[] = []
      let [running, most] = [0, 0]
      await runAll([...Array(count).keys()], {
        atOnce,
        signal: new AbortController().signal,
        perform: async () => {
          most = Math.max(most, ++running)
          await turn()
          running--
        },
        onOutcome: (item) => done.push(item),
      })
      assert.deepEqual(
        done.toSorted((a, b) => a - b),
        [...Array(count).keys()],
      )
      assert.ok(most <= atOnce)
    }),
  )
})

test('one that fails says why, and holds up no other', async () => {
  const fault = new Error('refused')
  const outcomes: [number, string][] = []
  await runAll([1, 2, 3], {
    atOnce: 2,
    signal: new AbortController().signal,
    perform: (item) => (item === 2 ? Promise.reject(fault) : Promise.resolve()),
    onOutcome: (item, { kind, ...rest }) =>
      outcomes.push([item, 'error' in rest && rest.error === fault ? `${kind}: refused` : kind]),
  })
  assert.deepEqual(outcomes.toSorted(), [
    [1, 'done'],
    [2, 'failed: refused'],
    [3, 'done'],
  ])
})

test('after a stop nothing is begun; what was under way has its outcome', async () => {
  const stop = new AbortController()
  const [begun, ended]: [number[], number[]] = [[], []]
  await runAll([1, 2, 3, 4, 5, 6], {
    atOnce: 2,
    signal: stop.signal,
    perform: async (item) => {
      begun.push(item)
      if (item === 3) stop.abort()
      await turn()
    },
    onOutcome: (item) => ended.push(item),
  })
  assert.ok(begun.length < 6)
  assert.deepEqual(ended.toSorted(), begun.toSorted())
})
