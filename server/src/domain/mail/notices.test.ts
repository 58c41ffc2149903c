import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { panelActor, withFailingAudit } from '../../../../tests/support/core.ts'
import {
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { lettersOf } from '../../../../tests/support/mail.ts'
import type { UserActor } from '../actor.ts'
import { removeTotp } from '../factors/remove-factor.ts'
import { resetFactors } from '../factors/reset-factors.ts'
import { createKey } from '../keys/create-key.ts'
import { deleteKey } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { setKey } from '../keys/set-key.ts'
import { changeOwnEmail } from '../users/change-own-email.ts'
import { changePassword } from '../users/change-password.ts'
import { setPassword } from '../users/set-password.ts'
import { updateUser } from '../users/update-user.ts'
import type { User } from '../users/user.ts'
import type { MailKind } from './outgoing.ts'

const EMAIL = 'ulla@example.com'

let world: TestDeps
let ulla: User
let own: UserActor

async function open(sendsMail: boolean): Promise<void> {
  world = await openTestDeps({ sendsMail })
  const { account } = await makeOwner(world.deps)
  ulla = (await makeUser(world.deps, account.id, 'ulla', { email: EMAIL })).user
  own = panelActor(ulla, world.clock.now())
}
beforeEach(() => open(true))
afterEach(() => world.close())

interface Change {
  readonly kind: MailKind
  readonly act: () => Promise<unknown>
  /** What has to be there before. */
  readonly prepare?: () => Promise<unknown>
  /** Somebody else does it. */
  readonly byOther?: true
}

const NOTHING_KEPT = { overlapSeconds: 0 }
let deviceId = ''
const withApp = async () => {
  deviceId = (await setUpApp(world.deps, ulla)).id
}

const CHANGES: Readonly<Record<string, Change>> = {
  'a password changed by its user': {
    kind: 'password_changed',
    act: () =>
      changePassword(
        world.deps,
        { username: 'ulla', currentPassword: PASSWORD, newPassword: OTHER_PASSWORD },
        visitFrom(),
      ),
  },
  'a password set by somebody else': {
    kind: 'password_changed',
    act: () => setPassword(world.deps, OPERATOR, ulla.id, OTHER_PASSWORD),
    byOther: true,
  },
  'an address changed by its user': {
    kind: 'email_changed',
    act: () => changeOwnEmail(world.deps, own, 'new@example.com'),
  },
  'an address changed by somebody else': {
    kind: 'email_changed',
    act: () => updateUser(world.deps, OPERATOR, ulla.id, { email: 'new@example.com' }),
    byOther: true,
  },
  'a key that was reset': {
    kind: 'key_changed',
    act: () => resetKey(world.deps, own, ulla.id, NOTHING_KEPT),
  },
  'a key that was reset with an overlap by somebody else': {
    kind: 'key_changed',
    act: () => resetKey(world.deps, OPERATOR, ulla.id, { overlapSeconds: 60 }),
    byOther: true,
  },
  'a key that was set': {
    kind: 'key_changed',
    act: () => setKey(world.deps, OPERATOR, ulla.id, 'a'.repeat(32)),
    byOther: true,
  },
  'a key that was deleted': { kind: 'key_changed', act: () => deleteKey(world.deps, own, ulla.id) },
  'a second factor that was removed': {
    kind: 'factor_removed',
    prepare: withApp,
    act: () => removeTotp(world.deps, own, deviceId),
  },
  'second factors that were reset by somebody else': {
    kind: 'factor_removed',
    prepare: withApp,
    act: () => resetFactors(world.deps, OPERATOR, ulla.id),
    byOther: true,
  },
}

for (const [what, { kind, act, prepare, byOther }] of Object.entries(CHANGES)) {
  describe(`of ${what}`, () => {
    test('the user is told once, at the address that was there before', async () => {
      await prepare?.()
      await act()
      const letters = await lettersOf(world.deps)
      assert.deepEqual(
        letters.map((letter) => [letter.kind, letter.to, letter.userName, letter.link]),
        [[kind, EMAIL, 'ulla', null]],
      )
      assert.equal(letters[0]?.doneFrom, byOther ? null : '192.0.2.1')
    })

    test('nothing waits to be sent where no mail is sent', async () => {
      await world.close()
      await open(false)
      await prepare?.()
      await act()
      assert.equal((await world.deps.store.outbox.state()).waiting, 0)
    })
  })
}

describe('nobody is told', () => {
  test('of what was not done, because its entry could not be written', async () => {
    const failing = withFailingAudit(world.deps)
    await assert.rejects(resetKey(failing, OPERATOR, ulla.id, NOTHING_KEPT), { code: 'storage.full' })
    await assert.rejects(setPassword(failing, OPERATOR, ulla.id, OTHER_PASSWORD), { code: 'storage.full' })
    assert.deepEqual(await lettersOf(world.deps), [])
  })

  test('of a first key, of a second factor that was added, of a region or of the same address again', async () => {
    const { user } = await makeUser(world.deps, ulla.accountId, 'vera', { email: 'vera@example.com' })
    await deleteKey(world.deps, OPERATOR, user.id)
    assert.equal((await lettersOf(world.deps)).length, 1)
    await createKey(world.deps, OPERATOR, user.id)
    await setUpApp(world.deps, user)
    await updateUser(world.deps, OPERATOR, user.id, { defaultRegion: 'DFW', email: 'vera@example.com' })
    assert.deepEqual(await lettersOf(world.deps), [])
  })

  test('without an address; with a new one, the new one is told of the next change', async () => {
    const { user } = await makeUser(world.deps, ulla.accountId, 'vera')
    await resetKey(world.deps, OPERATOR, user.id, NOTHING_KEPT)
    await updateUser(world.deps, OPERATOR, user.id, { email: 'vera@example.com' })
    assert.deepEqual(await lettersOf(world.deps), [])
    await resetKey(world.deps, OPERATOR, user.id, NOTHING_KEPT)
    assert.deepEqual(
      (await lettersOf(world.deps)).map(({ to }) => to),
      ['vera@example.com'],
    )
  })
})
