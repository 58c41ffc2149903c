import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { answerOf, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import type { Origin } from '../callers/caller.ts'
import { resetKey } from '../keys/reset-key.ts'
import { authenticateKey } from './verify-key.ts'

export let core: Core

before(async () => {
  core = await openCore()
})

after(() => core.close())

export const present = (secret: string, username: string | null, origin: Origin) =>
  answerOf(authenticateKey(core.deps, { secret, username }, origin))

/** An address from which so many unknown keys came that more are throttled. */
export async function exhausted(): Promise<Origin> {
  const origin = freshOrigin()
  for (let at = 0; at < 20; at++) assert.equal(await present(`wrong${at}`, null, origin), 'credential.wrong')
  assert.equal(await present('wrong', null, origin), 'throttled')
  return origin
}

export async function callsOf(userId: string) {
  await core.deps.calls.settle()
  const calls = await core.deps.store.calls.ofUser(userId, 0)
  return calls.map(({ outcome, calls: times }) => [outcome, times])
}

export async function retiredKey() {
  const { user, apiKey } = await core.person()
  await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
  return { user, apiKey }
}
