import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import {
  type Core,
  freshOrigin,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import { describePairs } from '../../domain/key-pairs/describe-pair.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { authenticateCredential } from '../../domain/login/verify-credential.ts'
import {
  DEFAULT_ROLE,
  SERVICE,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../../domain/roles/roles.ts'
import { describeUser } from '../../domain/users/describe-user.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'
import { setPassword } from '../../domain/users/set-password.ts'
import type { User } from '../../domain/users/user.ts'
import { RequestError } from '../kit/request-error.ts'
import { pairToWire } from './key-pairs-wire.ts'
import { markerOf, parseMarker } from './user-marker.ts'
import { listedUserToWire } from './user-wire.ts'
import { inspectionToWire, type Verification, verificationOf, verificationText } from './wire.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('the answer of the verify call', () => {
  const rules = fc.array(fc.record({ service: fc.string(), method: fc.string(), path: fc.string() }))
  const credential = fc.record({
    ...{ id: fc.stringMatching(/^[0-9a-f]{32}$/), name: fc.string(), restricted: fc.boolean() },
    accessRules: fc.option(rules),
  })
  const id = fc.stringMatching(/^[0-9a-f]{32}$/)
  const answer = fc.record(
    {
      ...{ kind: fc.constantFrom('key' as const, 'token' as const), userId: id },
      ...{ username: fc.string({ unit: anyCharacter }), accountId: fc.stringMatching(/^[0-9]{6}$/) },
      ...{ roles: fc.array(fc.string({ unit: 'grapheme' })), scopes: fc.constant<readonly string[]>([]) },
      ...{ keyId: fc.option(id), expiresAt: fc.option(fc.constant('2026-11-22T12:00:00.000Z')) },
      applicationCredential: credential,
      impersonator: fc.record({ userId: id, username: fc.string({ unit: anyCharacter }) }),
    },
    { requiredKeys: ['kind', 'userId', 'username', 'accountId', 'roles', 'scopes', 'keyId', 'expiresAt'] },
  )

  test('is written by hand as JSON would write it, whatever the names; written again alike', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const { applicationCredential, impersonator, ...facts } = given
        const verification: Verification = {
          ...facts,
          ...(applicationCredential && { applicationCredential }),
          ...(impersonator && { impersonator }),
        }
        assert.equal(verificationText(verification), JSON.stringify(verification))
        assert.equal(verificationText(verification), JSON.stringify(verification))
      }),
    )
  })

  const verified = async (secret: string, username: string | null = null) => {
    const presented = { secret, username, mayBeKey: true }
    return verificationOf(await authenticateCredential(core.deps, presented, freshOrigin()))
  }

  test('tells a key, a token by key and one by password apart, each with its end', async () => {
    const { user, apiKey } = await core.person()
    const { id: userId, name: username, accountId, roles } = user
    const key = await core.deps.store.keys.current(userId)
    const facts = { userId, username, accountId, roles, scopes: [] }
    assert.deepEqual(await verified(apiKey), { kind: 'key', ...facts, keyId: key?.id, expiresAt: null })
    const expiresAt = new Date(core.clock.now() + 24 * 3_600_000).toISOString()
    const byKey = await verified(await tokenByKey(core.deps, apiKey))
    assert.deepEqual(byKey, { kind: 'token', ...facts, keyId: key?.id, expiresAt })
    const byPassword = await verified(await tokenByPassword(core.deps, user))
    assert.deepEqual(byPassword, { kind: 'token', ...facts, keyId: null, expiresAt })
  })

  test('tells when a replaced key ends, and nothing of what is not good', async () => {
    const { user, apiKey } = await core.person()
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 90 })
    const { expiresAt } = await verified(apiKey)
    assert.equal(expiresAt, new Date(core.clock.now() + 90_000).toISOString())
    assert.deepEqual(inspectionToWire(null), { valid: false })
  })
})

describe('a user in a list', () => {
  test('is shown to those who manage with the age of the key, to helpers without, to others as out of reach', async () => {
    const { user } = await core.person([DEFAULT_ROLE])
    const { user: colleague } = await core.person([USER_MANAGE])
    const rows: readonly (readonly [string, User, boolean, boolean])[] = [
      [USER_ADMIN, user, true, true],
      [USER_ADMIN, colleague, true, true],
      [USER_MANAGE, user, true, true],
      [USER_MANAGE, colleague, false, false],
      [USER_MANAGE_LIMITED, user, false, true],
      [USER_MANAGE_LIMITED, colleague, false, false],
      [SERVICE, user, false, false],
    ]
    for (const [role, whom, manages, helps] of rows) {
      const actor = keyActor((await core.person([role])).user)
      const told = listedUserToWire(actor, await describeUser(core.deps, OPERATOR, whom.id))
      assert.deepEqual([told.manageable, told.assistable, told.key !== null], [manages, helps, manages], role)
      assert.ok(!JSON.stringify(told).includes('argon'), 'no hash')
    }
  })

  test('has an open invitation as long as there is no password, and none after', async () => {
    const actor = keyActor((await core.person([USER_ADMIN])).user)
    const { user } = await core.person()
    await core.deps.store.users.update(user.id, { passwordHash: null, passwordId: null })
    const told = async () => listedUserToWire(actor, await describeUser(core.deps, OPERATOR, user.id))
    assert.deepEqual([(await told()).state, (await told()).invitationEndsAt], ['active', null])
    const { endsAtMs } = await inviteUser(core.deps, OPERATOR, user.id)
    const invited = await told()
    assert.deepEqual([invited.state, invited.invitationEndsAt], ['invited', new Date(endsAtMs).toISOString()])
    await setPassword(core.deps, OPERATOR, user.id, 'nobody would guess that one')
    assert.deepEqual([(await told()).state, (await told()).invitationEndsAt], ['active', null])
  })
})

describe('where a page of users ended', () => {
  const id = fc.stringMatching(/^[0-9a-f]{32}$/)
  const name = fc.string({ unit: anyCharacter, maxLength: 255 }).filter((text) => !text.includes('\0'))

  test('is read back as it was told, in signs that an address takes as they are', () => {
    const user = fc.record({
      id,
      name: name.map((text) => text.toWellFormed()),
      createdAtMs: fc.maxSafeNat(),
    })
    fc.assert(
      fc.property(user, (given) => {
        if (given.name.length > 255) return
        const marker = markerOf(given)
        assert.match(marker, /^[\w-]+$/)
        assert.deepEqual(parseMarker(marker), { ...given })
      }),
    )
  })

  const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const ID = 'a'.repeat(32)
  for (const [what, marker] of [
    ['nothing', ''],
    ['no JSON', 'AAAA'],
    ['what is not base64', '%%%'],
    ['another shape', packed({ id: ID, name: 'joe', createdAtMs: 1 })],
    ['too few', packed([ID, 'joe'])],
    ['too many', packed([ID, 'joe', 1, 2])],
    ['an id in capitals', packed(['A'.repeat(32), 'joe', 1])],
    ['a short id', packed(['a', 'joe', 1])],
    ['a name that is too long', packed([ID, 'x'.repeat(256), 1])],
    ['a name with a NUL, which PostgreSQL refuses', packed([ID, 'joe\0', 1])],
    ['half a millisecond', packed([ID, 'joe', 0.5])],
    ['a time as text', packed([ID, 'joe', '1'])],
    ['a time beyond numbers', packed([ID, 'joe', 1e300])],
  ] as const) {
    test(`is not ${what}; the field is named`, () =>
      assert.throws(
        () => parseMarker(marker),
        (error) => error instanceof RequestError && error.code === 'bad_request' && error.field === 'after',
      ))
  }
})

test('a key pair that is refused since a restore says so, until the operator trusts all', async () => {
  const { user } = await core.person()
  await changeAdminType(core.deps, OPERATOR, user.id, 'super')
  await generatePair(core.deps, OPERATOR, user.id)
  const states = []
  for (const state of ['active', 'unconfirmed', 'active'] as const) {
    await core.deps.store.keyPairs.setStateOfAll(state)
    states.push(...(await describePairs(core.deps, OPERATOR, user.id)).map((pair) => pairToWire(pair).state))
  }
  assert.deepEqual(states, ['active', 'unconfirmed', 'active'])
})
