import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { setKey } from '../../server/src/domain/keys/set-key.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { count } from '../support/counts.ts'
import { goodRequests } from '../support/good-requests.ts'
import { listen } from '../support/identity.ts'
import { messageOf, mutated } from '../support/mutations.ts'
import { type RawAnswer, sendRaw } from '../support/raw-http.ts'
import { HOUR_MS } from '../support/test-clock.ts'

const REQUESTS = count(10_000)
/** After so many the requests are recorded anew: some mutations end sessions, tokens and keys, as they may. */
const CHUNK = 500
const AT_ONCE = 32
/** Bytes that never make a whole request are waited for this long. */
const PATIENCE_MS = 300
const MAX_GROWTH_BYTES = 64 * 1_024 * 1_024

// Mail is set up, so that every good request of the e-mail API is one.
const app = await openTestApp(undefined, { sendsMail: true })
const port = await listen(app)
after(() => app.close())

before(() => app.addService('cloudFiles', 'object-store', 'DFW'))

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

function liveBytes(): number {
  if (typeof collectGarbage === 'function') collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function assertNoFault({ status, body }: RawAnswer): void {
  // A request that never ended has no answer.
  if (Number.isNaN(status)) return
  assert.ok(status < 500, `gave ${status}: ${body.slice(0, 200)}`)
  if (status >= 400) assert.doesNotMatch(body, /node:|\.ts:|node_modules|sqlite/i)
}

async function sendAll(messages: readonly Buffer[]): Promise<void> {
  const queue = messages.values()
  const worker = async () => {
    for (const message of queue) {
      try {
        assertNoFault(await sendRaw(port, message, PATIENCE_MS))
      } catch (cause) {
        throw new Error(`${cause}\n${message.toString('latin1').slice(0, 2_000)}`, { cause })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** What well-behaved clients send is answered well, whatever came before. */
async function recordGood(dialect: string) {
  app.wait(HOUR_MS)
  const subject = await app.addUser(`subject-${randomUUID()}`)
  // The owner may have reset or deleted theirs by what was made of another's address.
  const apiKey = randomUUID().replaceAll('-', '')
  await setKey(app.deps, TESTER, app.owner.userId, apiKey)
  const good = (await goodRequests({ ...app, owner: { ...app.owner, apiKey } }, subject))[dialect]
  assert.ok(good, `nobody has recorded requests of ${dialect}`)
  for (const request of good) {
    const { status, body } = await sendRaw(port, messageOf(request))
    assert.ok(status >= 200 && status < 400, `${request.method} ${request.target} gave ${status}: ${body}`)
  }
  return good
}

for (const dialect of new Set(app.routes.map((route) => route.dialect))) {
  test(`${dialect}: ${REQUESTS} spoilt requests, no fault, and good ones go on (F-19)`, async () => {
    const before = liveBytes()
    for (let done = 0; done < REQUESTS; done += CHUNK) {
      const good = await recordGood(dialect)
      await sendAll(fc.sample(mutated(good), CHUNK))
    }
    await recordGood(dialect)
    const grownBytes = liveBytes() - before
    assert.ok(grownBytes < MAX_GROWTH_BYTES, `${grownBytes} bytes more than before`)
  })
}
