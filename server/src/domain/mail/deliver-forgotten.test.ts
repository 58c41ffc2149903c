import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { actionsOf, makeUser, OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { lettersOf } from '../../../../tests/support/mail.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { choosePassword } from '../links/password-link.ts'
import { swapLink } from '../links/swap-link.ts'
import { disableUser } from '../users/disable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { updateUser } from '../users/update-user.ts'
import { deliverDue } from './deliver-due.ts'
import { EMAIL, forgot, guest, opens, secretOf, ulla, visit, waiting, world } from './deliver-testing.ts'

describe('a forgotten password', () => {
  test('brings one mail with a link that opens the form of that user for half an hour', async () => {
    await forgot()
    const [letter, ...more] = await lettersOf(world.deps)
    assert.equal(more.length, 0)
    assert.deepEqual([letter?.kind, letter?.to, letter?.userName], ['reset', EMAIL, 'ulla'])
    assert.deepEqual([letter?.doneFrom, letter?.atMs], ['192.0.2.1', world.clock.now()])
    assert.equal(letter?.link?.endsAtMs, world.clock.now() + HOUR_MS / 2)
    assert.equal((await opens('reset', secretOf(letter))).user.id, ulla.id)
    assert.deepEqual([await waiting(), await lettersOf(world.deps)], [0, []])
  })

  test('is found under any spelling of the name', async () => {
    await forgot('ULLA')
    assert.equal((await lettersOf(world.deps))[0]?.to, EMAIL)
  })

  test('is in the audit log, with the place that it was asked from and without the link', async () => {
    await forgot()
    const [letter] = await lettersOf(world.deps)
    const last = (await world.deps.store.audit.page(ulla.accountId, 0, 1_000)).at(-1)
    assert.deepEqual([last?.action, last?.target], ['user.reset_link', `user:${ulla.id}`])
    assert.deepEqual(last?.details, { askedFrom: '192.0.2.1' })
    assert.equal(JSON.stringify(last).includes(secretOf(letter)), false)
  })

  test('goes to the address that the user has when it is sent', async () => {
    await forgot()
    await updateUser(world.deps, OPERATOR, ulla.id, { email: 'new@example.com' })
    const letters = await lettersOf(world.deps)
    assert.deepEqual(
      letters.map(({ kind, to }) => [kind, to]).toSorted(),
      [
        ['email_changed', EMAIL],
        ['reset', 'new@example.com'],
      ].toSorted(),
    )
  })

  const NOBODY: Readonly<Record<string, () => Promise<string>>> = {
    'an unknown user': async () => 'nobody',
    'a user without an address': async () => (await makeUser(world.deps, ulla.accountId, 'mute')).user.name,
    'somebody without a password': async () => (await guest('robot')).name,
    'a disabled user': async () => (await disableUser(world.deps, OPERATOR, ulla.id)).name,
    'a user of a suspended account': async () => {
      await updateAccount(world.deps, OPERATOR, ulla.accountId, { enabled: false })
      return ulla.name
    },
  }
  for (const [who, nameOf] of Object.entries(NOBODY)) {
    test(`of ${who} sends nothing, makes no link and leaves no trace`, async () => {
      const name = await nameOf()
      const before = await actionsOf(world.deps, ulla.accountId)
      await forgot(name)
      assert.equal(await waiting(), 1, 'the same is written for everybody')
      assert.deepEqual(await lettersOf(world.deps), [])
      assert.equal(await waiting(), 0)
      assert.deepEqual(await actionsOf(world.deps, ulla.accountId), before)
    })
  }

  test('lies in the outbox without a secret, and a link is made at each sending anew', async () => {
    await forgot()
    const [mail] = await world.deps.store.outbox.due(world.clock.now(), 10)
    assert.deepEqual([mail?.userId, mail?.userName, mail?.address], [null, 'ulla', null])
    const secrets: string[] = []
    for (const _ of [1, 2]) {
      await deliverDue(world.deps, async (letter) => {
        secrets.push(secretOf(letter))
        throw new Error('the process dies here')
      }).catch(() => undefined)
      world.clock.advance(5 * MINUTE_MS)
    }
    assert.equal(new Set(secrets).size, 2)
    const left = JSON.stringify(await world.deps.store.outbox.due(world.clock.now(), 10))
    for (const secret of secrets) assert.equal(left.includes(secret), false)
  })

  test('mailed twice: choosing a password by one of the links makes the other worthless', async () => {
    await forgot()
    await forgot()
    const [first, second] = await lettersOf(world.deps)
    const ticket = await swapLink(world.deps, 'reset', secretOf(first))
    await choosePassword(world.deps, 'reset', ticket, OTHER_PASSWORD, visit)
    await refusedWith('link.not_found', swapLink(world.deps, 'reset', secretOf(second)))
  })

  test('a link of it dies with every other change of the password', async () => {
    await forgot()
    const [letter] = await lettersOf(world.deps)
    await setPassword(world.deps, OPERATOR, ulla.id, OTHER_PASSWORD)
    await refusedWith('link.not_found', swapLink(world.deps, 'reset', secretOf(letter)))
  })

  test('a link of it dies with a change of the address', async () => {
    await forgot()
    const [letter] = await lettersOf(world.deps)
    await updateUser(world.deps, OPERATOR, ulla.id, { email: 'new@example.com' })
    await refusedWith('link.not_found', swapLink(world.deps, 'reset', secretOf(letter)))
  })
})
