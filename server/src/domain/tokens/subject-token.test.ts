import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore, tokenByKey } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { disableUser } from '../users/disable-user.ts'
import { revokeToken } from './revoke-token.ts'
import { subjectToken } from './subject-token.ts'

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
  [IDENTITY_ADMIN, SERVICE_ADMIN, 'actor.forbidden', 'actor.forbidden'],
  [IDENTITY_ADMIN, USER_ADMIN, 'valid', 'valid'],
  [IDENTITY_ADMIN, DEFAULT_ROLE, 'valid', 'valid'],
  [USER_ADMIN, USER_MANAGE, 'valid', 'token.not_found'],
  [USER_ADMIN, DEFAULT_ROLE, 'valid', 'token.not_found'],
  [USER_ADMIN, IDENTITY_ADMIN, 'actor.forbidden', 'token.not_found'],
  [USER_MANAGE, DEFAULT_ROLE, 'valid', 'token.not_found'],
  [USER_MANAGE, USER_MANAGE, 'actor.forbidden', 'token.not_found'],
  [USER_MANAGE, USER_ADMIN, 'actor.forbidden', 'token.not_found'],
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
      const asking = subjectToken(core.deps, actor, token, belongsTo)
      const { message, facts } = await refusedWith('token.not_found', asking)
      assert.deepEqual([message, facts], ['token.not_found', {}])
    }
  })
})

describe('belongsTo', () => {
  test('asks whether the token is for that account', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    const { claims } = await subjectToken(core.deps, keyActor(user), token, core.accountId)
    assert.equal(claims.accountId, core.accountId)
    await refusedWith('token.not_found', subjectToken(core.deps, keyActor(user), token, otherAccount))
    await refusedWith('token.not_found', subjectToken(core.deps, keyActor(user), token, ''))
  })

  test('opens no account to anybody: right number and no right is still a refusal', async () => {
    const actor = await actorWith(USER_ADMIN)
    const token = await tokenOf([DEFAULT_ROLE], otherAccount)
    await refusedWith('token.not_found', subjectToken(core.deps, actor, token, otherAccount))
  })
})
