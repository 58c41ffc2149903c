import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, type Keyward } from '../../sdk/src/index.ts'
import { answering, json } from './answering.ts'

/** What a call of the SDK sends, and what it gives when the server answers with this. */
export interface SdkCall {
  readonly does: (keyward: Keyward) => Promise<unknown>
  readonly asks: string
  readonly body?: unknown
  readonly answer?: unknown
  /** The answer itself when left out. */
  readonly gives?: unknown
}

/** A test for each. */
export function testCalls(calls: readonly SdkCall[]): void {
  for (const { does, asks, body, answer = { is: 'told' }, gives = answer } of calls) {
    test(`${asks}${body === undefined ? '' : ` with ${JSON.stringify(body)}`} gives what comes back`, async () => {
      const { baseUrl, seen } = await answering(json(200, answer))
      assert.deepEqual(await does(createClient({ baseUrl, credential: 'k1' })), gives)
      const [request, ...more] = seen
      assert.equal(`${request?.method} ${request?.url?.slice('/api/v1'.length)}`, asks)
      assert.deepEqual(request?.body === '' ? undefined : JSON.parse(request?.body ?? ''), body)
      assert.deepEqual(more, [])
    })
  }
}
