import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore } from '../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../tests/support/deps.ts'
import type { UserActor } from './actor.ts'
import {
  mayAssist,
  type Reachable,
  requireOperator,
  requireStaff,
  rolesOutOfSight,
  userWithinSight,
} from './policy.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  READER,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from './roles/roles.ts'

const ROLES = [
  DEFAULT_ROLE,
  READER,
  USER_MANAGE_LIMITED,
  USER_MANAGE,
  USER_ADMIN,
  SERVICE,
  IDENTITY_ADMIN,
  SERVICE_ADMIN,
] as const

/** Who helps whom: a row for each helper, a column for each of `ROLES`; x for yes. */
const HELPS: Readonly<Record<string, string>> = {
  [DEFAULT_ROLE]: '--------',
  [READER]: '--------',
  [USER_MANAGE_LIMITED]: 'xx------',
  [USER_MANAGE]: 'xxx-----',
  [USER_ADMIN]: 'xxxxx---',
  [SERVICE]: '--------',
  [IDENTITY_ADMIN]: 'xxxxx---',
  [SERVICE_ADMIN]: 'xxxxxxxx',
}

let core: Core
const actors = new Map<string, UserActor>()
const actorWith = (role: string) => actors.get(role) ?? assert.fail(role)

before(async () => {
  core = await openCore()
  for (const role of ROLES) actors.set(role, keyActor((await core.person([role])).user))
})
after(() => core.close())

const somebody = (roles: readonly string[], adminType: Reachable['adminType'] = null): Reachable => {
  return { id: 'f'.repeat(32), accountId: core.accountId, roles, adminType }
}

describe('who helps whom', () => {
  for (const [role, row] of Object.entries(HELPS)) {
    test(`${role}: ${ROLES.filter((_, at) => row[at] === 'x').join(', ') || 'nobody'}`, () => {
      const actor = actorWith(role)
      for (const [at, theirs] of ROLES.entries()) {
        assert.equal(mayAssist(actor, somebody([theirs])), row[at] === 'x', theirs)
        const beside = somebody([DEFAULT_ROLE, theirs])
        assert.equal(mayAssist(actor, beside), row[at] === 'x', `${theirs} beside another`)
      }
      assert.ok(mayAssist(actor, { ...somebody([SERVICE_ADMIN]), id: actor.userId }), 'oneself')
    })

    test(`${role}: what is out of sight in lists is what one may not help with`, () => {
      const actor = actorWith(role)
      if (!row.includes('x')) return
      const hidden = rolesOutOfSight(actor)
      const seen = ROLES.map((theirs) => (hidden.includes(theirs) ? '-' : 'x')).join('')
      assert.equal(seen, row)
    })
  }

  test('the command line helps everybody, and nothing is out of its sight', () => {
    for (const theirs of ROLES) assert.ok(mayAssist(OPERATOR, somebody([theirs], 'super')))
    assert.deepEqual(rolesOutOfSight(OPERATOR), [])
  })

  test('administrators of the e-mail area are nobody’s to help but of owners and staff', () => {
    for (const [role, may] of [
      [USER_MANAGE_LIMITED, false],
      [USER_MANAGE, false],
      [USER_ADMIN, true],
      [IDENTITY_ADMIN, true],
      [SERVICE_ADMIN, true],
    ] as const) {
      assert.equal(mayAssist(actorWith(role), somebody([DEFAULT_ROLE], 'standard')), may, role)
    }
  })
})

describe('a user in sight', () => {
  test('is whom one helps; a colleague is refused, a stranger not there, as nobody is', async () => {
    const [colleague, stranger] = [
      (await core.person([USER_ADMIN])).user,
      (await core.person([DEFAULT_ROLE], await core.account())).user,
    ]
    const look = (role: string, id: string) => answerOf(userWithinSight(core.deps.store, actorWith(role), id))
    for (const [role, ofColleague, ofStranger] of [
      [USER_MANAGE_LIMITED, 'actor.forbidden', 'user.not_found'],
      [USER_ADMIN, 'valid', 'user.not_found'],
      [SERVICE, 'actor.forbidden', 'user.not_found'],
      [IDENTITY_ADMIN, 'valid', 'valid'],
    ] as const) {
      assert.equal(await look(role, colleague.id), ofColleague, role)
      assert.equal(await look(role, stranger.id), ofStranger, role)
      assert.equal(await look(role, 'f'.repeat(32)), 'user.not_found')
    }
  })
})

describe('what belongs to the installation', () => {
  for (const role of ROLES) {
    const works = role === IDENTITY_ADMIN || role === SERVICE_ADMIN
    test(`${role} ${works ? 'works for it' : 'has no part in it'}`, () => {
      const forbidden = { code: 'actor.forbidden' }
      if (works) requireStaff(actorWith(role))
      else assert.throws(() => requireStaff(actorWith(role)), forbidden)
      if (role === SERVICE_ADMIN) requireOperator(actorWith(role))
      else assert.throws(() => requireOperator(actorWith(role)), forbidden)
    })
  }
})
