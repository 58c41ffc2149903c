import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  type Core,
  freshOrigin,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import type { Origin, Outcome } from '../callers/caller.ts'
import { reconnectAfterReset } from '../callers/reconnect.ts'
import { MAX_CALLERS_PER_KEY } from '../callers/recorder.ts'
import { endOverlap } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { inspectCredential } from '../login/inspect-credential.ts'
import { logInWithToken } from '../login/log-in.ts'
import { DEFAULT_ROLE, SERVICE } from '../roles/roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import type { User } from '../users/user.ts'
import { authenticateToken } from './authenticate-token.ts'
import { TOKEN_LIFETIME_MS } from './token.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

const reset = (user: User, overlapSeconds = 0) => resetKey(core.deps, OPERATOR, user.id, { overlapSeconds })

/** Refused calls with the user's keys, the current one and those it replaced. */
async function refusedCalls({ id }: User, how: Outcome = 'revoked') {
  await core.deps.calls.settle()
  const counts = await core.deps.store.calls.ofUser(id, 0)
  return counts.filter(({ outcome }) => outcome === how)
}

const sum = (counts: readonly { readonly calls: number }[]) =>
  counts.reduce((calls, count) => calls + count.calls, 0)

const DOORS: readonly [string, (token: string, origin: Origin) => Promise<unknown>][] = [
  ['a call', (token, origin) => authenticateToken(core.deps, token, origin)],
  ['a login', (token, origin) => logInWithToken(core.deps, token, null, origin)],
]

for (const [what, enter] of DOORS) {
  const present = (token: string, origin = freshOrigin()) => answerOf(enter(token, origin))

  describe(`${what} with a dead token`, () => {
    test('of a replaced key is a refused call with that key', async () => {
      const { user, apiKey } = await core.person()
      const old = await core.deps.store.keys.current(user.id)
      const token = await tokenByKey(core.deps, apiKey)
      await reset(user)
      for (let at = 0; at < 20; at++) assert.notEqual(await present(token), 'valid')
      const counts = await refusedCalls(user)
      assert.equal(sum(counts), 20)
      assert.deepEqual(new Set(counts.map(({ keyId }) => keyId)), new Set([old?.id]))
    })

    test('of a key whose overlap was ended is one, too, and before that it is a good call', async () => {
      const { user, apiKey } = await core.person()
      const token = await tokenByKey(core.deps, apiKey)
      await reset(user, 3_600)
      assert.equal(await present(token), 'valid')
      assert.equal(sum(await refusedCalls(user)), 0)
      await endOverlap(core.deps, OPERATOR, user.id)
      await present(token)
      assert.equal(sum(await refusedCalls(user)), 1)
    })

    test('that ran out is an expired call with its key, which still works', async () => {
      const { user, apiKey } = await core.person()
      const token = await tokenByKey(core.deps, apiKey)
      core.clock.advance(TOKEN_LIFETIME_MS)
      await present(token)
      assert.equal(sum(await refusedCalls(user, 'expired')), 1)
      assert.deepEqual(await refusedCalls(user), [])
    })

    test('that ran out is nothing that the tracker calls failing', async () => {
      const { user } = await core.person()
      const { secret } = await reset(user)
      const token = await tokenByKey(core.deps, secret)
      const origin = { ...freshOrigin(), userAgent: 'swift/4.1' }
      core.clock.advance(TOKEN_LIFETIME_MS)
      await present(token, origin)
      const { callers } = await reconnectAfterReset(core.deps, OPERATOR, user.id)
      assert.deepEqual([...new Set(callers.map(({ state }) => state))], ['new'])
    })

    test('got with a password is a call with no key', async () => {
      const { user } = await core.person()
      const token = await tokenByPassword(core.deps, user)
      core.clock.advance(TOKEN_LIFETIME_MS)
      await reset(user)
      await present(token)
      assert.deepEqual(await refusedCalls(user), [])
    })

    test('of a deleted user is refused and counted for nobody', async () => {
      const { user, apiKey } = await core.person()
      const token = await tokenByKey(core.deps, apiKey)
      await deleteUser(core.deps, OPERATOR, user.id)
      assert.notEqual(await present(token), 'valid')
      assert.deepEqual(await refusedCalls(user), [])
    })

    test('from ever other clients fills the memory no more than a key does', async () => {
      const { user, apiKey } = await core.person()
      const token = await tokenByKey(core.deps, apiKey)
      await reset(user)
      const calls = MAX_CALLERS_PER_KEY + 50
      for (let at = 0; at < calls; at++) {
        await present(token, { ...freshOrigin(), userAgent: `flood${at}/1` })
      }
      const counts = await refusedCalls(user)
      // The program that logged in is one of them.
      assert.equal(counts.length, MAX_CALLERS_PER_KEY)
      assert.equal(sum(counts), calls)
    })

    test('shows its program as failing in the tracker, not as silent', async () => {
      const { user, apiKey } = await core.person()
      const token = await tokenByKey(core.deps, apiKey)
      const origin = { ...freshOrigin(), userAgent: 'swift/4.1' }
      for (let at = 0; at < 3; at++) assert.equal(await present(token, origin), 'valid')
      core.clock.advance(1)
      await reset(user)
      for (let at = 0; at < 20; at++) await present(token, origin)
      const { callers } = await reconnectAfterReset(core.deps, OPERATOR, user.id)
      const [state] = callers.filter(({ client }) => client === 'swift/4.1').map((caller) => caller.state)
      assert.equal(state, 'failing')
    })
  })

  test(`${what} with a text that was never a token counts as a failed login`, async () => {
    const wrong = () => core.deps.calls.totals().find(({ outcome }) => outcome === 'wrong')?.count ?? 0
    const before = wrong()
    await present('nonsense')
    assert.equal(wrong(), before + 1)
  })
}

describe('a service that asks about a dead token of a replaced key', () => {
  async function asked(roles: readonly string[]) {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    await reset(user)
    const actor = { ...keyActor((await core.person(roles)).user), origin: freshOrigin() }
    assert.equal(await inspectCredential(core.deps, actor, token), null)
    return sum(await refusedCalls(user))
  }

  test('has it counted as a refused call with that key, as it would with the key itself', async () => {
    assert.equal(await asked([SERVICE]), 1)
  })

  test('has nothing counted where it may not know whose it is', async () => {
    assert.equal(await asked([DEFAULT_ROLE]), 0)
  })
})
