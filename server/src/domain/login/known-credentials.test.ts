import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { type Core, knownStateOn, openCore } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { deleteApplicationCredential } from '../application-credentials/delete-credential.ts'
import { addEndpoint } from '../catalog/add-endpoint.ts'
import { addServiceRule } from '../services/add-rule.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('what is remembered of application credentials', () => {
  test('is asked once, and forgotten with the user’s next change', async () => {
    const { user } = await core.person()
    const { credential } = await makeFor(core.deps, user)
    const { known } = core.deps
    assert.equal(known.peekApplicationCredentials(user.id), undefined)
    const first = await known.applicationCredentials(user.id)
    assert.deepEqual(first, [credential])
    assert.equal(known.peekApplicationCredentials(user.id), first)
    assert.equal(await known.applicationCredentials(user.id), first)
    await deleteApplicationCredential(core.deps, keyActor(user), user.id, credential.id)
    assert.equal(known.peekApplicationCredentials(user.id), undefined)
    assert.deepEqual(await known.applicationCredentials(user.id), [])
  })

  test('is whose one is, for ever; never that nobody’s it is', async () => {
    const { user } = await core.person()
    const { credential } = await makeFor(core.deps, user)
    const { known } = core.deps
    assert.equal(await known.ownerOfApplicationCredential('none'), null)
    assert.equal(known.peekOwnerOfApplicationCredential('none'), undefined)
    assert.equal(await known.ownerOfApplicationCredential(credential.id), user.id)
    known.forget([user.id])
    assert.equal(known.peekOwnerOfApplicationCredential(credential.id), user.id)
  })

  test('is for an hour that a secret was right: that one, of that credential', async () => {
    const { user } = await core.person()
    const { credential } = await makeFor(core.deps, user)
    const { known } = core.deps
    const proven = (secret: string, nowMs: number, of = credential) =>
      known.hasProvenSecret(of, secret, nowMs)
    assert.equal(proven('right', 1_000), false)
    known.rememberSecret(credential, 'right', 1_000)
    assert.deepEqual(
      [999, 1_000, HOUR_MS + 999, HOUR_MS + 1_000].map((nowMs) => proven('right', nowMs)),
      [false, true, true, false],
    )
    assert.equal(proven('wrong', 1_000), false)
    assert.equal(proven('right', 1_000, { ...credential }), false)
  })

  test('is no secret that is not ASCII, and none at all where other processes may change the data', async () => {
    const { user } = await core.person()
    const { credential } = await makeFor(core.deps, user)
    core.deps.known.rememberSecret(credential, 'schlüssel', 1_000)
    assert.equal(core.deps.known.hasProvenSecret(credential, 'schlüssel', 1_000), false)
    const shared = knownStateOn({ ...core.deps.store, exclusive: false })
    shared.rememberSecret(credential, 'right', 1_000)
    assert.equal(shared.hasProvenSecret(credential, 'right', 1_000), false)
    await shared.applicationCredentials(user.id)
    assert.equal(shared.peekApplicationCredentials(user.id), undefined)
    await shared.ownerOfApplicationCredential(credential.id)
    assert.equal(shared.peekOwnerOfApplicationCredential(credential.id), undefined)
  })
})

describe('what is remembered of the rules of services', () => {
  test('is one answer until a rule is made, and none where other processes may make them', async () => {
    const { known } = core.deps
    const files = { name: 'files', type: 'object-store', region: null, internalUrl: null }
    await addEndpoint(core.deps, OPERATOR, { ...files, publicUrl: 'https://files.example' })
    const first = await known.protection()
    assert.equal(await known.protection(), first)
    assert.equal(known.peekProtection(), first)
    await addServiceRule(core.deps, OPERATOR, { service: 'files', methods: [], path: '/**', role: 'reader' })
    assert.equal(known.peekProtection(), undefined)
    assert.notEqual(await known.protection(), first)
    const shared = knownStateOn({ ...core.deps.store, exclusive: false })
    await shared.protection()
    assert.equal(shared.peekProtection(), undefined)
  })
})
