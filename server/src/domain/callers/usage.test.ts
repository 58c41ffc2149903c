import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { createApplicationCredential } from '../application-credentials/create-credential.ts'
import { generatePair } from '../key-pairs/generate-pair.ts'
import { resetKey } from '../keys/reset-key.ts'
import { authenticateKey } from '../login/verify-key.ts'
import { IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { usageOf, usageOfAccount } from './usage.ts'

let world: TestDeps
let accountId: string
let owner: CreatedUser
let ann: CreatedUser
let bob: CreatedUser
let counter = 0

before(async () => {
  world = await openTestDeps()
  await makeOwner(world.deps)
})
after(() => world.close())
beforeEach(async () => {
  accountId = (await addAccount(world.deps, OPERATOR, { name: 'Example' })).id
  counter++
  owner = await makeUser(world.deps, accountId, `owner${counter}`, { roles: [USER_ADMIN] })
  ann = await makeUser(world.deps, accountId, `ann${counter}`)
  bob = await makeUser(world.deps, accountId, `bob${counter}`, { roles: [USER_MANAGE] })
})

async function use(secret: string, times = 1): Promise<void> {
  for (let call = 0; call < times; call++) {
    const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8' }
    await authenticateKey(world.deps, { secret, username: null }, origin).catch(() => undefined)
  }
}

const ofAccount = ({ user }: CreatedUser) => usageOfAccount(world.deps, keyActor(user), '24h')

describe('usage of a key pair', () => {
  test('is told by its user key, and that it was replaced', async () => {
    await changeAdminType(world.deps, OPERATOR, ann.user.id, 'super')
    const pair = await generatePair(world.deps, OPERATOR, ann.user.id)
    const origin = { dialect: 'email', address: '192.0.2.1', userAgent: 'curl/8' } as const
    world.deps.calls.record({ keyId: pair.id, userId: ann.user.id, accountId }, origin, 'valid')
    const told = async () => {
      const { byKey } = await usageOf(world.deps, OPERATOR, ann.user.id, '24h')
      return byKey.map(({ userKey, lastFour, current }) => ({ userKey, lastFour, current }))
    }
    assert.deepEqual(await told(), [{ userKey: pair.userKey, lastFour: null, current: true }])
    await generatePair(world.deps, OPERATOR, ann.user.id)
    assert.deepEqual(await told(), [{ userKey: pair.userKey, lastFour: null, current: false }])
  })
})

describe('usage of a whole account', () => {
  test('reads those who called, not everybody, and is known since its oldest user was made', async () => {
    await use(ann.apiKey)
    const { users } = world.deps.store
    const read: string[] = []
    const list: typeof users.list = async (filter) => {
      const found = await users.list(filter)
      read.push(...found.map(({ id }) => id))
      return found
    }
    const deps = { ...world.deps, store: { ...world.deps.store, users: { ...users, list } } }
    const { recordedSinceMs } = await usageOfAccount(deps, keyActor(bob.user), '24h')
    const oldest = [ann, bob].toSorted((a, b) => a.user.createdAtMs - b.user.createdAtMs)[0]
    assert.equal(recordedSinceMs, oldest?.user.createdAtMs)
    assert.ok(read.length <= 2 && !read.includes(owner.user.id), `${read.length} users read`)
  })

  test('tells who and which key made most calls, and adds up alike every way', async () => {
    await use(ann.apiKey, 3)
    await use(bob.apiKey, 1)
    const { byUser, byKey, byCaller, byDialect, points } = await ofAccount(owner)
    assert.deepEqual(
      byUser.map(({ userName, calls }) => [userName, calls]),
      [
        [ann.user.name, 3],
        [bob.user.name, 1],
      ],
    )
    assert.deepEqual(
      byKey.map(({ userId, lastFour, current, calls }) => [userId, lastFour, current, calls]),
      [
        [ann.user.id, ann.apiKey.slice(-4), true, 3],
        [bob.user.id, bob.apiKey.slice(-4), true, 1],
      ],
    )
    for (const some of [byCaller, points])
      assert.equal(
        some.reduce((sum, { calls }) => sum + calls, 0),
        4,
      )
    assert.equal(byDialect.get('native'), 4)
  })

  test('counts a replaced key apart from its successor, refused calls included', async () => {
    await use(ann.apiKey)
    const { secret } = await resetKey(world.deps, OPERATOR, ann.user.id, { overlapSeconds: 0 })
    await use(ann.apiKey)
    await use(secret)
    const { byKey } = await ofAccount(owner)
    assert.deepEqual(
      byKey.map(({ lastFour, current, calls }) => [lastFour, current, calls]),
      [
        [ann.apiKey.slice(-4), false, 2],
        [secret.slice(-4), true, 1],
      ],
    )
    assert.deepEqual(
      byKey.map((key) => key.byOutcome),
      [
        [
          { outcome: 'valid', calls: 1 },
          { outcome: 'revoked', calls: 1 },
        ],
        [{ outcome: 'valid', calls: 1 }],
      ],
    )
  })

  test('names an application credential, and takes it for no key', async () => {
    const { user } = ann
    const asked = {
      name: 'deploy',
      description: null,
      secret: null,
      roles: null,
      unrestricted: false,
      accessRules: null,
      expiresAtMs: null,
    }
    const made = await createApplicationCredential(world.deps, keyActor(user), user.id, asked)
    const { id } = made.credential
    const origin = { dialect: 'identity-v3', address: '192.0.2.1', userAgent: 'curl/8' }
    world.deps.calls.record({ keyId: id, userId: user.id, accountId }, origin, 'valid')
    await use(ann.apiKey, 2)
    const { byKey } = await ofAccount(owner)
    assert.deepEqual(
      byKey.map(({ lastFour, applicationCredential }) => [lastFour, applicationCredential]),
      [
        [ann.apiKey.slice(-4), null],
        [null, 'deploy'],
      ],
    )
  })

  test('shows a manager only those whom a manager may act on', async () => {
    for (const each of [owner, ann, bob]) await use(each.apiKey)
    const names = (await ofAccount(bob)).byUser.map(({ userName }) => userName)
    assert.deepEqual(names.sort(), [ann.user.name, bob.user.name])
  })

  test('has nothing of another account', async () => {
    const other = (await addAccount(world.deps, OPERATOR, { name: 'Other' })).id
    await use((await makeUser(world.deps, other, `far${counter}`)).apiKey)
    assert.deepEqual((await ofAccount(owner)).byUser, [])
  })

  test('has nothing that is older than its window', async () => {
    await use(ann.apiKey)
    world.clock.advance(26 * HOUR_MS)
    await use(bob.apiKey)
    assert.deepEqual(
      (await ofAccount(owner)).byUser.map(({ userName }) => userName),
      [bob.user.name],
    )
  })

  test('is not for people without a role, nor for staff of elsewhere', async () => {
    await refusedWith('actor.forbidden', ofAccount(ann))
    const staff = await makeUser(world.deps, accountId, `staff${counter}`, { roles: [IDENTITY_ADMIN] })
    await refusedWith('actor.forbidden', ofAccount(staff))
  })
})

test('usage of one user names this one user and the keys', async () => {
  await use(ann.apiKey, 2)
  await use(bob.apiKey)
  const { byUser, byKey } = await usageOf(world.deps, keyActor(ann.user), ann.user.id, '24h')
  assert.deepEqual(
    byUser.map(({ userId, calls }) => [userId, calls]),
    [[ann.user.id, 2]],
  )
  assert.equal(byKey.length, 1)
})
