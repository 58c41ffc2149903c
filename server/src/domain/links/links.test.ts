import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import {
  actionsOf,
  enterBy,
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  openedBy,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { isCheckedSecret, newCheckedSecret } from '../../lib/checked-secret.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { checkSession } from '../sessions/check-session.ts'
import { signIn } from '../sessions/sign-in.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { inviteUser } from '../users/invite-user.ts'
import { createLink, linkPath } from './create-link.ts'
import { LINK_PREFIX, type LinkKind } from './link.ts'
import { choosePassword, readPasswordLink } from './password-link.ts'
import { checkSetUp, createSetUpLink, setUpOwner } from './set-up.ts'
import { swapLink } from './swap-link.ts'

let world: TestDeps
const visit = visitFrom()

beforeEach(async () => {
  world = await openTestDeps()
})
afterEach(() => world.close())

const make = (kind: LinkKind, userId: string | null = null) =>
  world.deps.store.transaction((tx) => createLink(world.deps, tx, kind, userId))

describe('a link', () => {
  test('is a checked secret below its page', async () => {
    const secret = await make('setup')
    assert.ok(isCheckedSecret(LINK_PREFIX, secret))
    assert.equal(linkPath('setup', secret), `/setup/${secret}`)
    assert.equal(linkPath('invitation', secret), `/invite/${secret}`)
  })

  test('works once: following it swaps it for a ticket', async () => {
    const secret = await make('setup')
    const ticket = await swapLink(world.deps, 'setup', secret)
    assert.match(ticket, /^[A-Za-z0-9_-]{43}$/)
    await checkSetUp(world.deps, ticket)
    await refusedWith('link.not_found', swapLink(world.deps, 'setup', secret))
  })

  test('of a user who is disabled opens nothing, and is not used up by following it', async () => {
    const { user } = await makeUser(world.deps, (await makeOwner(world.deps)).user.accountId, 'ann')
    const secret = await make('invitation', user.id)
    await world.deps.store.users.update(user.id, { enabled: false })
    await refusedWith('link.not_found', swapLink(world.deps, 'invitation', secret))
    await world.deps.store.users.update(user.id, { enabled: true })
    assert.match(await swapLink(world.deps, 'invitation', secret), /^[A-Za-z0-9_-]{43}$/)
  })

  test('followed twice at once gives one ticket', async () => {
    const secret = await make('setup')
    const both = await Promise.allSettled([
      swapLink(world.deps, 'setup', secret),
      swapLink(world.deps, 'setup', secret),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  test('is dead when a newer one of its kind is made for the same user, and only then', async () => {
    const { user } = await makeOwner(world.deps)
    const first = await make('setup')
    const invitation = await make('invitation', user.id)
    const second = await make('setup')
    await refusedWith('link.not_found', swapLink(world.deps, 'setup', first))
    await swapLink(world.deps, 'setup', second)
    await swapLink(world.deps, 'invitation', invitation)
  })

  test('of one kind does not open the other page', async () => {
    const { user } = await makeOwner(world.deps)
    await refusedWith('link.not_found', swapLink(world.deps, 'setup', await make('invitation', user.id)))
    await refusedWith('link.not_found', swapLink(world.deps, 'invitation', await make('setup')))
  })

  for (const [kind, hours] of [
    ['setup', 24],
    ['invitation', 48],
  ] as const) {
    test(`for ${kind} lives ${hours} hours`, async () => {
      const { user } = await makeOwner(world.deps)
      const userId = kind === 'setup' ? null : user.id
      const [late, ...rest] = [await make(kind, userId)]
      assert.equal(rest.length, 0)
      world.clock.advance(hours * HOUR_MS - 1)
      const ticket = await swapLink(world.deps, kind, late)
      world.clock.advance(1)
      if (kind === 'setup') await refusedWith('link.not_found', checkSetUp(world.deps, ticket))
      else await refusedWith('link.not_found', readPasswordLink(world.deps, 'invitation', ticket))
      const ended = await make(kind, userId)
      world.clock.advance(hours * HOUR_MS)
      await refusedWith('link.not_found', swapLink(world.deps, kind, ended))
    })
  }

  test('is stored as a digest', async () => {
    const secret = await make('setup')
    const stored = await world.deps.store.links.byDigest(world.deps.vault.digest('link', secret))
    assert.equal(stored?.kind, 'setup')
    assert.doesNotMatch(JSON.stringify(stored), new RegExp(secret))
  })

  test('that nobody made is refused, whatever it looks like', async () => {
    const bytes = (length: number) => world.deps.random.bytes(length)
    const foreign = newCheckedSecret(LINK_PREFIX, bytes)
    for (const text of [foreign, '', 'kwl_', 'x'.repeat(42), `${foreign}x`, foreign.toUpperCase()]) {
      await refusedWith(
        'link.not_found',
        Promise.resolve().then(() => swapLink(world.deps, 'setup', text)),
      )
    }
  })

  test('and a ticket are not taken for each other', async () => {
    const secret = await make('setup')
    await refusedWith('link.not_found', checkSetUp(world.deps, secret))
    const ticket = await swapLink(world.deps, 'setup', secret)
    await refusedWith(
      'link.not_found',
      Promise.resolve().then(() => swapLink(world.deps, 'setup', ticket)),
    )
  })
})

describe('set-up', () => {
  const owner = { username: 'olga', password: PASSWORD }
  const ticketOf = async () => swapLink(world.deps, 'setup', (await createSetUpLink(world.deps)) ?? '')

  test('makes the first account and its owner with a key, and signs in', async () => {
    const { secret } = await setUpOwner(world.deps, await ticketOf(), owner, visit)
    const live = await checkSession(world.deps, secret)
    assert.equal(live?.user.name, 'olga')
    assert.deepEqual([...live.user.roles].sort(), [SERVICE_ADMIN, USER_ADMIN])
    assert.ok(await world.deps.store.keys.current(live.user.id))
    const actions = await actionsOf(world.deps, live.user.accountId)
    assert.deepEqual(actions, ['account.create', 'user.create', 'key.create', 'session.start'])
  })

  test('works once', async () => {
    const ticket = await ticketOf()
    await setUpOwner(world.deps, ticket, owner, visit)
    await refusedWith('link.not_found', setUpOwner(world.deps, ticket, { ...owner, username: 'otto' }, visit))
    assert.equal(await createSetUpLink(world.deps), null)
  })

  test('twice at once makes one owner', async () => {
    const ticket = await ticketOf()
    const both = await Promise.allSettled([
      setUpOwner(world.deps, ticket, owner, visit),
      setUpOwner(world.deps, ticket, { ...owner, username: 'otto' }, visit),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal(await world.deps.store.users.count(), 1)
  })

  test('is over when the owner came another way meanwhile', async () => {
    const ticket = await ticketOf()
    await makeOwner(world.deps)
    await refusedWith('link.not_found', checkSetUp(world.deps, ticket))
    await refusedWith('link.not_found', setUpOwner(world.deps, ticket, { ...owner, username: 'otto' }, visit))
  })

  for (const [what, given, code] of [
    ['an empty name', { ...owner, username: '' }, 'input.invalid'],
    ['a name with a blank', { ...owner, username: 'ol ga' }, 'input.invalid'],
    ['a name with markup', { ...owner, username: '<b>olga' }, 'input.invalid'],
    ['a short password', { ...owner, password: 'short' }, 'password.weak'],
    ['a password made of the name', { ...owner, password: 'olgaolgaolgaolga' }, 'password.weak'],
  ] as const) {
    test(`refuses ${what} and can be tried again`, async () => {
      const ticket = await ticketOf()
      await refusedWith(code, setUpOwner(world.deps, ticket, given, visit))
      assert.equal(await world.deps.store.users.count(), 0)
      await setUpOwner(world.deps, ticket, owner, visit)
    })
  }
})

describe('an invitation', () => {
  async function invited() {
    const { account } = await makeOwner(world.deps)
    const { user } = await makeUser(world.deps, account.id, 'ulla')
    const { secret } = await inviteUser(world.deps, OPERATOR, user.id)
    return { user, account, ticket: await swapLink(world.deps, 'invitation', secret) }
  }

  test('says who is invited where', async () => {
    const { user, account, ticket } = await invited()
    const invitation = await readPasswordLink(world.deps, 'invitation', ticket)
    assert.deepEqual([invitation.user.name, invitation.account.id], [user.name, account.id])
  })

  test('accepted sets the password and signs in', async () => {
    const { user, account, ticket } = await invited()
    const { secret } = openedBy(await choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit))
    assert.equal((await checkSession(world.deps, secret))?.user.id, user.id)
    await signIn(world.deps, { username: 'ulla', password: OTHER_PASSWORD }, visit, null)
    const actions = await actionsOf(world.deps, account.id)
    assert.ok(actions.includes('user.invite') && actions.includes('user.password'))
  })

  test('accepted ends what an earlier password gave', async () => {
    const { ticket } = await invited()
    const earlier = await enterBy(world.deps, 'ulla')
    await choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit)
    assert.equal(await checkSession(world.deps, earlier.secret), null)
    await refusedWith(
      'credential.wrong',
      signIn(world.deps, { username: 'ulla', password: PASSWORD }, visit, null),
    )
  })

  test('works once', async () => {
    const { ticket } = await invited()
    await choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit)
    await refusedWith('link.not_found', choosePassword(world.deps, 'invitation', ticket, PASSWORD, visit))
  })

  test('with a weak password can be tried again', async () => {
    const { ticket } = await invited()
    await refusedWith(
      'password.weak',
      choosePassword(world.deps, 'invitation', ticket, 'ullaullaullaulla', visit),
    )
    await choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit)
  })

  test('of a user who is disabled or deleted is dead', async () => {
    const { user, ticket } = await invited()
    await disableUser(world.deps, OPERATOR, user.id)
    await refusedWith('link.not_found', readPasswordLink(world.deps, 'invitation', ticket))
    await refusedWith(
      'link.not_found',
      choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit),
    )
    await deleteUser(world.deps, OPERATOR, user.id)
    await refusedWith('link.not_found', readPasswordLink(world.deps, 'invitation', ticket))
  })
})
