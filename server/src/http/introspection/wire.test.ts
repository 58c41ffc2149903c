import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import {
  type Core,
  freshOrigin,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import type { AskedCredential } from '../../domain/application-credentials/create-credential.ts'
import { authenticateCredential, type GoodCredential } from '../../domain/login/verify-credential.ts'
import { introspectionOf } from './wire.ts'

const URL = 'https://x.example'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

type GoodToken = Extract<GoodCredential, { readonly kind: 'token' }>

async function goodToken(secret: string): Promise<GoodToken> {
  const presented = { secret, username: null, mayBeKey: true }
  const good = await authenticateCredential(core.deps, presented, freshOrigin())
  assert.ok(good.kind === 'token')
  return good
}

describe('an answer of introspection', () => {
  test('never lets anybody believe in a credential for longer than it is good', async () => {
    const { user, apiKey } = await core.person()
    const good = await goodToken(await tokenByKey(core.deps, apiKey))
    for (const lateMs of [0, 1, 500, 999]) {
      const claims = { ...good.live.claims, expiresAtMs: good.live.claims.expiresAtMs + lateMs }
      const told = introspectionOf({ kind: 'token', live: { ...good.live, claims } }, URL)
      assert.ok(told.active)
      assert.equal(told.sub, user.id)
      assert.equal(told.exp, Math.floor(claims.expiresAtMs / 1_000))
    }
  })

  test('names the client by what the token was got with: key, application credential, or the user', async () => {
    const { user, apiKey } = await core.person()
    const key = await core.deps.store.keys.current(user.id)
    const clientOf = (good: GoodToken) => {
      const told = introspectionOf(good, URL)
      return told.active ? told.client_id : null
    }
    const byKey = await goodToken(await tokenByKey(core.deps, apiKey))
    assert.equal(clientOf(byKey), key?.id)
    assert.equal(clientOf(await goodToken(await tokenByPassword(core.deps, user))), user.id)
    const passcode = { ...byKey.live.claims, method: 'PASSCODE' } as const
    assert.equal(clientOf({ kind: 'token', live: { ...byKey.live, claims: passcode } }), user.id)
  })

  test('names the one of the staff who acts in the name of the user, and nobody else', async () => {
    const { user, apiKey } = await core.person()
    const good = await goodToken(await tokenByKey(core.deps, apiKey))
    const own = introspectionOf(good, URL)
    assert.ok(own.active && !('act' in own))
    const impersonator = { ...good.live.user, id: 'f'.repeat(32), name: 'staff' }
    const told = introspectionOf({ ...good, live: { ...good.live, impersonator } }, URL)
    assert.ok(told.active)
    assert.deepEqual([told.sub, told.act], [user.id, { sub: impersonator.id, username: 'staff' }])
  })

  const RULE = { service: 'object-store', method: 'GET', path: '/v1/**' }
  for (const [what, asked, isTold] of [
    ['without access rules', { accessRules: null }, true],
    ['with access rules', { accessRules: [RULE] }, false],
    ['with none at all, which lets nothing through', { accessRules: [] }, false],
  ] as const) {
    test(`of an application credential ${what} is ${isTold ? 'told' : 'not told'}`, async () => {
      const { user, apiKey } = await core.person()
      const { credential } = await makeFor(core.deps, user, whole(asked))
      const { live } = await goodToken(await tokenByKey(core.deps, apiKey))
      const claims = {
        ...live.claims,
        method: 'APPLICATION_CREDENTIAL',
        credentialId: credential.id,
      } as const
      const told = introspectionOf(
        { kind: 'token', live: { ...live, claims, delegation: { credential, roles: [] } } },
        URL,
      )
      if (isTold) assert.equal(told.active && told.client_id, credential.id)
      else assert.deepEqual(told, { active: false })
    })
  }

  const whole = (asked: Partial<AskedCredential>) => asked
})
