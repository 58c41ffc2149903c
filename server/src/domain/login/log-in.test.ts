import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  type Core,
  freshOrigin,
  isLive,
  knownStateOn,
  logInByPassword,
  openCore,
  tokenByKey,
} from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { describeKey } from '../keys/describe-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { SERVICE_ADMIN } from '../roles/roles.ts'
import { checkToken } from '../tokens/check-token.ts'
import { changeRoles } from '../users/change-roles.ts'
import { disableUser } from '../users/disable-user.ts'
import { findKey } from './find-key.ts'
import { logInFromMemory, logInWithKey, logInWithToken } from './log-in.ts'
import { type Evidence, logInScoped, type Scope } from './log-in-scoped.ts'
import { authenticateSecret } from './verify-secret.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

const byKey = (secret: string, tenant: string | null = null, username: string | null = null) =>
  logInWithKey(core.deps, { secret, username }, tenant, freshOrigin())
const byPassword = (username: string, password = PASSWORD, tenant: string | null = null) =>
  logInByPassword(core.deps, { username, password }, tenant)
const byToken = (token: string, tenant: string | null = null) =>
  logInWithToken(core.deps, token, tenant, freshOrigin())

describe('a login', () => {
  test('with the key gives a token that names the key; with the password one that names the password', async () => {
    const { user, apiKey } = await core.person()
    const key = await core.deps.store.keys.current(user.id)
    const first = await byKey(apiKey)
    const second = await byPassword(user.name)
    assert.deepEqual([first.claims.method, first.claims.credentialId], ['APIKEY', key?.id])
    assert.deepEqual([second.claims.method, second.claims.credentialId], ['PASSWORD', user.passwordId])
    for (const { token, user: of } of [first, second]) {
      assert.equal(of.id, user.id)
      assert.equal(await isLive(core.deps, token), true)
    }
  })

  test('is the only one who can say so: no refusal leaves a token behind (F-27)', async () => {
    const { user, apiKey } = await core.person()
    const { user: disabled, apiKey: disabledKey } = await core.person()
    await disableUser(core.deps, OPERATOR, disabled.id)
    const refused = [
      () => byKey('f'.repeat(32)),
      () => byKey(apiKey, null, 'somebody'),
      () => byKey(apiKey, '999999'),
      () => byKey(disabledKey),
      () => byPassword(user.name, OTHER_PASSWORD),
      () => byPassword(disabled.name),
      () => byToken('nonsense'),
    ]
    for (const act of refused) assert.notEqual(await answerOf(act()), 'valid')
  })

  test('for another account’s number is a wrong credential, and says nothing of that account', async () => {
    const { user, apiKey } = await core.person()
    const other = await core.account()
    const token = await tokenByKey(core.deps, apiKey)
    for (const tenant of [other, '999999', '', ` ${user.accountId}`, `0${user.accountId}`]) {
      for (const act of [byKey(apiKey, tenant), byToken(token, tenant)]) {
        const { facts } = await refusedWith('credential.wrong', act)
        assert.equal(facts.field, 'tenant')
      }
    }
    assert.equal((await byKey(apiKey, user.accountId)).user.id, user.id)
    assert.equal((await byPassword(user.name, PASSWORD, user.accountId)).user.id, user.id)
  })

  test('of a user removed between the check and the token gives none', async () => {
    const { apiKey } = await core.person()
    const { store } = core.deps
    const gone = { ...store, users: { ...store.users, known: async () => null } }
    const deps = { ...core.deps, known: knownStateOn(gone) }
    const login = logInWithKey(deps, { secret: apiKey, username: null }, null, freshOrigin())
    await refusedWith('credential.wrong', login)
  })
})

describe('a token for a token', () => {
  test('is good as long as the first, and gives the present state of the user', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    const exchanged = await byToken(token)
    assert.equal(exchanged.user.id, user.id)
    assert.equal(exchanged.claims.rootId, (await checkToken(core.deps, token))?.claims.id)
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    assert.equal(await isLive(core.deps, exchanged.token), false)
  })

  test('is refused for every dead one, and never throttled for those; for nonsense it is', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    await disableUser(core.deps, OPERATOR, user.id)
    const origin = freshOrigin()
    const exchange = (text: string) => answerOf(logInWithToken(core.deps, text, null, origin))
    for (let at = 0; at < 40; at++) assert.equal(await exchange(token), 'token.not_found')
    for (let at = 0; at < 20; at++) assert.equal(await exchange(`nonsense${at}`), 'token.not_found')
    assert.equal(await exchange('nonsense'), 'throttled')
    assert.equal(await exchange(token), 'token.not_found')
  })
})

describe('a login from memory', () => {
  test('is none until memory knows key and user, and then as good as any', async () => {
    const { user, apiKey } = await core.person()
    const deps = { ...core.deps, known: knownStateOn(core.deps.store) }
    const presented = { secret: apiKey, username: user.name }
    const attempt = () => logInFromMemory(deps, presented, freshOrigin())
    assert.equal(attempt(), undefined)
    await findKey(deps, apiKey)
    assert.equal(attempt(), undefined)
    await deps.known.user(user.id)
    const login = attempt()
    assert.ok(login)
    assert.equal(await isLive(core.deps, login.token), true)
  })

  test('is never given for a wrong name, a retired key or a disabled user', async () => {
    const { user, apiKey } = await core.person()
    await byKey(apiKey)
    const attempt = (username: string) =>
      logInFromMemory(core.deps, { secret: apiKey, username }, freshOrigin())
    assert.ok(attempt(user.name))
    assert.equal(attempt('somebody'), undefined)
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(attempt(user.name), undefined)
    await answerOf(byKey(apiKey))
    assert.equal(attempt(user.name), undefined)
  })

  test('is counted when it is one, and only then', async () => {
    const { user, apiKey } = await core.person()
    const attempt = () => logInFromMemory(core.deps, { secret: apiKey, username: null }, freshOrigin())
    core.deps.known.forget([user.id])
    assert.equal(attempt(), undefined)
    assert.equal((await describeKey(core.deps, OPERATOR, user.id))?.lastUse, null)
    await findKey(core.deps, apiKey)
    await core.deps.known.user(user.id)
    assert.ok(attempt())
    assert.ok((await describeKey(core.deps, OPERATOR, user.id))?.lastUse)
  })
})

describe('a secret of which the client does not say what it is', () => {
  test('is the key or the password, of the user named by name or by id', async () => {
    const { user, apiKey } = await core.person()
    for (const whom of [{ name: user.name }, { id: user.id }]) {
      const key = await authenticateSecret(core.deps, whom, apiKey, freshOrigin())
      const password = await authenticateSecret(core.deps, whom, PASSWORD, freshOrigin())
      assert.deepEqual([key.method, key.userId], ['APIKEY', user.id])
      assert.deepEqual([password.method, password.credentialId], ['PASSWORD', user.passwordId])
    }
  })

  test('is not somebody else’s key', async () => {
    const { user } = await core.person()
    const { apiKey } = await core.person()
    for (const whom of [{ name: user.name }, { id: user.id }, { id: 'f'.repeat(32) }]) {
      const answer = await answerOf(authenticateSecret(core.deps, whom, apiKey, freshOrigin()))
      assert.equal(answer, 'credential.wrong')
    }
  })
})

describe('a login for a scope', () => {
  async function evidenceOf(roles?: readonly string[]): Promise<Evidence> {
    const { apiKey } = await core.person(roles)
    const { claims } = await byKey(apiKey)
    return { holder: claims, from: null }
  }
  const WIDE: readonly Scope[] = [{ kind: 'domain' }, { kind: 'system' }]

  test('of nothing, or of two people, is refused', async () => {
    const [first, second] = [await evidenceOf(), await evidenceOf()]
    const scope: Scope = { kind: 'project', accountId: null }
    for (const evidence of [[], [first, second], [second, first, second]]) {
      await refusedWith('credential.wrong', logInScoped(core.deps, evidence, scope))
    }
    assert.ok(await logInScoped(core.deps, [first, first], scope))
  })

  test('of the whole installation is for operators, and ends with that role (S-82)', async () => {
    for (const scope of WIDE) {
      await refusedWith('credential.wrong', logInScoped(core.deps, [await evidenceOf()], scope))
      const evidence = await evidenceOf([SERVICE_ADMIN])
      const { token, user } = await logInScoped(core.deps, [evidence], scope)
      assert.equal(await isLive(core.deps, token), true)
      await changeRoles(core.deps, OPERATOR, user.id, { add: [], remove: [SERVICE_ADMIN] })
      assert.equal(await isLive(core.deps, token), false)
    }
  })

  test('of another account is refused, of one’s own or of none it is not', async () => {
    const evidence = await evidenceOf()
    const accountId = await core.account()
    await refusedWith('credential.wrong', logInScoped(core.deps, [evidence], { kind: 'project', accountId }))
    const own = { kind: 'project', accountId: core.accountId } as const
    for (const scope of [own, { kind: 'unscoped' } as const]) {
      const { claims } = await logInScoped(core.deps, [evidence], scope)
      assert.deepEqual([claims.scope, claims.accountId], [scope.kind, core.accountId])
    }
  })

  test('with a token shown ends when that one does, whatever else was shown with it (F-06)', async () => {
    const { apiKey } = await core.person()
    const root = await byKey(apiKey)
    core.clock.advance(3_600_000)
    const fresh = await byKey(apiKey)
    const token = { holder: root.claims, from: root.claims }
    const secret = { holder: fresh.claims, from: null }
    for (const evidence of [[token], [secret, token], [token, secret]]) {
      const { claims } = await logInScoped(core.deps, evidence, { kind: 'unscoped' })
      assert.deepEqual([claims.rootId, claims.expiresAtMs], [root.claims.id, root.claims.expiresAtMs])
    }
  })
})
