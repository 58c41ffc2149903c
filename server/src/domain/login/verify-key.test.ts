import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { answerTo, freshOrigin, knownStateOn } from '../../../../tests/support/core.ts'
import { OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { deleteUser } from '../users/delete-user.ts'
import { authenticateKey } from './verify-key.ts'
import { callsOf, core, exhausted, present, retiredKey } from './verify-key-testing.ts'

/** What a check of a key takes. */
interface Cost {
  readonly digests: number
  readonly lookUps: number
  readonly askedForgotten: number
}

describe('a good key', () => {
  test('is accepted with the name of its user in any spelling, and without one', async () => {
    const { user, apiKey } = await core.person()
    const wide = user.name.replaceAll('p', 'ｐ')
    for (const username of [user.name, user.name.toUpperCase(), wide, null]) {
      assert.equal(await answerTo(core.deps, apiKey, username), 'valid')
    }
  })

  test('gives what is known of it: user, account, roles', async () => {
    const { user, apiKey } = await core.person()
    const known = await authenticateKey(core.deps, { secret: apiKey, username: null }, freshOrigin())
    assert.deepEqual(
      [known.userId, known.userName, known.accountId, known.roles, known.usable, known.endsAtMs],
      [user.id, user.name, user.accountId, user.roles, true, null],
    )
  })

  test('is never throttled: not for others’ failures behind its address, nor for those against its user (S-43)', async () => {
    const { user, apiKey } = await core.person()
    const origin = await exhausted()
    for (let at = 0; at < 50; at++) await present('f'.repeat(32), user.name, freshOrigin())
    assert.equal(await present(apiKey, user.name, origin), 'valid')
    assert.equal(await present(apiKey, null, origin), 'valid')
  })

  test('is counted as a valid call', async () => {
    const { user, apiKey } = await core.person()
    for (let at = 0; at < 3; at++) await answerTo(core.deps, apiKey)
    assert.equal(
      (await callsOf(user.id)).every(([outcome]) => outcome === 'valid'),
      true,
    )
    assert.equal((await callsOf(user.id)).length, 3)
  })
})

describe('a key that matches nothing', () => {
  test('is refused in the same words, whether key, name or their match is wrong', async () => {
    const { user, apiKey } = await core.person()
    const { user: other } = await core.person()
    const refusals = []
    for (const [secret, username] of [
      ['f'.repeat(32), null],
      ['f'.repeat(32), user.name],
      [apiKey, other.name],
      [apiKey, 'nobody'],
      [apiKey, ''],
      ['', user.name],
      [apiKey.toUpperCase(), user.name],
      [` ${apiKey}`, user.name],
      [`${apiKey}\n`, user.name],
      [apiKey.slice(1), user.name],
    ] as const) {
      const { message, facts } = await refusedWith(
        'credential.wrong',
        authenticateKey(core.deps, { secret, username }, freshOrigin()),
      )
      refusals.push({ message, facts })
    }
    for (const refusal of refusals) assert.deepEqual(refusal, { message: 'credential.wrong', facts: {} })
  })

  test('is throttled after twenty from one place, whoever they are aimed at, with the time to wait (S-41)', async () => {
    const origin = freshOrigin()
    for (let at = 0; at < 20; at++) await present(`wrong${at}`, `name${at}`, origin)
    const { facts } = await refusedWith(
      'throttled',
      authenticateKey(core.deps, { secret: 'x', username: null }, origin),
    )
    core.clock.advance((facts.retryAfterSeconds ?? 0) * 1_000)
    assert.equal(await present('x', null, origin), 'credential.wrong')
  })

  test('gets no fresh allowance by another spelling of key or name (F-15)', async () => {
    const origin = freshOrigin()
    const spellings = ['Key', 'kEY', ' key', 'key ', 'n1 key', 'ｋｅｙ', 'key\t', 'KEY']
    for (let at = 0; at < 20; at++) {
      await present(spellings[at % spellings.length] ?? '', spellings.at(at % 7) ?? null, origin)
    }
    for (const spelling of spellings) assert.equal(await present(spelling, spelling, origin), 'throttled')
  })

  test('at one place leaves the next place alone; a wide attack meets the limit of the wider network', async () => {
    const { origin } = visitFrom('203.0.113.1')
    const at = (last: number): Origin => ({ ...origin, address: `203.0.113.${last}` })
    for (let failed = 0; failed < 200; failed++) await present('wrong', null, at(1 + Math.floor(failed / 20)))
    assert.equal(await present('wrong', null, at(99)), 'throttled')
    assert.equal(await present('wrong', null, { ...origin, address: '203.0.114.99' }), 'credential.wrong')
  })

  test('is forgiven when the right kind of credential follows: clients try the key as a password first', async () => {
    const { user, apiKey } = await core.person()
    const origin = freshOrigin()
    for (let round = 0; round < 60; round++) {
      assert.equal(await present('wrong', user.name, origin), 'credential.wrong')
      assert.equal(await present(apiKey, user.name, origin), 'valid')
    }
  })

  test('costs one look-up more than a known one, whether it was a key once or not (S-33)', async (t) => {
    const { user, apiKey } = await core.person()
    const { apiKey: retired } = await retiredKey()
    const { user: gone, apiKey: forgotten } = await core.person()
    await deleteUser(core.deps, OPERATOR, gone.id)
    const costs = async (tried: readonly (readonly [string, string | null])[]) => {
      const found: Cost[] = []
      for (const [secret, username] of tried) {
        const { deps, cost } = counting(t)
        await answerTo(deps, secret, username)
        found.push(cost())
      }
      return found
    }
    const known = [
      [apiKey, null],
      [apiKey, user.name],
      [apiKey, 'somebody'],
      [retired, null],
    ] as const
    const unknown = [
      ['f'.repeat(32), null],
      ['f'.repeat(32), user.name],
      [forgotten, null],
      [forgotten, user.name],
    ] as const
    assert.deepEqual(await costs(known), Array(4).fill({ digests: 1, lookUps: 1, askedForgotten: 0 }))
    assert.deepEqual(await costs(unknown), Array(4).fill({ digests: 2, lookUps: 1, askedForgotten: 1 }))
  })

  test('and cannot be one, being too long, costs no digest and no look-up', async (t) => {
    const { deps, cost } = counting(t)
    for (const secret of ['', 'a'.repeat(1_025), 'a'.repeat(100_000)]) {
      assert.equal(await answerTo(deps, secret), 'credential.wrong')
    }
    assert.deepEqual(cost(), { digests: 0, lookUps: 0, askedForgotten: 0 })
  })
})

/** The same parts with an empty memory, counting the look-ups; digests are counted by the caller's spies. */
function counting(t: TestContext): { readonly deps: Deps; readonly cost: () => Cost } {
  const { store, vault } = core.deps
  const digest = t.mock.method(vault, 'digest')
  const digests = t.mock.method(vault, 'digests')
  let lookUps = 0
  const known = (text: string) => {
    lookUps++
    return store.keys.known(text)
  }
  let askedForgotten = 0
  const find = (texts: readonly string[]) => {
    askedForgotten++
    return store.forgottenKeys.find(texts)
  }
  const forgottenKeys = { ...store.forgottenKeys, find }
  const watched = { ...store, keys: { ...store.keys, known }, forgottenKeys }
  const deps = { ...core.deps, store: watched, known: knownStateOn(watched) }
  const cost = () => ({
    digests: digest.mock.callCount() + digests.mock.callCount(),
    lookUps,
    askedForgotten,
  })
  return { deps, cost }
}
