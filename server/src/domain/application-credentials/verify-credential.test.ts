import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { answerOf, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import { distrustKeys } from '../restore/distrust-keys.ts'
import { trustKeys } from '../restore/trust-keys.ts'
import type { User } from '../users/user.ts'
import { deleteApplicationCredential } from './delete-credential.ts'
import { authenticateApplicationCredential } from './verify-credential.ts'

onBothEngines(({ name, migratedUrl }) => {
  let core: Core
  let user: User
  before(async () => {
    core = await openCore(name === 'postgres' ? await migratedUrl() : undefined)
    user = (await core.person()).user
  })
  after(() => core.close())

  const answerTo = (id: string, secret: string, origin = freshOrigin()) =>
    answerOf(authenticateApplicationCredential(core.deps, { id }, secret, origin))
  const digestOf = async (id: string) =>
    (await core.deps.store.applicationCredentials.ofUser(user.id)).find((one) => one.id === id)?.digest

  describe('an application credential at rest', () => {
    test('is a digest that neither shows the secret nor that another has the same', async () => {
      const secret = 'one secret for two of them'
      const one = await makeFor(core.deps, user, { secret })
      const two = await makeFor(core.deps, user, { secret })
      assert.notEqual(one.credential.digest, two.credential.digest)
      assert.ok(!JSON.stringify(one.credential).includes(secret))
      assert.equal(await answerTo(one.credential.id, secret), 'valid')
      assert.equal(await answerTo(two.credential.id, secret), 'valid')
    })

    test('outlives a rotation of the data keys, and is digested anew by its next use', async () => {
      const used = await makeFor(core.deps, user)
      const unused = await makeFor(core.deps, user)
      await core.keyward.dataKeys.rotate(OPERATOR, async () => {})
      const before = await digestOf(used.credential.id)
      assert.equal(await answerTo(used.credential.id, used.secret), 'valid')
      const later = await digestOf(used.credential.id)
      assert.notEqual(later, before)
      assert.equal(await answerTo(used.credential.id, used.secret), 'valid')
      assert.equal(await digestOf(used.credential.id), later)
      assert.equal(await digestOf(unused.credential.id), unused.credential.digest)
      // A day later the older look-up key would go, if nothing were found by it any more.
      core.clock.advance(25 * 3_600_000)
      await core.keyward.dataKeys.complete(OPERATOR)
      assert.equal(await answerTo(unused.credential.id, unused.secret), 'valid')
    })

    test('is in doubt after older data were put back, until the operator says otherwise', async () => {
      const { credential, secret } = await makeFor(core.deps, user)
      assert.equal(await answerTo(credential.id, secret), 'valid')
      await distrustKeys(core.deps, OPERATOR, 'backup-1.db')
      assert.equal(await answerTo(credential.id, secret), 'credential.wrong')
      await trustKeys(core.deps, OPERATOR)
      assert.equal(await answerTo(credential.id, secret), 'valid')
    })
  })

  describe('guessing', () => {
    test('the secret is throttled, the right one never is', async () => {
      const { credential, secret } = await makeFor(core.deps, user)
      const origin = freshOrigin()
      const answers = new Set<string>()
      for (let at = 0; at < 60; at++) answers.add(await answerTo(credential.id, `wrong secret ${at}`, origin))
      assert.deepEqual([...answers], ['credential.wrong', 'throttled'])
      assert.equal(await answerTo(credential.id, secret, origin), 'valid')
    })

    test('does not include a script that goes on with a deleted credential', async () => {
      const { credential, secret } = await makeFor(core.deps, user)
      const { id } = credential
      await deleteApplicationCredential(core.deps, OPERATOR, user.id, id)
      const origin = freshOrigin()
      for (let at = 0; at < 60; at++) assert.equal(await answerTo(id, secret, origin), 'credential.wrong')
    })
  })

  test('a use is counted for the credential, not for the key', async () => {
    const { credential, secret } = await makeFor(core.deps, user)
    await answerTo(credential.id, secret)
    await core.deps.calls.settle()
    const calls = await core.deps.store.calls.ofUser(user.id, 0, [credential.id])
    assert.deepEqual(
      calls.map(({ outcome, calls: times }) => [outcome, times]),
      [['valid', 1]],
    )
  })
})
