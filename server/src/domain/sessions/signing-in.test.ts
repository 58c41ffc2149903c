import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  auditOf,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  PASSWORD,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { disableUser } from '../users/disable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { checkSession } from './check-session.ts'
import { openSession } from './open-session.ts'
import { counter, enter, live, owner, user, visit, world } from './sessions-testing.ts'
import { signIn } from './sign-in.ts'

describe('signing in', () => {
  test('gives a session that is good, with the user it belongs to', async () => {
    const { session, user: known } = await live(await enter())
    assert.equal(session.userId, user.id)
    assert.equal(known.name, user.name)
    assert.equal(session.client, 'Chrome/156')
  })

  test('takes the name in any spelling', async () => {
    assert.equal((await live(await enter(user.name.toUpperCase()))).user.id, user.id)
  })

  test('is written into the log of the account with address and browser', async () => {
    await enter()
    const entry = (await auditOf(world.deps, owner.accountId)).at(-1)
    assert.equal(entry?.action, 'session.start')
    assert.equal(entry.actor, `user:${user.id}`)
    assert.match(entry.source, /^panel 192\.0\.2\.1 r1$/)
    assert.deepEqual(entry.details, { client: 'Chrome/156', method: 'password' })
  })

  test('is the last sign-in of the user, also an hour after another one and without a password', async () => {
    const { deps, clock } = world
    const lastSignIn = async () => (await deps.store.users.listed(user.id))?.lastSignInMs
    await deps.store.transaction((tx) => openSession(deps, tx, user, visit, 'passkey'))
    assert.equal(await lastSignIn(), clock.now())
    clock.advance(60 * MINUTE_MS)
    await enter()
    assert.equal(await lastSignIn(), clock.now())
  })

  test('stores a digest, never the secret', async () => {
    const { secret, session } = await enter()
    assert.notEqual(session.digest, secret)
    assert.equal(session.digest, world.deps.vault.digest('session', secret))
    const stored = await world.deps.store.sessions.ofUser(user.id)
    assert.doesNotMatch(JSON.stringify(stored), new RegExp(secret))
  })

  test('never takes over a secret that the browser brought along (F-17)', async () => {
    const planted = 'A'.repeat(43)
    const { secret } = await enter(user.name, planted)
    assert.notEqual(secret, planted)
    assert.equal(await checkSession(world.deps, planted), null)
  })

  test('ends the session that the browser brought along', async () => {
    const first = await enter()
    await enter(user.name, first.secret)
    assert.equal(await checkSession(world.deps, first.secret), null)
  })

  test('leaves the sessions of other browsers alone', async () => {
    const first = await enter()
    await enter()
    await live(first)
  })

  test('with a wrong password, an unknown user and a user without password is refused alike', async () => {
    const { id } = user
    await world.deps.store.users.update(id, { passwordHash: null })
    for (const [username, password] of [
      [owner.name, OTHER_PASSWORD],
      ['nobody', PASSWORD],
      [user.name, PASSWORD],
    ] as const) {
      await refusedWith('credential.wrong', signIn(world.deps, { username, password }, visit, null))
    }
    assert.equal((await world.deps.store.sessions.ofUser(id)).length, 0)
  })

  test('of a disabled user is refused, and no session is left', async () => {
    await disableUser(world.deps, OPERATOR, user.id)
    await refusedWith('user.disabled', enter())
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 0)
  })

  /** A sign-in during whose comparison of the password something else happens. */
  function signInMeanwhile(act: () => Promise<unknown>) {
    const { hasher } = world.deps
    const slow = {
      hash: (password: string) => hasher.hash(password),
      verify: async (password: string, phc: string | null) => {
        const verdict = await hasher.verify(password, phc)
        await act()
        return verdict
      },
    }
    const deps = { ...world.deps, hasher: slow }
    return signIn(deps, { username: user.name, password: PASSWORD }, visit, null)
  }

  test('with a password that was replaced while it was compared opens nothing', async () => {
    const attempt = signInMeanwhile(() => setPassword(world.deps, OPERATOR, user.id, OTHER_PASSWORD))
    await refusedWith('credential.wrong', attempt)
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 0)
  })

  test('into an account that is suspended meanwhile leaves no session for when it is let back in', async () => {
    const account = await addAccount(world.deps, OPERATOR, { name: 'Suspended' })
    const { user: susi } = await makeUser(world.deps, account.id, `susi${counter}`)
    const set = (enabled: boolean) => updateAccount(world.deps, OPERATOR, account.id, { enabled })
    let accounts = 0
    const { accounts: store } = world.deps.store
    const byId = store.byId.bind(store)
    // After the password was right and the account was looked at, before the session is opened.
    Object.assign(store, {
      byId: async (id: string) => {
        const found = await byId(id)
        if (id === account.id && accounts++ === 0) await set(false)
        return found
      },
    })
    const attempt = signIn(world.deps, { username: susi.name, password: PASSWORD }, visit, null)
    await refusedWith('user.disabled', attempt)
    Object.assign(store, { byId })
    await set(true)
    assert.equal((await world.deps.store.sessions.ofUser(susi.id)).length, 0)
  })
})

describe('the work behind a refused sign-in (S-33)', () => {
  test('is the same for unknown, wrong, disabled and passwordless users: one hash each', async () => {
    const [disabled, bare] = [
      (await makeUser(world.deps, owner.accountId, `dora${counter}`)).user,
      (await makeUser(world.deps, owner.accountId, `bert${counter}`)).user,
    ]
    await disableUser(world.deps, OPERATOR, disabled.id)
    await world.deps.store.users.update(bare.id, { passwordHash: null })
    const { hasher } = world.deps
    for (const username of [user.name, 'nobody', disabled.name, bare.name]) {
      let hashes = 0
      const counting = {
        hash: (password: string) => hasher.hash(password),
        verify: (password: string, phc: string | null) => {
          hashes += 1
          return hasher.verify(password, phc)
        },
      }
      const deps = { ...world.deps, hasher: counting }
      const attempt = signIn(deps, { username, password: OTHER_PASSWORD }, visitFrom('198.51.100.250'), null)
      await refusedWith('credential.wrong', attempt)
      assert.equal(hashes, 1, username)
    }
  })
})

describe('throttling of sign-ins (S-42)', () => {
  const fail = (address: string) =>
    signIn(world.deps, { username: user.name, password: OTHER_PASSWORD }, visitFrom(address), null)

  test('delays a name after five failures, in any spelling', async () => {
    for (let at = 0; at < 5; at++) await refusedWith('credential.wrong', fail(`198.51.100.${at}`))
    await refusedWith('throttled', fail('198.51.100.77'))
    const shouted = { username: user.name.toUpperCase(), password: PASSWORD }
    await refusedWith('throttled', signIn(world.deps, shouted, visitFrom('198.51.100.78'), null))
  })

  test('by strangers does not keep the owner out of a network where the password was right before', async () => {
    await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom('203.0.113.9'), null)
    for (let at = 0; at < 7; at++) await fail(`198.51.100.${100 + at}`).catch(() => undefined)
    await refusedWith('throttled', fail('198.51.100.99'))
    await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom('203.0.113.9'), null)
  })

  test('ends by itself: nothing is ever locked', async () => {
    for (let at = 0; at < 6; at++) await fail(`198.51.100.${200 + at}`).catch(() => undefined)
    world.clock.advance(15 * MINUTE_MS)
    await live(await enter())
  })

  test('counts names that nobody has, too', async () => {
    const ghost = (at: number) => {
      const presented = { username: `ghost${counter}`, password: PASSWORD }
      return signIn(world.deps, presented, visitFrom(`203.0.113.${100 + at}`), null)
    }
    for (let at = 0; at < 5; at++) await refusedWith('credential.wrong', ghost(at))
    await refusedWith('throttled', ghost(9))
  })
})
