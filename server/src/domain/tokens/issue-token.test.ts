import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Core, isLive, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { exchangeToken, type Holder, type IssuedToken, issueToken } from './issue-token.ts'
import { TOKEN_LIFETIME_MS } from './token.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

async function holderOf(): Promise<Holder> {
  const { user } = await core.person()
  const key = await core.deps.store.keys.current(user.id)
  return { userId: user.id, accountId: user.accountId, credentialId: key?.id ?? '', method: 'APIKEY' }
}

/** A login and so many exchanges, each of the token before, with waits in between. */
function chainOf(first: IssuedToken, waitsMs: readonly number[]): IssuedToken[] {
  const chain = [first]
  for (const waitMs of waitsMs) {
    core.clock.advance(waitMs)
    chain.push(exchangeToken(core.deps, chain.at(-1)?.claims ?? first.claims))
  }
  return chain
}

describe('a token from a login', () => {
  test('says who got it, with what, when, and ends 24 hours later', async () => {
    const holder = await holderOf()
    const { token, claims } = issueToken(core.deps, holder)
    const issuedAtMs = core.clock.now()
    const { id, rootId, ...rest } = claims
    assert.deepEqual(rest, {
      ...holder,
      scope: 'project',
      issuedAtMs,
      expiresAtMs: issuedAtMs + 24 * 3_600_000,
    })
    assert.equal(id, rootId)
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.deepEqual(core.deps.tokens.open(token), claims)
  })

  test('is another one each time, by id and by text', async () => {
    const holder = await holderOf()
    const issued = Array.from({ length: 20 }, () => issueToken(core.deps, holder))
    assert.equal(new Set(issued.map(({ token }) => token)).size, 20)
    assert.equal(new Set(issued.map(({ claims }) => claims.id)).size, 20)
  })

  test('is at most 250 characters that may stand in addresses and shell scripts', async () => {
    const { token } = issueToken(core.deps, { ...(await holderOf()), accountId: '9'.repeat(20) })
    assert.match(token, /^[A-Za-z0-9_-]{1,250}$/)
  })

  test('writes nothing: a login leaves the log as it was', async () => {
    const holder = await holderOf()
    const chains = await core.deps.store.audit.chains()
    issueToken(core.deps, holder)
    assert.deepEqual(await core.deps.store.audit.chains(), chains)
  })

  test('lives to the last millisecond of its 24 hours', async () => {
    const { token } = issueToken(core.deps, await holderOf())
    core.clock.advance(TOKEN_LIFETIME_MS - 1)
    assert.equal(await isLive(core.deps, token), true)
    core.clock.advance(1)
    assert.equal(await isLive(core.deps, token), false)
  })
})

describe('a token for a token (F-06)', () => {
  test('has an id and a moment of its own, and all else from the first one', async () => {
    const first = issueToken(core.deps, await holderOf())
    core.clock.advance(1_000)
    const { claims } = exchangeToken(core.deps, first.claims)
    assert.notEqual(claims.id, first.claims.id)
    assert.equal(claims.issuedAtMs, core.clock.now())
    const { id, issuedAtMs } = claims
    assert.deepEqual(claims, { ...first.claims, id, issuedAtMs })
  })

  test('never lives longer than the first, through chains of ten, whenever they are made', async () => {
    const holder = await holderOf()
    const waits = fc.array(fc.nat(7_800_000), { minLength: 10, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(waits, async (waitsMs) => {
        const first = issueToken(core.deps, holder)
        const chain = chainOf(first, waitsMs)
        for (const { claims } of chain) {
          assert.equal(claims.expiresAtMs, first.claims.expiresAtMs)
          assert.equal(claims.rootId, first.claims.id)
        }
        core.clock.advance(first.claims.expiresAtMs - core.clock.now() - 1)
        for (const { token } of chain) assert.equal(await isLive(core.deps, token), true)
        core.clock.advance(1)
        for (const { token } of chain) assert.equal(await isLive(core.deps, token), false)
      }),
      { numRuns: count(200) },
    )
  })

  test('made at the very end of the first one is dead a moment later', async () => {
    const first = issueToken(core.deps, await holderOf())
    core.clock.advance(TOKEN_LIFETIME_MS - 1)
    const { token } = exchangeToken(core.deps, first.claims)
    assert.equal(await isLive(core.deps, token), true)
    core.clock.advance(1)
    assert.equal(await isLive(core.deps, token), false)
  })
})
