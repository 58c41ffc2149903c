import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { addAccount } from '../accounts/create-account.ts'
import { describeKey } from '../keys/describe-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { findKey } from '../login/find-key.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { distrustKeys } from './distrust-keys.ts'
import { trustKeys } from './trust-keys.ts'

describe('after older data were put back', () => {
  let test: TestDeps
  let joe: CreatedUser
  let serial = 0
  before(async () => {
    test = await openTestDeps()
    await makeOwner(test.deps)
  })
  after(() => test.close())
  beforeEach(async () => {
    serial++
    const { id } = await addAccount(test.deps, OPERATOR, { name: 'Example' })
    joe = await makeUser(test.deps, id, `joe${serial}`)
    await trustKeys(test.deps, OPERATOR)
  })

  const usable = async (secret: string) => (await findKey(test.deps, secret))?.usable

  it('no key is accepted any more when the answer is there, also not from memory', async () => {
    assert.equal(await usable(joe.apiKey), true)
    const { keys } = await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
    assert.ok(keys >= 2)
    assert.equal(await usable(joe.apiKey), false)
    assert.equal((await describeKey(test.deps, OPERATOR, joe.user.id))?.key.state, 'unconfirmed')
  })

  it('a key that was reset works, the others still do not', async () => {
    const ann = await makeUser(test.deps, joe.user.accountId, `ann${serial}`)
    await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
    const { secret } = await resetKey(test.deps, OPERATOR, joe.user.id, { overlapSeconds: 0 })
    assert.equal(await usable(secret), true)
    assert.equal(await usable(joe.apiKey), false)
    assert.equal(await usable(ann.apiKey), false)
  })

  it('an overlap does not bring an unconfirmed key back to life', async () => {
    await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
    await resetKey(test.deps, OPERATOR, joe.user.id, { overlapSeconds: 3_600 })
    assert.equal(await usable(joe.apiKey), false)
  })

  it('confirming brings back what was refused, and only that', async () => {
    const lost = await makeUser(test.deps, joe.user.accountId, `lost${serial}`)
    const facts = await describeKey(test.deps, OPERATOR, lost.user.id)
    assert.ok(facts)
    await test.deps.store.keys.setState(facts.key.id, 'lost')
    await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
    assert.ok((await trustKeys(test.deps, OPERATOR)) >= 1)
    assert.equal(await usable(joe.apiKey), true)
    assert.equal(await usable(lost.apiKey), false)
    assert.equal((await describeKey(test.deps, OPERATOR, lost.user.id))?.key.state, 'lost')
    assert.equal(await trustKeys(test.deps, OPERATOR), 0)
  })

  it('sessions are over, and so is every token got with a password; the password itself goes on', async () => {
    const before = await test.deps.store.users.byId(joe.user.id)
    await test.deps.store.sessions.insert({
      digest: `session${serial}`,
      userId: joe.user.id,
      accountId: joe.user.accountId,
      createdAtMs: 1,
      lastSeenAtMs: test.clock.now(),
      provenAtMs: null,
      address: '192.0.2.1',
      client: 'test',
      method: 'password',
    })
    await distrustKeys(test.deps, OPERATOR, 'backup-1.db')
    const later = await test.deps.store.users.byId(joe.user.id)
    assert.equal(await test.deps.store.sessions.byDigest(`session${serial}`), null)
    assert.notEqual(later?.passwordId, before?.passwordId)
    assert.equal(later?.passwordHash, before?.passwordHash)
  })

  it('the log says who did it and what was put back', async () => {
    await distrustKeys(test.deps, OPERATOR, 'backup-2.db')
    const confirmed = await trustKeys(test.deps, OPERATOR)
    const [restore, trust] = (await auditOf(test.deps, 'system')).slice(-2)
    assert.equal(restore?.action, 'data.restore')
    assert.deepEqual(restore?.details, { source: 'backup-2.db', trusted: false, keys: confirmed })
    assert.equal(trust?.action, 'data.trust_revocations')
    assert.deepEqual(trust?.details, { keys: confirmed })
  })

  it('only an operator may say what is to be trusted', async () => {
    const { user } = await makeUser(test.deps, joe.user.accountId, `owner${serial}`, { roles: [USER_ADMIN] })
    const refusal = { name: 'DomainError', code: 'actor.forbidden' }
    await assert.rejects(distrustKeys(test.deps, keyActor(user), 'x'), refusal)
    await assert.rejects(trustKeys(test.deps, keyActor(user)), refusal)
    assert.equal(await usable(joe.apiKey), true)
  })
})
