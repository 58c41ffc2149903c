import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { Gate } from './gate.ts'

test('readers go together', async () => {
  const gate = new Gate()
  const both = Promise.withResolvers<void>()
  let inside = 0
  const read = () =>
    gate.read(async () => {
      if (++inside === 2) both.resolve()
      await both.promise
    })
  await Promise.all([read(), read()])
})

test('a writer waits for the readers before it, and readers behind it wait for the writer', async () => {
  const gate = new Gate()
  const order: string[] = []
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const first = gate.read(async () => {
    await mayEnd
    order.push('first reader')
  })
  const writer = gate.write(async () => void order.push('writer'))
  const second = gate.read(async () => void order.push('second reader'))
  await nextTurn()
  assert.deepEqual(order, [])
  end()
  await Promise.all([first, writer, second])
  assert.deepEqual(order, ['first reader', 'writer', 'second reader'])
})

test('who throws lets the next one in', async () => {
  const gate = new Gate()
  const fail = async () => {
    throw new Error('no')
  }
  await assert.rejects(gate.write(fail), /no/)
  await assert.rejects(gate.read(fail), /no/)
  assert.equal(await gate.write(async () => 1), 1)
  assert.equal(await gate.read(async () => 2), 2)
})

test('whatever the order and length of the works, a writer is never inside with anybody else', async () => {
  const works = fc.array(fc.record({ writes: fc.boolean(), turns: fc.nat({ max: 3 }) }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(works, async (list) => {
      const gate = new Gate()
      let readers = 0
      let writers = 0
      const done = list.map(({ writes, turns }) =>
        (writes ? gate.write.bind(gate) : gate.read.bind(gate))(async () => {
          if (writes) writers++
          else readers++
          for (let turn = 0; turn <= turns; turn++) {
            assert.ok(writers === 0 || (writers === 1 && readers === 0))
            await Promise.resolve()
          }
          if (writes) writers--
          else readers--
        }),
      )
      await Promise.all(done)
      assert.deepEqual([readers, writers], [0, 0])
    }),
  )
})
