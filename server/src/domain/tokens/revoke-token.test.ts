import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  type Core,
  entriesOf,
  freshOrigin,
  isLive,
  knownStateOn,
  openCore,
  tokenByKey,
  withFailingAudit,
  withStore,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { logInWithToken } from '../login/log-in.ts'
import { checkToken, checkTokenFromMemory, type LiveToken } from './check-token.ts'
import { revokeToken } from './revoke-token.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

async function exchange(token: string): Promise<string> {
  return (await logInWithToken(core.deps, token, null, freshOrigin())).token
}

/** A login, what was got for it, and what was got for that. */
async function chainOfThree() {
  const { user, apiKey } = await core.person()
  const root = await tokenByKey(core.deps, apiKey)
  const child = await exchange(root)
  const grandchild = await exchange(child)
  const sibling = await tokenByKey(core.deps, apiKey)
  const alive = () => Promise.all([root, child, grandchild, sibling].map((token) => isLive(core.deps, token)))
  return { user, root, child, grandchild, sibling, alive }
}

async function live(token: string, deps: Deps = core.deps): Promise<LiveToken> {
  const found = await checkToken(deps, token)
  assert.ok(found)
  return found
}

const revoke = async (token: string) => revokeToken(core.deps, OPERATOR, await live(token))

describe('deleting a token', () => {
  test('of a login kills what was exchanged from it, to any depth, and no other login', async () => {
    const { root, alive } = await chainOfThree()
    await revoke(root)
    assert.deepEqual(await alive(), [false, false, false, true])
  })

  test('got for another leaves that one and its other children alone', async () => {
    const { child, alive } = await chainOfThree()
    await revoke(child)
    assert.deepEqual(await alive(), [true, false, true, true])
  })

  test('at the end of a chain ends that one alone', async () => {
    const { grandchild, alive } = await chainOfThree()
    await revoke(grandchild)
    assert.deepEqual(await alive(), [true, true, false, true])
  })

  test('holds after a restart, and as long as the token could have lived', async () => {
    const { root, child } = await chainOfThree()
    await revoke(root)
    core.clock.advance(24 * HOUR_MS - 1)
    await core.deps.store.tokens.forgetExpired(core.clock.now())
    const known = knownStateOn(core.deps.store)
    await known.loadDeletedTokens()
    for (const token of [root, child]) assert.equal(await isLive({ ...core.deps, known }, token), false)
  })

  test('is heard by memory before the answer: not even a look in the same turn finds it', async () => {
    const { root } = await chainOfThree()
    assert.ok(checkTokenFromMemory(core.deps, root))
    await revoke(root)
    assert.equal(checkTokenFromMemory(core.deps, root), null)
  })

  test('cannot be undone by exchanging it: a dead token gives none', async () => {
    const { root, child } = await chainOfThree()
    await revoke(root)
    for (const token of [root, child]) assert.equal(await answerOf(exchange(token)), 'token.not_found')
  })

  test('is one entry that names the user and no token', async () => {
    const { user, root } = await chainOfThree()
    const found = await live(root)
    const entries = await entriesOf(core.deps, user.accountId, () => revokeToken(core.deps, OPERATOR, found))
    assert.deepEqual(
      entries.map(({ action, target }) => [action, target]),
      [['token.revoke', `user:${user.id}`]],
    )
    assert.doesNotMatch(JSON.stringify(entries), new RegExp(`${root}|${found.claims.id}`))
  })

  test('a second time finds none, and is no second entry', async () => {
    const { user, root } = await chainOfThree()
    const found = await live(root)
    await revokeToken(core.deps, OPERATOR, found)
    const again = () => refusedWith('token.not_found', revokeToken(core.deps, OPERATOR, found))
    assert.deepEqual(await entriesOf(core.deps, user.accountId, again), [])
  })

  test('by two people at once is done by one of them', async () => {
    const { root } = await chainOfThree()
    const found = await live(root)
    const both = [1, 2].map(() => answerOf(revokeToken(core.deps, OPERATOR, found)))
    assert.deepEqual((await Promise.all(both)).sort(), ['token.not_found', 'valid'])
  })
})

describe('a deletion that fails', () => {
  test('for want of an audit entry leaves the token as it was, in memory and on disk', async () => {
    const { root, child } = await chainOfThree()
    await refusedWith('storage.full', revokeToken(withFailingAudit(core.deps), OPERATOR, await live(root)))
    assert.deepEqual([await isLive(core.deps, root), await isLive(core.deps, child)], [true, true])
    const { claims } = await live(root)
    assert.equal(await core.deps.store.tokens.isDeleted([claims.id]), false)
  })

  test('after it was written, and is asked for again, ends the token: "not found" is never said of a live one', async () => {
    const { root } = await chainOfThree()
    const cut = withStore(core.deps, {
      transaction: async (work) => {
        await core.deps.store.transaction(work)
        throw new DomainError('outcome.unknown')
      },
    })
    const found = await live(root)
    await refusedWith('outcome.unknown', revokeToken(cut, OPERATOR, found))
    await refusedWith('token.not_found', revokeToken(core.deps, OPERATOR, found))
    assert.equal(await isLive(core.deps, root), false)
  })
})
