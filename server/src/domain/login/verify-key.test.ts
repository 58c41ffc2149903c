import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  answerTo,
  type Core,
  freshOrigin,
  knownStateOn,
  openCore,
} from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { deleteKey } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { findKey } from './find-key.ts'
import { authenticateKey, judgeKeyFromMemory, settleVerdict } from './verify-key.ts'

/** What a check of a key takes. */
interface Cost {
  readonly digests: number
  readonly lookUps: number
  readonly askedForgotten: number
}

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

const present = (secret: string, username: string | null, origin: Origin) =>
  answerOf(authenticateKey(core.deps, { secret, username }, origin))

/** An address from which so many unknown keys came that more are throttled. */
async function exhausted(): Promise<Origin> {
  const origin = freshOrigin()
  for (let at = 0; at < 20; at++) assert.equal(await present(`wrong${at}`, null, origin), 'credential.wrong')
  assert.equal(await present('wrong', null, origin), 'throttled')
  return origin
}

async function callsOf(userId: string) {
  await core.deps.calls.settle()
  const calls = await core.deps.store.calls.ofUser(userId, 0)
  return calls.map(({ outcome, calls: times }) => [outcome, times])
}

async function retiredKey() {
  const { user, apiKey } = await core.person()
  await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
  return { user, apiKey }
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

describe('a retired key', () => {
  test('is refused in the words for an unknown one, with and without name', async () => {
    const { user, apiKey } = await retiredKey()
    for (const username of [user.name, null]) {
      const { message, facts } = await refusedWith(
        'credential.wrong',
        authenticateKey(core.deps, { secret: apiKey, username }, freshOrigin()),
      )
      assert.deepEqual({ message, facts }, { message: 'credential.wrong', facts: {} })
    }
  })

  test('may come for ever without using up the allowance of its address, and is counted as a caller', async () => {
    const { user, apiKey } = await retiredKey()
    const origin = freshOrigin()
    for (let at = 0; at < 100; at++)
      assert.equal(await present(apiKey, user.name, origin), 'credential.wrong')
    assert.deepEqual(await callsOf(user.id), [['expired', 100]])
    assert.equal(await present('wrong', null, origin), 'credential.wrong')
  })

  test('gets its plain refusal also where others have used the allowance up', async () => {
    const { user, apiKey } = await retiredKey()
    assert.equal(await present(apiKey, user.name, await exhausted()), 'credential.wrong')
  })

  test('of a disabled user says nothing of that: it proves nothing', async () => {
    const { user, apiKey } = await retiredKey()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerTo(core.deps, apiKey, user.name), 'credential.wrong')
  })

  test('with another’s name is an unknown one, and does use the allowance up', async () => {
    const { apiKey } = await retiredKey()
    const origin = freshOrigin()
    for (let at = 0; at < 20; at++) await present(apiKey, 'somebody', origin)
    assert.equal(await present(apiKey, 'somebody', origin), 'throttled')
  })
})

describe('the key of a disabled user', () => {
  test('is told so only to whoever has the right key', async () => {
    const { user, apiKey } = await core.person()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerTo(core.deps, apiKey, user.name), 'user.disabled')
    assert.equal(await answerTo(core.deps, 'f'.repeat(32), user.name), 'credential.wrong')
    assert.equal(await answerTo(core.deps, apiKey, 'somebody'), 'credential.wrong')
    assert.deepEqual(await callsOf(user.id), [['disabled', 1]])
  })
})

describe('a verdict', () => {
  const KINDS = ['valid', 'ended', 'disabled', 'forgotten', 'unknown'] as const

  test('is an answer or an error, never both: only a valid one gives a key (F-27)', async () => {
    const { apiKey } = await core.person()
    const key = await findKey(core.deps, apiKey)
    assert.ok(key)
    const property = fc.property(
      fc.constantFrom(...KINDS),
      fc.boolean(),
      fc.option(fc.integer()),
      (kind, usable, endsAtMs) => {
        const holder = { ...key, usable, endsAtMs }
        const verdict = kind === 'unknown' || kind === 'forgotten' ? { kind } : { kind, key: holder }
        const settle = () => settleVerdict(core.deps, verdict, null, freshOrigin())
        if (kind === 'valid') assert.equal(settle(), holder)
        else assert.throws(settle, { name: 'DomainError' })
      },
    )
    fc.assert(property, { numRuns: count(500) })
  })

  test('never comes with a key for any text, name, state of user, key and clock but the right ones (F-27)', async () => {
    const { user, apiKey } = await core.person()
    const { user: gone, apiKey: goneKey } = await core.person()
    await deleteKey(core.deps, OPERATOR, gone.id)
    const secret = fc.oneof(fc.constant(apiKey), fc.constant(goneKey), fc.string({ unit: 'binary' }))
    const username = fc.option(fc.oneof(fc.constant(user.name), fc.constant(gone.name), fc.string()))
    await fc.assert(
      fc.asyncProperty(secret, username, async (text, name) => {
        const right = text === apiKey && (name === null || name === user.name)
        assert.equal(await answerTo(core.deps, text, name), right ? 'valid' : 'credential.wrong')
      }),
      { numRuns: count(1_000) },
    )
  })
})

describe('the verdict from memory', () => {
  test('is none of what memory does not know, and else the one that the database gives', async () => {
    const { user, apiKey } = await core.person()
    const { apiKey: retired } = await retiredKey()
    const deps = { ...core.deps, known: knownStateOn(core.deps.store) }
    assert.equal(judgeKeyFromMemory(deps, apiKey), undefined)
    for (const secret of [apiKey, retired]) await answerTo(deps, secret)
    assert.equal(judgeKeyFromMemory(deps, apiKey)?.kind, 'valid')
    assert.equal(judgeKeyFromMemory(deps, apiKey, user.name.toUpperCase())?.kind, 'valid')
    assert.equal(judgeKeyFromMemory(deps, apiKey, 'somebody')?.kind, 'unknown')
    assert.equal(judgeKeyFromMemory(deps, retired)?.kind, 'ended')
    for (const secret of ['', 'f'.repeat(32), 'a'.repeat(2_000)]) {
      assert.equal(judgeKeyFromMemory(deps, secret), undefined)
    }
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
