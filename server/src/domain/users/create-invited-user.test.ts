import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import {
  answerOf,
  entriesOf,
  openCore,
  panelActor,
  tokenByPassword,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { keyActor, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName } from '../../../../tests/support/people.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { UserActor } from '../actor.ts'
import { swapLink } from '../links/swap-link.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE, USER_MANAGE_LIMITED } from '../roles/roles.ts'
import { accountAdmins } from './account-admins.ts'
import { requireRoom } from './account-limit.ts'
import { createInvitedUser, type NewInvitedUser } from './create-invited-user.ts'
import { deleteUser } from './delete-user.ts'
import { inviteUser } from './invite-user.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import type { User } from './user.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let owner: User
let actor: UserActor
beforeEach(async () => {
  owner = (await core.person([USER_ADMIN])).user
  actor = panelActor(owner, clock.now())
})

const asked = (change: Partial<NewInvitedUser> = {}): NewInvitedUser => ({
  ...{ accountId: core.accountId, name: freshName('guest'), email: null, roles: [DEFAULT_ROLE] },
  ...{ invite: true, password: null },
  ...change,
})
const make = (given: NewInvitedUser, key?: string, by = actor) => createInvitedUser(deps, by, given, key)
const opens = (secret = '') => answerOf(swapLink(deps, 'invitation', secret))
const count = () => deps.store.users.count(core.accountId)

describe('a user who is made with an invitation', () => {
  test('has a link of 48 hours, or none; both are written down', async () => {
    const entries = await entriesOf(deps, core.accountId, async () => {
      const { user, invitation } = await make(asked())
      assert.equal(invitation?.endsAtMs, clock.now() + 48 * HOUR_MS)
      assert.deepEqual([invitation.mailedTo, user.passwordId], [null, null])
      assert.equal(await opens(invitation.secret), 'valid')
      assert.equal((await make(asked({ invite: false }))).invitation, null)
    })
    const actions = entries.map(({ action }) => action)
    assert.equal(actions.filter((action) => action === 'user.create').length, 2)
    assert.equal(actions.filter((action) => action === 'user.invite').length, 1)
  })

  test('may be given a password by whoever makes it, which must be a good one', async () => {
    const given = asked({ invite: false, password: OTHER_PASSWORD })
    const { user } = await make(given)
    assert.equal(await answerOf(tokenByPassword(deps, user, OTHER_PASSWORD)), 'valid')
    const before = await count()
    assert.equal(await answerOf(make(asked({ password: 'short' }))), 'password.weak')
    const name = freshName('somebody-with-a-name')
    assert.equal(await answerOf(make(asked({ name, password: name }))), 'password.weak')
    assert.equal(await count(), before)
  })

  test('is made once for one idempotency key: the same link again, also to one who asks twice at once', async () => {
    const given = asked()
    const key = freshName('key')
    const before = await count()
    const [first, second] = await Promise.all([make(given, key), make(given, key)])
    assert.equal(first.invitation?.secret, second.invitation?.secret)
    assert.equal(first.invitation?.endsAtMs, second.invitation?.endsAtMs)
    assert.equal((await make({ ...given, roles: [...given.roles] }, key)).user.id, first.user.id)
    assert.equal(await count(), before + 1)
    for (const change of [{ name: 'other' }, { email: 'a@b.example' }, { roles: [] }, { invite: false }]) {
      assert.equal(await answerOf(make({ ...given, ...change }, key)), 'idempotency.conflict')
    }
    await deleteUser(deps, actor, first.user.id)
    assert.equal(await answerOf(make(given, key)), 'idempotency.conflict')
  })

  test('made for a program is told again without a link', async () => {
    const given = asked({ invite: false })
    const key = freshName('key')
    const { user } = await make(given, key)
    assert.deepEqual(await make(given, key), { user, invitation: null })
  })

  test('is made by who manages the account, with presence proved at the panel; nobody else makes anything', async () => {
    const by = async (role: string, accountId?: string) =>
      keyActor((await core.person([role], accountId)).user)
    assert.equal(await answerOf(make(asked(), undefined, await by(USER_MANAGE))), 'valid')
    const before = await count()
    const absent = panelActor(owner, null)
    assert.equal(await answerOf(make(asked(), undefined, absent)), 'step_up.needed')
    assert.equal(await answerOf(make(asked({ password: OTHER_PASSWORD }), 'k', absent)), 'step_up.needed')
    const stranger = await by(USER_ADMIN, await core.account())
    assert.equal(await answerOf(make(asked(), undefined, stranger)), 'account.not_found')
    const [helper, member] = [await by(USER_MANAGE_LIMITED), await by(DEFAULT_ROLE)]
    for (const other of [helper, member]) {
      for (const password of [null, OTHER_PASSWORD]) {
        assert.equal(await answerOf(make(asked({ password }), undefined, other)), 'actor.forbidden')
      }
    }
    assert.equal(await count(), before + 2)
  })

  test('is not there when it cannot be written down', async () => {
    const before = await count()
    const failing = withFailingAudit(deps)
    assert.equal(await answerOf(createInvitedUser(failing, actor, asked())), 'storage.full')
    assert.equal(await count(), before)
  })
})

describe('an invitation that is taken back', () => {
  test('opens nothing any more, and is written down once', async () => {
    const { user, invitation } = await make(asked())
    const take = () => revokeInvitation(deps, actor, user.id)
    const entries = await entriesOf(deps, core.accountId, async () => {
      await take()
      await take()
    })
    assert.deepEqual(
      entries.map(({ action, target }) => [action, target]),
      [['user.invite_revoke', `user:${user.id}`]],
    )
    assert.equal(await opens(invitation?.secret), 'link.not_found')
    assert.equal(await opens((await inviteUser(deps, actor, user.id)).secret), 'valid')
  })

  test('is so by who manages the user, with presence proved; else it stays', async () => {
    const { user, invitation } = await make(asked())
    const absent = panelActor(owner, null)
    const member = keyActor((await core.person()).user)
    const stranger = keyActor((await core.person([USER_ADMIN], await core.account())).user)
    const heard = [absent, member, stranger].map((by) => answerOf(revokeInvitation(deps, by, user.id)))
    assert.deepEqual(await Promise.all(heard), ['step_up.needed', 'actor.forbidden', 'user.not_found'])
    assert.equal(await opens(invitation?.secret), 'valid')
  })
})

test('an account has a hundred users at most, but for those whom staff make', async () => {
  const accountId = await core.account()
  const admin = keyActor((await core.person([USER_ADMIN], accountId)).user)
  const staff = keyActor((await core.person([IDENTITY_ADMIN])).user)
  const room = (by: UserActor, users: number) => {
    const counted = async () => users
    return answerOf(
      deps.store.transaction((tx) =>
        requireRoom({ ...tx, users: { ...tx.users, count: counted } }, by, accountId),
      ),
    )
  }
  assert.deepEqual(
    [await room(admin, 99), await room(admin, 100), await room(staff, 100)],
    ['valid', 'actor.forbidden', 'valid'],
  )
})

test('whom to ask for rights are the owners of the own account, told to who may see the user', async () => {
  const accountId = await core.account()
  const [first, second] = [
    (await core.person([USER_ADMIN], accountId)).user,
    (await core.person([USER_ADMIN], accountId)).user,
  ]
  const member = (await core.person([DEFAULT_ROLE], accountId)).user
  const told = await accountAdmins(deps, keyActor(member), member.id)
  assert.deepEqual(told.map(({ id }) => id).sort(), [first.id, second.id].sort())
  assert.equal(await answerOf(accountAdmins(deps, actor, member.id)), 'user.not_found')
  assert.equal(await answerOf(accountAdmins(deps, keyActor(member), first.id)), 'actor.forbidden')
})
