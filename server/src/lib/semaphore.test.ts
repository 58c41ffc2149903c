import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { QueueFullError, Semaphore } from './semaphore.ts'

/** Work that ends when it is told to. */
function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  return { work: () => promise, open: resolve, fail: reject }
}

test('no more than the limit run at once, the rest wait in order', async () => {
  const semaphore = new Semaphore(2, 10)
  const gates = [gate(), gate(), gate(), gate()]
  const started: number[] = []
  const runs = gates.map((each, index) =>
    semaphore.run(() => {
      started.push(index)
      return each.work()
    }),
  )
  await settle()
  assert.deepEqual(started, [0, 1])
  gates[1]?.open()
  await runs[1]
  await settle()
  assert.deepEqual(started, [0, 1, 2])
  for (const each of gates) each.open()
  await Promise.all(runs)
  assert.deepEqual(started, [0, 1, 2, 3])
})

test('S-31 when the queue is full the work is refused at once and never started', async () => {
  const semaphore = new Semaphore(1, 1)
  const first = gate()
  const running = semaphore.run(first.work)
  const waiting = semaphore.run(async () => 'second')
  let started = false
  await assert.rejects(
    semaphore.run(async () => {
      started = true
    }),
    QueueFullError,
  )
  first.open()
  await running
  assert.equal(await waiting, 'second')
  assert.equal(started, false)
  assert.equal(await semaphore.run(async () => 'later'), 'later')
})

test('failing work gives its place back and its error to its caller alone', async () => {
  const semaphore = new Semaphore(1, 5)
  const failing = semaphore.run(() => Promise.reject(new Error('broken')))
  const next = semaphore.run(async () => 'fine')
  await assert.rejects(failing, /broken/)
  assert.equal(await next, 'fine')
  const thrown = semaphore.run(() => {
    throw new Error('thrown before any promise')
  })
  await assert.rejects(thrown, /thrown before/)
  assert.equal(await semaphore.run(async () => 'still fine'), 'still fine')
})

test('whatever the order of endings, the limit holds and everybody is served once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat(3), { maxLength: 20 }),
      async (limit, turns) => {
        const semaphore = new Semaphore(limit, 20)
        let running = 0
        let most = 0
        const work = (count: number) => async () => {
          running += 1
          most = Math.max(most, running)
          for (let turn = 0; turn < count; turn++) await Promise.resolve()
          running -= 1
          return count
        }
        const served = await Promise.all(turns.map((count) => semaphore.run(work(count))))
        assert.deepEqual(served, turns)
        assert.ok(most <= limit)
      },
    ),
    { numRuns: 50 },
  )
})

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
