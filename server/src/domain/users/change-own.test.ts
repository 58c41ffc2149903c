import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  auditOf,
  enterBy,
  keyActor,
  makeOwner,
  makeUser,
  OTHER_PASSWORD,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { checkSession, type LiveSession } from '../sessions/check-session.ts'
import { endStepUp } from '../sessions/end-step-up.ts'
import { sessionActor } from '../sessions/open-session.ts'
import { signIn } from '../sessions/sign-in.ts'
import { signOut } from '../sessions/sign-out.ts'
import { checkToken } from '../tokens/check-token.ts'
import { issueToken } from '../tokens/issue-token.ts'
import { changeOwnEmail } from './change-own-email.ts'
import { changeOwnPassword } from './change-own-password.ts'
import type { User } from './user.ts'

let world: TestDeps
let accountId: string
let user: User
let mine: { readonly secret: string; readonly live: LiveSession }
let counter = 0
const visit = visitFrom()

before(async () => {
  world = await openTestDeps()
  accountId = (await makeOwner(world.deps)).account.id
})
after(() => world.close())

beforeEach(async () => {
  user = (await makeUser(world.deps, accountId, `ulla${++counter}`, { email: 'ulla@example.com' })).user
  world.clock.advance(24 * HOUR_MS)
  mine = await enter()
})

async function enter(password = PASSWORD) {
  const { secret } = await enterBy(world.deps, user.name, password)
  const live = await checkSession(world.deps, secret)
  assert.ok(live)
  return { secret, live }
}

function tokenBy(method: 'PASSWORD' | 'APIKEY', credentialId: string) {
  return issueToken(world.deps, { userId: user.id, accountId, credentialId, method }).token
}

const isGood = async (secret: string) => (await checkSession(world.deps, secret)) !== null

describe('changing the own password', () => {
  const change = (currentPassword: string, newPassword: string) =>
    changeOwnPassword(world.deps, mine.live, { currentPassword, newPassword }, visit)

  test('ends the other sessions and goes on with a new secret (S-37, F-17)', async () => {
    const other = await enter()
    const { secret } = await change(PASSWORD, OTHER_PASSWORD)
    assert.deepEqual(
      [await isGood(secret), await isGood(mine.secret), await isGood(other.secret)],
      [true, false, false],
    )
  })

  test('lets the new password in and the old one no more', async () => {
    await change(PASSWORD, OTHER_PASSWORD)
    await enter(OTHER_PASSWORD)
    await refusedWith(
      'credential.wrong',
      signIn(world.deps, { username: user.name, password: PASSWORD }, visit, null),
    )
  })

  test('ends tokens got by password, not those got with the key', async () => {
    const key = await world.deps.store.keys.current(user.id)
    const byPassword = tokenBy('PASSWORD', user.passwordId ?? '')
    const byKey = tokenBy('APIKEY', key?.id ?? '')
    assert.ok(await checkToken(world.deps, byPassword))
    await change(PASSWORD, OTHER_PASSWORD)
    assert.equal(await checkToken(world.deps, byPassword), null)
    assert.ok(await checkToken(world.deps, byKey))
  })

  test('is logged without a word of either password', async () => {
    await change(PASSWORD, OTHER_PASSWORD)
    const entry = (await auditOf(world.deps, accountId)).at(-1)
    assert.equal(entry?.action, 'user.password')
    assert.equal(entry.actor, `user:${user.id}`)
    assert.doesNotMatch(JSON.stringify(entry), /geese|hens/)
  })

  test('needs the current one', async () => {
    await refusedWith('password.wrong', change(OTHER_PASSWORD, OTHER_PASSWORD))
    assert.ok(await isGood(mine.secret))
  })

  for (const [what, password] of [
    ['short', 'a'.repeat(14)],
    ['over 1,024 bytes', 'é'.repeat(513)],
    ['among the common', 'passwordpassword'],
  ] as const) {
    test(`to one that is ${what} is refused before anything is compared`, async () => {
      await refusedWith('password.weak', change(OTHER_PASSWORD, password))
      assert.ok(await isGood(mine.secret))
    })
  }

  test('to the own name over and over is refused', async () => {
    await refusedWith('password.weak', change(PASSWORD, user.name.repeat(4)))
  })

  test('of a session that has ended meanwhile changes nothing', async () => {
    await signOut(world.deps, mine.live, visit)
    await refusedWith('session.not_found', change(PASSWORD, OTHER_PASSWORD))
    await enter(PASSWORD)
  })

  test('twice at the same moment changes it once', async () => {
    const both = await Promise.allSettled([
      change(PASSWORD, OTHER_PASSWORD),
      change(PASSWORD, 'eleven old crows kept silent'),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  test('guesses at the current one are throttled', async () => {
    for (let at = 0; at < 5; at++) await refusedWith('password.wrong', change('x', OTHER_PASSWORD))
    await refusedWith('throttled', change(PASSWORD, OTHER_PASSWORD))
  })
})

describe('changing the own e-mail address', () => {
  const change = (email: string, live = mine.live) =>
    changeOwnEmail(world.deps, sessionActor(user, live.session, visit), email)

  test('is kept, logged, and ends the other sessions (S-37)', async () => {
    const other = await enter()
    assert.equal((await change('new@example.com')).email, 'new@example.com')
    assert.equal((await world.deps.store.users.byId(user.id))?.email, 'new@example.com')
    assert.deepEqual([await isGood(mine.secret), await isGood(other.secret)], [true, false])
    assert.equal((await auditOf(world.deps, accountId)).at(-1)?.action, 'user.email')
  })

  test('ends tokens got by password', async () => {
    const token = tokenBy('PASSWORD', user.passwordId ?? '')
    await change('new@example.com')
    assert.equal(await checkToken(world.deps, token), null)
  })

  test('to the same one changes nothing', async () => {
    const other = await enter()
    await change('ulla@example.com')
    assert.ok(await isGood(other.secret))
  })

  test('needs a proof of presence within the last five minutes', async () => {
    world.clock.advance(5 * MINUTE_MS)
    await refusedWith('step_up.needed', change('new@example.com'))
  })

  test('needs a new proof after the last was given back', async () => {
    await endStepUp(world.deps, mine.live, visit)
    const live = await checkSession(world.deps, mine.secret)
    assert.ok(live)
    await refusedWith('step_up.needed', change('new@example.com', live))
  })

  test('is not for a key or token', async () => {
    await refusedWith('actor.forbidden', changeOwnEmail(world.deps, keyActor(user), 'new@example.com'))
  })

  for (const email of [
    '',
    'joe',
    '@example.com',
    'joe@',
    'a b@example.com',
    'a@b\r\nBcc: c@d',
    `${'a'.repeat(250)}@b.de`,
  ]) {
    test(`to ${JSON.stringify(email.slice(0, 20))} is refused`, async () => {
      await assert
        .rejects(async () => change(email), { code: 'input.invalid', facts: { field: 'email' } })
        .catch(async () =>
          refusedWith(
            'input.invalid',
            Promise.resolve().then(() => change(email)),
          ),
        )
      assert.equal((await world.deps.store.users.byId(user.id))?.email, 'ulla@example.com')
    })
  }
})
