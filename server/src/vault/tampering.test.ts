import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { count } from '../../../tests/support/counts.ts'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from '../../../tests/support/deps.ts'
import { refusedWith } from '../../../tests/support/refusals.ts'
import { addAccount } from '../domain/accounts/create-account.ts'
import { resetKey } from '../domain/keys/reset-key.ts'
import { revealKey } from '../domain/keys/reveal-key.ts'
import { authenticateKey } from '../domain/login/verify-key.ts'
import { authenticateToken } from '../domain/tokens/authenticate-token.ts'
import { issueToken } from '../domain/tokens/issue-token.ts'
import type { CreatedUser } from '../domain/users/create-user.ts'
import { NONCE_BYTES, nonceSource, TAG_BYTES } from './aead.ts'
import { newDataKey } from './data-keys.ts'
import { newMasterKey } from './master-key-source.ts'
import { SealedCopies } from './sealed-copies.ts'
import { SealedTokens } from './sealed-tokens.ts'
import { testRandom } from './testing.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

// What somebody who can write to the database comes to.

describe('S-22 in the database, the sealed copy of a key', () => {
  let world: TestDeps
  let mine: CreatedUser
  let counter = 0
  /** Of the same account, of the same name elsewhere, and of nobody in particular. */
  let others: readonly CreatedUser[]

  before(async () => {
    world = await openTestDeps()
    const { account } = await makeOwner(world.deps)
    const there = await addAccount(world.deps, OPERATOR, { name: 'There' })
    mine = await makeUser(world.deps, account.id, 'mine')
    others = [
      await makeUser(world.deps, account.id, 'beside'),
      await makeUser(world.deps, there.id, 'elsewhere'),
    ]
  })
  after(() => world.close())

  const keyOf = async ({ user }: CreatedUser) =>
    (await world.deps.store.keys.current(user.id)) ?? assert.fail('no key')

  /** Writes a sealed copy into the row of a user's key, as a hand in the database would. */
  async function plant(into: CreatedUser, sealed: Uint8Array | null): Promise<void> {
    const { store } = world.deps
    const key = await keyOf(into)
    await store.keys.end(key.id, world.clock.now())
    const id = `${++counter}`.padStart(32, 'e')
    await store.keys.insert({ ...key, id, sealed, digest: `planted-${counter}` })
  }
  const reveal = (of: CreatedUser) => revealKey(world.deps, OPERATOR, of.user.id)

  test('shows what was made for that row', async () => {
    assert.equal((await reveal(mine)).secret, mine.apiKey)
  })

  test('shows nothing when it came from another user, account or row', async () => {
    const sources = [...others, mine]
    const copies = await Promise.all(sources.map(async (each) => (await keyOf(each)).sealed))
    for (const copy of copies) {
      await plant(mine, copy)
      await refusedWith('secret.unreadable', reveal(mine))
    }
  })

  test('shows nothing, and no part of it, when any of its bytes differs', async () => {
    const [victim] = others
    assert.ok(victim)
    const { sealed } = await keyOf(victim)
    assert.ok(sealed)
    const key = await keyOf(victim)
    const place = {
      table: 'api_keys',
      column: 'sealed',
      rowId: key.id,
      accountId: key.accountId,
      ownerId: key.userId,
    }
    assert.equal(world.deps.vault.open(place, sealed), victim.apiKey)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = sealed.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      assert.throws(() => world.deps.vault.open(place, altered), /secret\.unreadable/, `bit ${bit}`)
    }
    for (const change of [
      { table: 'results' },
      { column: 'digest' },
      { rowId: mine.user.id },
      { ownerId: mine.user.id },
      { accountId: others[1]?.user.accountId ?? '' },
    ]) {
      assert.throws(() => world.deps.vault.open({ ...place, ...change }, sealed), /secret\.unreadable/)
    }
  })

  test('says nothing of the key to who reads the row, nor to who is told that it is unreadable', async () => {
    const made = await makeUser(world.deps, mine.user.accountId, `fresh${++counter}`)
    const row = await keyOf(made)
    assert.equal(Buffer.from(row.sealed ?? []).includes(made.apiKey), false)
    assert.ok(!JSON.stringify({ ...row, sealed: null, lastFour: '' }).includes(made.apiKey.slice(0, 8)))
    await plant(made, Buffer.from(row.sealed ?? []))
    const refusal = await refusedWith('secret.unreadable', reveal(made))
    assert.ok(!`${refusal.message}${JSON.stringify(refusal.facts)}`.includes(made.apiKey))
  })

  test('does not matter to logging in: a key without its copy goes on, and can be reset', async () => {
    const made = await makeUser(world.deps, mine.user.accountId, `fresh${++counter}`)
    await plant(made, null)
    await refusedWith('key.shown_once', reveal(made))
    const { secret } = await resetKey(world.deps, OPERATOR, made.user.id, { overlapSeconds: 0 })
    const origin = { dialect: 'native', address: '192.0.2.1', userAgent: '' }
    assert.equal((await authenticateKey(world.deps, { secret, username: null }, origin)).userId, made.user.id)
    assert.equal((await reveal(made)).secret, secret)
  })

  test('F-05 and a token of which any bit differs is refused at the door', async () => {
    const key = await keyOf(mine)
    const { id: userId, accountId } = mine.user
    const { token } = issueToken(world.deps, { userId, accountId, credentialId: key.id, method: 'APIKEY' })
    const bytes = Buffer.from(token, 'base64url')
    let address = 0
    const present = (secret: string) =>
      authenticateToken(world.deps, secret, {
        dialect: 'native',
        address: `10.9.${++address >> 8}.${address & 255}`,
        userAgent: '',
      })
    assert.equal((await present(token)).user.id, userId)
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const altered = Buffer.from(bytes)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      world.clock.advance(60_000)
      await refusedWith('credential.wrong', present(altered.toString('base64url')))
    }
  })
})

describe('nonces', () => {
  test('are never used twice, over both kinds of seals and over batches', () => {
    const next = nonceSource(testRandom)
    const master = newMasterKey(testRandom)
    const dataKey = (purpose: 'account' | 'token') =>
      newDataKey(testRandom, {
        purpose,
        accountId: purpose === 'account' ? '100001' : '',
        generation: 1,
        createdAtMs: 0,
      })
    const copies = new SealedCopies((row) => unwrapKey([master], row), next)
    copies.add(wrapKey(master, dataKey('account'), testRandom.bytes(NONCE_BYTES)))
    const tokens = new SealedTokens(dataKey('token'), next)
    const place = { table: 't', column: 'c', rowId: 'r', accountId: '100001', ownerId: 'o' }
    const id = '0'.repeat(32)
    const claims = {
      id,
      rootId: id,
      userId: id,
      credentialId: id,
      method: 'APIKEY',
      accountId: '1',
      scope: 'project',
      issuedAtMs: 0,
      expiresAtMs: 1,
    } as const
    const text = 'same text'
    const seen = new Set<string>()
    const runs = count(20_000)
    for (let at = 0; at < runs; at++) {
      const copy = Buffer.from(copies.seal(place, text))
      const nonceAt = copy.length - TAG_BYTES - text.length - NONCE_BYTES
      seen.add(copy.toString('hex', nonceAt, nonceAt + NONCE_BYTES))
      seen.add(Buffer.from(tokens.seal(claims), 'base64url').toString('hex', 5, 5 + NONCE_BYTES))
    }
    assert.equal(seen.size, 2 * runs)
  })
})
