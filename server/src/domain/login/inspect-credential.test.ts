import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, freshOrigin, openCore, tokenByKey } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import { resetKey } from '../keys/reset-key.ts'
import { IDENTITY_ADMIN, SERVICE, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { inspectCredential } from './inspect-credential.ts'
import { authenticateKey } from './verify-key.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const as = (made: CreatedUser): UserActor => ({ ...keyActor(made.user), origin: freshOrigin() })
const actorWith = async (role: string, accountId?: string) => as(await core.person([role], accountId))
const inspect = (actor: UserActor, secret: string) => inspectCredential(core.deps, actor, secret)
const kindOf = async (actor: UserActor, secret: string) => (await inspect(actor, secret))?.kind ?? null

async function callsOf(userId: string) {
  await core.deps.calls.settle()
  const calls = await core.deps.store.calls.ofUser(userId, 0)
  return calls.map(({ outcome, calls: times }) => `${outcome} ${times}`)
}

describe('a credential that somebody asks about', () => {
  test('is told to whom may validate its user, and is nothing to everybody else', async () => {
    const made = await core.person()
    const token = await tokenByKey(core.deps, made.apiKey)
    const elsewhere = await core.account()
    const told = [
      as(made),
      await actorWith(USER_ADMIN),
      await actorWith(USER_MANAGE),
      await actorWith(SERVICE, elsewhere),
      await actorWith(IDENTITY_ADMIN, elsewhere),
      keyActor(core.operator),
    ]
    for (const actor of told) {
      assert.equal(await kindOf(actor, made.apiKey), 'key', String(actor.roles))
      assert.equal(await kindOf(actor, token), 'token', String(actor.roles))
    }
    const others = [
      as(await core.person()),
      await actorWith(USER_MANAGE_LIMITED),
      await actorWith(USER_ADMIN, elsewhere),
    ]
    for (const actor of others) {
      assert.equal(await kindOf(actor, made.apiKey), null, String(actor.roles))
      assert.equal(await kindOf(actor, token), null, String(actor.roles))
    }
  })

  test('comes with its user, and a key with its own id', async () => {
    const made = await core.person()
    const byKey = await inspect(as(made), made.apiKey)
    assert.ok(byKey?.kind === 'key')
    const current = await core.deps.store.keys.current(made.user.id)
    assert.deepEqual([byKey.key.userId, byKey.key.keyId], [made.user.id, current?.id])
    const byToken = await inspect(as(made), await tokenByKey(core.deps, made.apiKey))
    assert.ok(byToken?.kind === 'token')
    assert.equal(byToken.live.user.id, made.user.id)
  })

  test('is counted as what it was: valid, revoked or disabled; for those who may not know it, not at all', async () => {
    const service = await actorWith(SERVICE)
    const stranger = await actorWith(USER_ADMIN, await core.account())
    const made = await core.person()
    await inspect(stranger, made.apiKey)
    assert.deepEqual(await callsOf(made.user.id), [])
    await inspect(service, made.apiKey)
    assert.deepEqual(await callsOf(made.user.id), ['valid 1'])
    const ended = await core.person()
    await resetKey(core.deps, OPERATOR, ended.user.id, { overlapSeconds: 0 })
    assert.equal(await kindOf(service, ended.apiKey), null)
    assert.deepEqual(await callsOf(ended.user.id), ['revoked 1'])
    const disabled = await core.person()
    await disableUser(core.deps, OPERATOR, disabled.user.id)
    assert.equal(await kindOf(service, disabled.apiKey), null)
    assert.deepEqual(await callsOf(disabled.user.id), ['disabled 1'])
  })

  test('counts a token as its key; a dead one as the ended key, for those who may know it', async () => {
    const service = await actorWith(SERVICE)
    const made = await core.person()
    const token = await tokenByKey(core.deps, made.apiKey)
    const before = await callsOf(made.user.id)
    await inspect(service, token)
    assert.equal((await callsOf(made.user.id)).length, before.length + 1)
    await resetKey(core.deps, OPERATOR, made.user.id, { overlapSeconds: 0 })
    const stranger = await actorWith(USER_ADMIN, await core.account())
    assert.equal(await kindOf(stranger, token), null)
    assert.ok(!(await callsOf(made.user.id)).some((line) => line.startsWith('revoked')))
    assert.equal(await kindOf(service, token), null)
    assert.ok((await callsOf(made.user.id)).includes('revoked 1'))
  })

  test('that is nonsense costs whoever asks nothing, however often', async () => {
    const service = await actorWith(SERVICE)
    for (let at = 0; at < 30; at++) {
      assert.equal(await inspect(service, at.toString(16).padStart(32, '0')), null)
      assert.equal(await inspect(service, `nonsense ${at}`), null)
    }
    const wrong = authenticateKey(core.deps, { secret: 'wrong', username: null }, service.origin)
    assert.equal(await answerOf(wrong), 'credential.wrong', 'not throttled')
  })
})
