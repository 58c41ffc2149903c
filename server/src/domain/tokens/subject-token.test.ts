import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, tokenByKey } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { resetKey } from '../keys/reset-key.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import { disableUser } from '../users/disable-user.ts'
import { revokeToken } from './revoke-token.ts'
import { subjectToken, validatedPlainToken, validatedToken } from './subject-token.ts'
import { EXPIRED_GRACE_MS, TOKEN_LIFETIME_MS } from './token.ts'

let core: Core
let otherAccount: string

before(async () => {
  core = await openCore()
  otherAccount = await core.account()
})
after(() => core.close())

async function tokenOf(roles: readonly string[], accountId = core.accountId): Promise<string> {
  return tokenByKey(core.deps, (await core.person(roles, accountId)).apiKey)
}

const actorWith = async (role: string) => keyActor((await core.person([role])).user)

/** Who asks, whose token it is, and what they hear when that is of their account and when it is not. */
const CELLS = [
  [SERVICE_ADMIN, IDENTITY_ADMIN, 'valid', 'valid'],
  [SERVICE_ADMIN, DEFAULT_ROLE, 'valid', 'valid'],
  [IDENTITY_ADMIN, SERVICE_ADMIN, 'valid', 'valid'],
  [IDENTITY_ADMIN, USER_ADMIN, 'valid', 'valid'],
  [IDENTITY_ADMIN, DEFAULT_ROLE, 'valid', 'valid'],
  [USER_ADMIN, USER_MANAGE, 'valid', 'token.not_found'],
  [USER_ADMIN, DEFAULT_ROLE, 'valid', 'token.not_found'],
  [USER_ADMIN, IDENTITY_ADMIN, 'valid', 'token.not_found'],
  [USER_MANAGE, DEFAULT_ROLE, 'valid', 'token.not_found'],
  [USER_MANAGE, USER_MANAGE, 'valid', 'token.not_found'],
  [USER_MANAGE, USER_ADMIN, 'valid', 'token.not_found'],
  [USER_MANAGE_LIMITED, DEFAULT_ROLE, 'actor.forbidden', 'token.not_found'],
  [DEFAULT_ROLE, DEFAULT_ROLE, 'actor.forbidden', 'token.not_found'],
] as const

for (const [own, theirs, here, elsewhere] of CELLS) {
  test(`${own} asking for a token of ${theirs}: ${here} in the own account, ${elsewhere} in another`, async () => {
    const actor = await actorWith(own)
    const near = await tokenOf([theirs])
    const far = await tokenOf([theirs], otherAccount)
    assert.equal(await answerOf(subjectToken(core.deps, actor, near)), here)
    assert.equal(await answerOf(subjectToken(core.deps, actor, far)), elsewhere)
  })
}

test('one’s own token is always within reach', async () => {
  for (const role of [DEFAULT_ROLE, USER_MANAGE, USER_ADMIN]) {
    const { user, apiKey } = await core.person([role])
    const { claims } = await subjectToken(core.deps, keyActor(user), await tokenByKey(core.deps, apiKey))
    assert.equal(claims.userId, user.id)
  }
})

describe('a token that cannot be asked for', () => {
  test('is refused in the same words when it is nonsense, dead, of another account or not of the one meant', async () => {
    const actor = await actorWith(USER_ADMIN)
    const dead = await tokenOf([DEFAULT_ROLE])
    await revokeToken(core.deps, OPERATOR, await subjectToken(core.deps, actor, dead))
    const { user, apiKey } = await core.person()
    const disabled = await tokenByKey(core.deps, apiKey)
    await disableUser(core.deps, OPERATOR, user.id)
    const foreign = await tokenOf([DEFAULT_ROLE], otherAccount)
    const near = await tokenOf([DEFAULT_ROLE])
    for (const [token, belongsTo] of [
      ['nonsense', null],
      [dead, null],
      [disabled, null],
      [foreign, null],
      [near, otherAccount],
    ] as const) {
      const asking = validatedPlainToken(core.deps, actor, token, belongsTo)
      const { message, facts } = await refusedWith('token.not_found', asking)
      assert.deepEqual([message, facts], ['token.not_found', {}])
    }
  })
})

describe('belongsTo', () => {
  test('asks whether the token is for that account', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    const { claims } = await validatedPlainToken(core.deps, keyActor(user), token, core.accountId)
    assert.equal(claims.accountId, core.accountId)
    await refusedWith('token.not_found', validatedPlainToken(core.deps, keyActor(user), token, otherAccount))
    await refusedWith('token.not_found', validatedPlainToken(core.deps, keyActor(user), token, ''))
  })

  test('opens no account to anybody: right number and no right is still a refusal', async () => {
    const actor = await actorWith(USER_ADMIN)
    const token = await tokenOf([DEFAULT_ROLE], otherAccount)
    await refusedWith('token.not_found', validatedPlainToken(core.deps, actor, token, otherAccount))
  })
})

describe('a token that a service asks about', () => {
  const validate = async (role: string, token: string, graceMs = 0) =>
    answerOf(validatedToken(core.deps, await actorWith(role), token, graceMs))

  test('may be anybody’s in any account; to others the rules of reach hold', async () => {
    for (const role of [DEFAULT_ROLE, USER_ADMIN, SERVICE_ADMIN]) {
      const token = await tokenOf([role], otherAccount)
      assert.equal(await validate(SERVICE, token), 'valid')
      const asked = validatedPlainToken(core.deps, await actorWith(SERVICE), token, null)
      assert.equal(await answerOf(asked), 'valid')
      assert.equal(await validate(USER_ADMIN, token), 'token.not_found')
    }
    assert.equal(await validate(DEFAULT_ROLE, await tokenOf([DEFAULT_ROLE])), 'actor.forbidden')
  })

  test('cannot be ended by it: asking is all that a service may do', async () => {
    const token = await tokenOf([DEFAULT_ROLE])
    const service = await actorWith(SERVICE)
    await refusedWith('actor.forbidden', subjectToken(core.deps, service, token))
  })

  test('may have expired as long ago as was asked for, to the millisecond, and no longer', async () => {
    const token = await tokenOf([DEFAULT_ROLE])
    core.clock.advance(TOKEN_LIFETIME_MS + 59_999)
    assert.equal(await validate(SERVICE, token), 'token.not_found')
    assert.equal(await validate(SERVICE, token, 60_000), 'valid')
    core.clock.advance(1)
    assert.equal(await validate(SERVICE, token, 60_000), 'token.not_found')
  })

  test('is dead in the grace as well when it was deleted, its key reset or its user disabled', async () => {
    const graceMs = EXPIRED_GRACE_MS
    const people = [await core.person(), await core.person(), await core.person()] as const
    const tokens = await Promise.all(people.map(({ apiKey }) => tokenByKey(core.deps, apiKey)))
    const [deleted = '', ...others] = tokens
    await revokeToken(core.deps, OPERATOR, await subjectToken(core.deps, keyActor(people[0].user), deleted))
    core.clock.advance(TOKEN_LIFETIME_MS + graceMs - 1)
    await core.deps.store.tokens.forgetExpired(core.clock.now())
    await core.deps.known.loadDeletedTokens()
    assert.equal(await validate(SERVICE, deleted, graceMs), 'token.not_found')
    for (const token of others) assert.equal(await validate(SERVICE, token, graceMs), 'valid')
    await resetKey(core.deps, OPERATOR, people[1].user.id, { overlapSeconds: 0 })
    await disableUser(core.deps, OPERATOR, people[2].user.id)
    for (const token of others) assert.equal(await validate(SERVICE, token, graceMs), 'token.not_found')
  })
})
