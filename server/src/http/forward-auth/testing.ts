import assert from 'node:assert/strict'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { listen } from '../../../../tests/support/identity.ts'
import { rawRequest, sendRaw } from '../../../../tests/support/raw-http.ts'

/** A server behind a proxy on this machine. */
export const app = await openTestApp(undefined, { trustsLoopback: true })
const port = await listen(app)

export async function ask(lines: readonly string[], target = '/auth/verify', method = 'GET') {
  const answer = await sendRaw(port, rawRequest(method, target, lines))
  return { ...answer, reason: answer.headers.get('x-keyward-reason') ?? null }
}

/** Twice, since the second time memory may know. */
export async function askTwice(lines: readonly string[], target?: string) {
  const first = await ask(lines, target)
  const second = await ask(lines, target)
  assert.deepEqual([second.status, second.reason], [first.status, first.reason])
  return second
}

export const bearer = ({ apiKey }: Pick<TestUser, 'apiKey'>) => `Authorization: Bearer ${apiKey}`

export async function callsOf(user: TestUser) {
  await app.deps.calls.flush()
  const counts = await app.deps.store.calls.ofUser(user.userId, 0)
  return counts.map(({ dialect, outcome, client, network, calls }) => ({
    dialect,
    outcome,
    client,
    network,
    calls,
  }))
}
