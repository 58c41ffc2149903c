import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import {
  answerOf,
  type Core,
  freshOrigin,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { OPERATOR, PASSWORD, visitFrom } from '../../../../tests/support/deps.ts'
import { authenticateApplicationCredential } from '../application-credentials/verify-credential.ts'
import { resetKey } from '../keys/reset-key.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import { logInToSetUp } from './log-in.ts'
import { delegatedHolder, logInScoped } from './log-in-scoped.ts'
import {
  authenticateCredential,
  countGoodCredential,
  credentialActor,
  goodCredentialFromMemory,
} from './verify-credential.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const authenticate = (secret: string, username: string | null = null, mayBeKey = true) =>
  authenticateCredential(core.deps, { secret, username, mayBeKey }, freshOrigin())

async function delegatedToken() {
  const { user } = await core.person()
  const { credential, secret } = await makeFor(core.deps, user)
  const as = await authenticateApplicationCredential(core.deps, { id: credential.id }, secret, freshOrigin())
  const evidence = [{ holder: delegatedHolder(as), from: null, as }]
  const { token } = await logInScoped(core.deps, evidence, { kind: 'project', accountId: null })
  return { user, credential, token }
}

async function times(userId: string): Promise<number> {
  await core.deps.calls.settle()
  const calls = await core.deps.store.calls.ofUser(userId, 0)
  return calls.reduce((sum, one) => sum + one.calls, 0)
}

test('a key is taken as a key where it may be one, a token wherever it comes', async () => {
  const { user, apiKey } = await core.person()
  const token = await tokenByKey(core.deps, apiKey)
  assert.equal((await authenticate(apiKey)).kind, 'key')
  assert.equal((await authenticate(apiKey, user.name)).kind, 'key')
  assert.equal((await authenticate(apiKey, user.name, false)).kind, 'key')
  assert.equal(await answerOf(authenticate(apiKey, null, false)), 'credential.wrong')
  assert.equal((await authenticate(token)).kind, 'token')
  assert.equal((await authenticate(token, null, false)).kind, 'token')
  assert.equal(await answerOf(authenticate(token, user.name)), 'credential.wrong')
  assert.equal(await answerOf(authenticate(apiKey, 'somebody')), 'credential.wrong')
})

test('memory tells the same once it knows, counts nothing by itself, and a call when it is told to', async () => {
  const { user, apiKey } = await core.person()
  const token = await tokenByKey(core.deps, apiKey)
  await authenticate(apiKey)
  await authenticate(token)
  const before = await times(user.id)
  const [byKey, byToken] = [
    goodCredentialFromMemory(core.deps, apiKey, true),
    goodCredentialFromMemory(core.deps, token, true),
  ]
  assert.deepEqual([byKey?.kind, byToken?.kind], ['key', 'token'])
  assert.equal(goodCredentialFromMemory(core.deps, apiKey, false), null)
  assert.equal(goodCredentialFromMemory(core.deps, token, false)?.kind, 'token')
  assert.equal(goodCredentialFromMemory(core.deps, 'f'.repeat(32), true), null)
  assert.equal(goodCredentialFromMemory(core.deps, 'nonsense', true), null)
  assert.equal(await times(user.id), before)
  for (const good of [byKey, byToken]) if (good) countGoodCredential(core.deps, good, freshOrigin())
  assert.equal(await times(user.id), before + 2)
  await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
  await core.deps.known.key(apiKey, async () => null)
  assert.equal(goodCredentialFromMemory(core.deps, apiKey, true), null)
})

test('who acts is who the credential belongs to, with what it proves', async () => {
  const { user, apiKey } = await core.person()
  const visit = visitFrom()
  const actorOf = async (secret: string) => credentialActor(await authenticate(secret), visit)
  const keyId = (await core.deps.store.keys.current(user.id))?.id
  const byKey = await actorOf(apiKey)
  assert.deepEqual(
    [byKey.userId, byKey.userName, byKey.accountId, byKey.roles, byKey.origin, byKey.requestId],
    [user.id, user.name, user.accountId, user.roles, visit.origin, visit.requestId],
  )
  assert.deepEqual(byKey.proof, { kind: 'credential', of: 'key', credentialId: keyId })
  assert.deepEqual((await actorOf(await tokenByKey(core.deps, apiKey))).proof, byKey.proof)
  assert.deepEqual((await actorOf(await tokenByPassword(core.deps, user))).proof, {
    ...{ kind: 'credential', of: 'password', credentialId: user.passwordId },
  })
  const delegated = await delegatedToken()
  const { proof } = await actorOf(delegated.token)
  assert.ok(proof.kind === 'delegation')
  assert.equal(proof.delegation.credential.id, delegated.credential.id)
})

test('a token for setting up a factor is for nothing else, and not for somebody who has one', async () => {
  const { user } = await core.person([DEFAULT_ROLE])
  const setUp = () =>
    logInToSetUp(core.deps, { username: user.name, password: PASSWORD }, null, freshOrigin())
  const { token, claims } = await setUp()
  assert.equal(claims.scope, 'set-up')
  assert.ok(claims.expiresAtMs <= core.clock.now() + 60 * 60_000)
  assert.equal(await answerOf(authenticate(token)), 'credential.wrong')
  await core.deps.store.users.update(user.id, { secondFactor: true })
  assert.equal(await answerOf(setUp()), 'actor.forbidden')
})
