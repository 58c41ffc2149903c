import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import {
  auditOf,
  keyActor,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { freshName, usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import { type Actor, userActor } from '../actor.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import { type UserUpdate, updateUser } from './update-user.ts'
import type { User } from './user.ts'

const people = usePeople()
let user: User

beforeEach(async () => {
  user = await people.userWith(DEFAULT_ROLE)
})

const update = (change: UserUpdate, actor: Actor = OPERATOR, id = user.id) =>
  updateUser(people.deps, actor, id, change)
const stored = async (id = user.id) => people.deps.store.users.byId(id)
const entries = () => auditOf(people.deps, people.accountId)

/** A change is refused, and the user is as before. */
async function changesNothing(refusal: Promise<unknown>): Promise<void> {
  const [before, told] = [await stored(), (await entries()).length]
  await refusal
  assert.deepEqual([await stored(), (await entries()).length], [before, told])
}

describe('changing a user', () => {
  it('does all of it in one step, and tells which facts, and what they are of those alone that are not about the person', async () => {
    const name = freshName('renamed')
    const change = { name, email: 'new@example.com', defaultRegion: 'ord', enabled: false }
    const changed = await update({ ...change, password: OTHER_PASSWORD })
    assert.deepEqual(changed, await stored())
    const { email, defaultRegion, enabled } = changed
    assert.deepEqual(
      { name: changed.name, email, enabled },
      { name, email: 'new@example.com', enabled: false },
    )
    assert.equal(defaultRegion, 'ORD')
    assert.notEqual(changed.passwordId, null)
    const told = (await entries()).slice(-3)
    assert.deepEqual(
      told.map(({ action }) => action),
      ['user.password', 'user.update', 'user.disable'],
    )
    assert.deepEqual(told[1]?.details, {
      fields: 'name email defaultRegion',
      ...{ defaultRegion: 'ORD', defaultRegionBefore: null },
    })
    assert.doesNotMatch(JSON.stringify(told), /new@example|renamed|hens/)
  })

  it('to what it is already is no change, whatever the letter case of the region', async () => {
    await update({ defaultRegion: 'DFW', email: 'same@example.com' })
    const before = [await stored(), (await entries()).length]
    const { name, enabled } = user
    await update({ name, enabled, email: 'same@example.com', defaultRegion: 'dfw' })
    await update({})
    assert.deepEqual([await stored(), (await entries()).length], before)
  })

  it('into somebody else’s name is refused in any spelling, and takes the rest back too', async () => {
    const other = await people.userWith(DEFAULT_ROLE)
    for (const name of [other.name, other.name.toUpperCase()]) {
      await changesNothing(refusedWith('user.exists', update({ name, email: 'new@example.com' })))
      await changesNothing(refusedWith('user.exists', update({ name, password: OTHER_PASSWORD })))
    }
  })

  it('may spell the own name in another way', async () => {
    assert.equal((await update({ name: user.name.toUpperCase() })).name, user.name.toUpperCase())
  })

  for (const [field, change] of [
    ['username', { name: '' }],
    ['username', { name: '1st' }],
    ['username', { name: `u${'x'.repeat(255)}` }],
    ['email', { email: 'nobody' }],
    ['defaultRegion', { defaultRegion: 'D F W' }],
    ['defaultRegion', { defaultRegion: '' }],
  ] as const) {
    it(`names the field of ${JSON.stringify(change).slice(0, 30)}`, async () => {
      const refused = refusedWith('input.invalid', update({ ...change, enabled: false }))
      await changesNothing(refused)
      assert.equal((await refused).facts['field'], field)
    })
  }

  it('to a weak password changes nothing else either', async () => {
    const change = { email: 'new@example.com', password: 'short' }
    await changesNothing(refusedWith('password.weak', update(change)))
  })

  it('of the last operator leaves the name too when it would shut out', async () => {
    const operators = await people.deps.store.users.list({ role: SERVICE_ADMIN })
    assert.equal(operators.length, 1)
    const { id } = people.operator.user
    const change = { enabled: false, email: 'gone@example.com' }
    const before = await stored(id)
    await refusedWith('owner.protected', update(change, OPERATOR, id))
    assert.deepEqual(await stored(id), before)
  })

  it('ends links that went to the old address', async () => {
    const digest = 'reset-link'
    const link = { digest, kind: 'reset', userId: user.id, expiresAtMs: 9e15 } as const
    await people.deps.store.links.insert(link)
    await update({ defaultRegion: 'DFW' })
    assert.ok(await people.deps.store.links.byDigest(digest))
    await update({ email: 'new@example.com' })
    assert.equal(await people.deps.store.links.byDigest(digest), null)
  })
})

describe('who may change a user', () => {
  for (const [role, change, outcome] of [
    [USER_ADMIN, { name: 'manager.named' }, 'done'],
    [USER_MANAGE, { name: 'manager.named.too' }, 'done'],
    [USER_MANAGE_LIMITED, { email: 'new@example.com' }, 'done'],
    [USER_MANAGE_LIMITED, { enabled: false }, 'done'],
    [USER_MANAGE_LIMITED, { email: 'new@example.com', enabled: false }, 'done'],
    [USER_MANAGE_LIMITED, { name: 'helper.named' }, 'actor.forbidden'],
    [USER_MANAGE_LIMITED, { email: 'new@example.com', defaultRegion: 'DFW' }, 'actor.forbidden'],
    [USER_MANAGE_LIMITED, { password: OTHER_PASSWORD }, 'actor.forbidden'],
    [USER_MANAGE_LIMITED, { enabled: false, password: OTHER_PASSWORD }, 'actor.forbidden'],
    [DEFAULT_ROLE, { email: 'new@example.com' }, 'actor.forbidden'],
  ] as const) {
    it(`${role} and ${JSON.stringify(change)}: ${outcome}`, async () => {
      const changing = update(change, keyActor(await people.userWith(role)))
      if (outcome !== 'done') return changesNothing(refusedWith(outcome, changing))
      const after = await changing
      for (const [fact, value] of Object.entries(change)) assert.equal(Reflect.get(after, fact), value)
    })
  }

  it('is told the same of a stranger as of nobody', async () => {
    const { id } = await addAccount(people.deps, OPERATOR, { name: 'Elsewhere' })
    const stranger = keyActor((await makeUser(people.deps, id, freshName(), { roles: [USER_ADMIN] })).user)
    for (const target of [user.id, 'f'.repeat(32)]) {
      await changesNothing(
        refusedWith('user.not_found', update({ email: 'x@example.com' }, stranger, target)),
      )
      await changesNothing(refusedWith('user.not_found', update({}, stranger, target)))
    }
  })

  it('is nobody but an operator for one of the staff', async () => {
    const staff = await people.userWith(IDENTITY_ADMIN)
    const owner = keyActor(await people.userWith(USER_ADMIN))
    for (const actor of [owner, keyActor(await people.userWith(IDENTITY_ADMIN))]) {
      await refusedWith('actor.forbidden', update({ email: 'x@example.com' }, actor, staff.id))
    }
    const { email } = await update({ email: 'x@example.com' }, keyActor(people.operator.user), staff.id)
    assert.equal(email, 'x@example.com')
  })

  it('is oneself for the region alone: the rest opens the panel', async () => {
    user = await people.userWith(USER_ADMIN)
    const own = keyActor(user)
    assert.equal((await update({ defaultRegion: 'LON' }, own)).defaultRegion, 'LON')
    const opening: readonly UserUpdate[] = [
      { name: freshName() },
      { email: 'own@example.com' },
      { password: OTHER_PASSWORD },
      { enabled: false },
    ]
    for (const change of opening) {
      await changesNothing(refusedWith('actor.forbidden', update({ ...change, defaultRegion: 'ORD' }, own)))
    }
    const { name, enabled } = user
    assert.equal((await update({ name, enabled, defaultRegion: 'SYD' }, own)).defaultRegion, 'SYD')
  })

  it('in a session has shown just now that it is they', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const actorProven = (provenAtMs: number | null) =>
      userActor(owner, { kind: 'session', digest: 'd', provenAtMs }, visitFrom())
    const change = { email: 'new@example.com' }
    await changesNothing(refusedWith('step_up.needed', update(change, actorProven(null))))
    const proven = actorProven(people.deps.clock.now())
    assert.equal((await update(change, proven)).email, 'new@example.com')
  })
})
