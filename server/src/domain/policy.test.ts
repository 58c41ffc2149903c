import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore } from '../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../tests/support/deps.ts'
import type { Actor } from './actor.ts'
import { isOperator, isStaff, mayManage, mayReach, requireReach, userWithinReach } from './policy.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
} from './roles/roles.ts'
import type { User } from './users/user.ts'

/** 200 done, 403 not allowed, 404 not to be known of. */
type Outcome = 200 | 403 | 404

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  valid: 200,
  'actor.forbidden': 403,
  'user.not_found': 404,
}

const ROLES = [SERVICE_ADMIN, IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE, DEFAULT_ROLE, SERVICE] as const
type RoleName = (typeof ROLES)[number]

/**
 * Who may act on whom, one row for each role of the one who acts; the columns are the roles of the other user in the
 * order of `ROLES`. Staff reach every account; nobody reaches their equals except operators and account owners.
 */
const SAME_ACCOUNT: Readonly<Record<RoleName, readonly Outcome[]>> = {
  [SERVICE_ADMIN]: [200, 200, 200, 200, 200, 200],
  [IDENTITY_ADMIN]: [403, 403, 200, 200, 200, 403],
  [USER_ADMIN]: [403, 403, 200, 200, 200, 403],
  [USER_MANAGE]: [403, 403, 403, 403, 200, 403],
  [DEFAULT_ROLE]: [403, 403, 403, 403, 403, 403],
  [SERVICE]: [403, 403, 403, 403, 403, 403],
}
const OTHER_ACCOUNT: Readonly<Record<RoleName, readonly Outcome[]>> = {
  [SERVICE_ADMIN]: [200, 200, 200, 200, 200, 200],
  [IDENTITY_ADMIN]: [403, 403, 200, 200, 200, 403],
  [USER_ADMIN]: [404, 404, 404, 404, 404, 404],
  [USER_MANAGE]: [404, 404, 404, 404, 404, 404],
  [DEFAULT_ROLE]: [404, 404, 404, 404, 404, 404],
  [SERVICE]: [404, 404, 404, 404, 404, 404],
}

let core: Core
let otherAccount: string

before(async () => {
  core = await openCore()
  otherAccount = await core.account()
})
after(() => core.close())

async function userWith(roles: readonly string[], accountId = core.accountId): Promise<User> {
  return (await core.person(roles, accountId)).user
}

async function outcomeOf(actor: Actor, target: User): Promise<Outcome | undefined> {
  return OUTCOMES[await answerOf(userWithinReach(core.deps.store, actor, target.id))]
}

for (const own of ROLES) {
  for (const [at, theirs] of ROLES.entries()) {
    for (const [where, table] of [
      ['of the own account', SAME_ACCOUNT],
      ['of another account', OTHER_ACCOUNT],
    ] as const) {
      const expected = table[own][at]
      test(`${own} on ${theirs} ${where}: ${expected}`, async () => {
        const actor = keyActor(await userWith([own]))
        const target = await userWith([theirs], table === SAME_ACCOUNT ? core.accountId : otherAccount)
        assert.equal(await outcomeOf(actor, target), expected)
        assert.equal(mayReach(actor, target), expected === 200)
      })
    }
  }

  test(`${own} on oneself: 200, whatever else one is`, async () => {
    const user = await userWith([own])
    assert.equal(await outcomeOf(keyActor(user), user), 200)
  })

  test(`${own} on nobody: 404`, async () => {
    const actor = keyActor(await userWith([own]))
    assert.equal(await answerOf(userWithinReach(core.deps.store, actor, 'f'.repeat(32))), 'user.not_found')
  })

  test(`whoever runs the command line, on ${own} of any account: 200`, async () => {
    assert.equal(await outcomeOf(OPERATOR, await userWith([own], otherAccount)), 200)
  })
}

describe('somebody with several roles', () => {
  test('has the rights of the strongest, in whatever order they are listed', async () => {
    const target = await userWith([USER_ADMIN], otherAccount)
    for (const roles of [
      [DEFAULT_ROLE, IDENTITY_ADMIN],
      [IDENTITY_ADMIN, DEFAULT_ROLE],
      [USER_MANAGE, IDENTITY_ADMIN],
    ]) {
      assert.equal(await outcomeOf(keyActor(await userWith(roles)), target), 200, roles.join())
    }
  })

  test('is protected by the strongest: a default role beside it opens no way in', async () => {
    const manager = keyActor(await userWith([USER_MANAGE]))
    const owner = keyActor(await userWith([USER_ADMIN]))
    assert.equal(await outcomeOf(manager, await userWith([DEFAULT_ROLE, USER_MANAGE])), 403)
    assert.equal(await outcomeOf(manager, await userWith([DEFAULT_ROLE, USER_ADMIN])), 403)
    assert.equal(await outcomeOf(owner, await userWith([USER_MANAGE, IDENTITY_ADMIN])), 403)
  })

  test('who owns the account and is staff has both: staff of the own account stay out of reach', async () => {
    const both = keyActor(await userWith([USER_ADMIN, IDENTITY_ADMIN]))
    assert.equal(await outcomeOf(both, await userWith([IDENTITY_ADMIN])), 403)
    assert.equal(await outcomeOf(both, await userWith([USER_ADMIN], otherAccount)), 200)
  })
})

describe('roles that are no rights here', () => {
  const ODD = ['nova:admin', 'admin', 'IDENTITY:ADMIN', 'identity:admin ', 'identity:service-admin-2', '']
  for (const role of ODD) {
    test(`${JSON.stringify(role)} gives none (F-23)`, async () => {
      const actor = { ...keyActor(await userWith([DEFAULT_ROLE])), roles: [role] }
      assert.equal(isStaff(actor), false)
      assert.equal(await outcomeOf(actor, await userWith([DEFAULT_ROLE])), 403)
      assert.equal(await outcomeOf(actor, await userWith([DEFAULT_ROLE], otherAccount)), 404)
    })

    test(`${JSON.stringify(role)} protects nobody from the owner`, async () => {
      const target = { id: 'x'.repeat(32), accountId: core.accountId, roles: [role] }
      assert.equal(mayManage(keyActor(await userWith([USER_ADMIN])), target), true)
    })
  }

  test('no role at all gives the own user and nothing else', async () => {
    const user = await userWith([DEFAULT_ROLE])
    const actor = { ...keyActor(user), roles: [] }
    assert.equal(await outcomeOf(actor, user), 200)
    assert.equal(await outcomeOf(actor, await userWith([DEFAULT_ROLE])), 403)
  })
})

describe('a refusal', () => {
  test('for another account’s user is word for word the one for nobody (S-81)', async () => {
    const actor = keyActor(await userWith([USER_ADMIN]))
    const target = await userWith([DEFAULT_ROLE], otherAccount)
    const refusalOf = (id: string) =>
      userWithinReach(core.deps.store, actor, id).catch((error: Error) => `${error.message}`)
    assert.equal(await refusalOf(target.id), await refusalOf('f'.repeat(32)))
  })

  test('is thrown, never answered: there is no user beside it (F-27)', async () => {
    const actor = keyActor(await userWith([DEFAULT_ROLE]))
    const target = await userWith([DEFAULT_ROLE])
    assert.throws(() => requireReach(actor, target), { code: 'actor.forbidden' })
    assert.throws(() => requireReach({ ...actor, accountId: otherAccount }, target), {
      code: 'user.not_found',
    })
  })
})

describe('who runs the installation', () => {
  const RANKS: readonly (readonly [RoleName, boolean, boolean])[] = [
    [SERVICE_ADMIN, true, true],
    [IDENTITY_ADMIN, false, true],
    [USER_ADMIN, false, false],
    [USER_MANAGE, false, false],
    [DEFAULT_ROLE, false, false],
    [SERVICE, false, false],
  ]
  for (const [role, operates, works] of RANKS) {
    test(`${role}: operator ${operates}, staff ${works}`, async () => {
      const actor = keyActor(await userWith([role]))
      assert.deepEqual([isOperator(actor), isStaff(actor)], [operates, works])
    })
  }

  test('the command line is both', () => {
    assert.deepEqual([isOperator(OPERATOR), isStaff(OPERATOR)], [true, true])
  })
})
