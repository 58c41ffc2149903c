import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { freshStore, withUser } from '../../../../tests/support/stores.ts'
import { TestClock } from '../../../../tests/support/test-clock.ts'
import type { Store } from '../store.ts'
import type { CallCount, Origin } from './caller.ts'
import { CallRecorder } from './recorder.ts'

/** A recorder on a real store whose writing can be held up or fail, one user, one key. */
export async function setUp(t: TestContext) {
  const real = await freshStore(t)
  const { user, key } = await withUser(real)
  const known = (await real.keys.known(key.digest)) ?? assert.fail('no key')
  const clock = new TestClock()
  let beforeWriting: () => void | Promise<void> = () => {}
  const add = async (counts: readonly CallCount[]) => {
    await beforeWriting()
    await real.calls.add(counts)
  }
  const store: Store = { ...real, calls: { ...real.calls, add } }
  const counts = () => real.calls.ofUser(user.id, 0)
  return {
    store: real,
    user,
    known,
    clock,
    recorder: new CallRecorder(store, clock),
    counts,
    written: async () => (await counts()).reduce((sum, { calls }) => sum + calls, 0),
    onWriting: (act: typeof beforeWriting) => {
      beforeWriting = act
    },
  }
}

export const from = (address: string, userAgent = 'curl/8.5.0', dialect = 'native'): Origin => ({
  address,
  userAgent,
  dialect,
})

export const HERE = from('192.0.2.1')
