import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { answerOf, type Core, freshOrigin, isLive, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { authenticateApplicationCredential } from '../application-credentials/verify-credential.ts'
import { READER, SERVICE_ADMIN } from '../roles/roles.ts'
import { disableUser } from '../users/disable-user.ts'
import type { Login } from './log-in.ts'
import {
  delegatedHolder,
  type Evidence,
  logInByCredentialFromMemory,
  logInByKeyFromMemory,
  logInScoped,
  type Scope,
} from './log-in-scoped.ts'
import { authenticateSecret } from './verify-secret.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const OWN: Scope = { kind: 'project', accountId: null }

async function delegated(expiresAtMs: number | null = null) {
  const { user, apiKey } = await core.person([READER])
  const { credential, secret } = await makeFor(core.deps, user, { expiresAtMs })
  const shown = () =>
    authenticateApplicationCredential(core.deps, { id: credential.id }, secret, freshOrigin())
  const as = await shown()
  const evidence: Evidence = { holder: delegatedHolder(as), from: null, as }
  return { user, apiKey, credential, secret, evidence }
}

async function byKey(userId: string, apiKey: string): Promise<Evidence> {
  const holder = await authenticateSecret(core.deps, { id: userId }, apiKey, freshOrigin())
  return { holder, from: null }
}

describe('a login by application credential', () => {
  test('gives a token that names it, with its roles alone', async () => {
    const { user, credential, evidence } = await delegated()
    const { claims, delegation, user: seen } = await logInScoped(core.deps, [evidence], OWN)
    assert.deepEqual(
      [claims.method, claims.credentialId, claims.userId, claims.scope],
      ['APPLICATION_CREDENTIAL', credential.id, user.id, 'project'],
    )
    assert.deepEqual([delegation?.credential.id, seen.roles], [credential.id, [READER]])
  })

  test('counts alone: beside it nothing else may be shown, in either order, nor itself twice', async () => {
    const { user, apiKey, evidence } = await delegated()
    const other = await byKey(user.id, apiKey)
    for (const shown of [
      [evidence, other],
      [other, evidence],
      [evidence, evidence],
    ]) {
      assert.equal(await answerOf(logInScoped(core.deps, shown, OWN)), 'credential.wrong')
    }
  })

  test('gives no token that outlives the credential', async () => {
    const expiresAtMs = core.clock.now() + HOUR_MS
    const { evidence } = await delegated(expiresAtMs)
    const { token, claims } = await logInScoped(core.deps, [evidence], OWN)
    assert.equal(claims.expiresAtMs, expiresAtMs)
    core.clock.advance(HOUR_MS)
    assert.equal(await isLive(core.deps, token), false)
    const { evidence: endless } = await delegated()
    assert.ok((await logInScoped(core.deps, [endless], OWN)).claims.expiresAtMs > core.clock.now() + HOUR_MS)
  })

  test('is answered from memory once it was right, and never with another secret or for another', async () => {
    const { credential, secret, evidence } = await delegated()
    const other = await delegated()
    const login = (id: string, shown: string) =>
      logInByCredentialFromMemory(core.deps, id, shown, freshOrigin())
    const known = login(credential.id, secret)
    assert.deepEqual(
      [known?.claims.credentialId, known?.claims.method, known?.user.roles],
      [credential.id, 'APPLICATION_CREDENTIAL', evidence.as?.user.roles],
    )
    for (const [id, shown] of [
      [credential.id, other.secret],
      [other.credential.id, secret],
      [credential.id, ''],
      ['none', secret],
      [secret, credential.id],
    ] as const) {
      assert.equal(login(id, shown), undefined)
    }
    await disableUser(core.deps, OPERATOR, credential.userId)
    assert.equal(login(credential.id, secret), undefined)
  })
})

describe('a login by the key from memory', () => {
  async function remembered(roles?: readonly string[]) {
    const { user, apiKey } = await core.person(roles)
    await logInScoped(core.deps, [await byKey(user.id, apiKey)], OWN)
    return { user, apiKey }
  }
  const login = (...[whom, secret, scope]: [Parameters<typeof logInByKeyFromMemory>[1], string, Scope]) =>
    logInByKeyFromMemory(core.deps, whom, secret, scope, freshOrigin())

  test('is for the user it names, by id or by name in any spelling', async () => {
    const { user, apiKey } = await remembered()
    for (const whom of [{ id: user.id }, { name: user.name }, { name: user.name.toUpperCase() }]) {
      const known: Login | undefined = login(whom, apiKey, OWN)
      const claims = known?.claims
      assert.deepEqual([claims?.userId, claims?.method, claims?.scope], [user.id, 'APIKEY', 'project'])
    }
    const other = (await core.person()).user
    for (const whom of [{ id: other.id }, { name: other.name }, { id: '' }, { name: '' }]) {
      assert.equal(login(whom, apiKey, OWN), undefined)
    }
  })

  test('is for a scope that is the user’s, as anywhere', async () => {
    const [member, operator] = [await remembered(), await remembered([SERVICE_ADMIN])]
    const elsewhere = await core.account()
    const scopes: readonly (readonly [Scope, boolean, boolean])[] = [
      [OWN, true, true],
      [{ kind: 'project', accountId: core.accountId }, true, true],
      [{ kind: 'project', accountId: elsewhere }, false, false],
      [{ kind: 'unscoped' }, true, true],
      [{ kind: 'system' }, false, true],
      [{ kind: 'domain' }, false, true],
    ]
    for (const [scope, ofMember, ofOperator] of scopes) {
      const heard = ({ user, apiKey }: typeof member) => login({ id: user.id }, apiKey, scope) !== undefined
      assert.deepEqual([heard(member), heard(operator)], [ofMember, ofOperator], JSON.stringify(scope))
    }
  })

  test('is counted when it is one, and only then', async () => {
    const { user, apiKey } = await remembered()
    const times = async () => {
      await core.deps.calls.settle()
      const calls = await core.deps.store.calls.ofUser(user.id, 0)
      return calls.reduce((sum, { calls: one }) => sum + one, 0)
    }
    const before = await times()
    login({ id: user.id }, apiKey, { kind: 'system' })
    login({ id: 'other' }, apiKey, OWN)
    assert.equal(await times(), before)
    login({ id: user.id }, apiKey, OWN)
    assert.equal(await times(), before + 1)
  })
})
