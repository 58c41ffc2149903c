import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import type { UserActor } from '../actor.ts'
import type { AuditEntry } from '../audit/entry.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  READER,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import { ACTS_ON_OTHERS, type ActOnOthers, presentActor, subjectsOf } from './acts-testing.ts'
import type { User } from './user.ts'

// Who may do what to whom: every act on other users, by everybody, to everybody.

const MANAGED = [DEFAULT_ROLE, USER_MANAGE_LIMITED]
const OWNED = [...MANAGED, USER_MANAGE, USER_ADMIN]
const ALL = [...OWNED, SERVICE, IDENTITY_ADMIN, SERVICE_ADMIN]

interface Right {
  /** Roles of those of the own account whom somebody with this role helps. */
  readonly helps: readonly string[]
  readonly manages: readonly string[]
  /** In every account. */
  readonly everywhere?: boolean
}

const RIGHTS: Readonly<Record<string, Right>> = {
  [DEFAULT_ROLE]: { helps: [], manages: [] },
  [READER]: { helps: [], manages: [] },
  [SERVICE]: { helps: [], manages: [] },
  [USER_MANAGE_LIMITED]: { helps: [DEFAULT_ROLE], manages: [] },
  [USER_MANAGE]: { helps: MANAGED, manages: MANAGED },
  [USER_ADMIN]: { helps: OWNED, manages: OWNED },
  [IDENTITY_ADMIN]: { helps: OWNED, manages: OWNED, everywhere: true },
  [SERVICE_ADMIN]: { helps: ALL, manages: ALL, everywhere: true },
}

let core: Core
let otherAccount: string
const actors = new Map<string, UserActor>()

before(async () => {
  core = await openCore()
  otherAccount = await core.account()
  for (const role of Object.keys(RIGHTS)) actors.set(role, await presentActor(core, role))
})
after(() => core.close())

const actorOf = (role: string) => actors.get(role) ?? assert.fail(role)

/** What the log tells of somebody, newest first. */
async function toldOf({ id, accountId }: User): Promise<readonly AuditEntry[]> {
  return (await core.deps.store.audit.search(accountId, { target: `user:${id}` }, null, 10)).entries
}

/** It is done, and written down: by whom, to whom, from where, in the log of the account that it happened in. */
async function expectDone(act: ActOnOthers, actor: UserActor, subject: User): Promise<void> {
  const before = (await toldOf(subject)).length
  await act.run(core.deps, actor, subject.id)
  const told = (await toldOf(subject)).slice(0, -before || undefined).reverse()
  assert.deepEqual(
    told.map(({ action }) => action),
    act.entries,
  )
  for (const { actor: by, outcome, source } of told) {
    assert.deepEqual(
      { by, outcome, source },
      {
        by: `user:${actor.userId}`,
        outcome: 'done',
        source: `panel ${actor.origin.address} ${actor.requestId}`,
      },
    )
  }
}

for (const act of ACTS_ON_OTHERS) {
  describe(act.name, () => {
    const refused = new Map<string, User>()
    const done: (readonly [UserActor, User])[] = []
    const reachOf = (right: Right) => (act.isHelp ? right.helps : right.manages)

    before(async () => {
      const places = [...ALL.map((role) => ({ role })), { role: DEFAULT_ROLE, accountId: otherAccount }]
      const left = await subjectsOf(core, act, places)
      for (const [at, name] of [...ALL, 'elsewhere'].entries())
        refused.set(name, left[at] ?? assert.fail(name))
      for (const [role, right] of Object.entries(RIGHTS)) {
        const here = reachOf(right).map((theirs) => ({ role: theirs }))
        const reached = await subjectsOf(core, act, [...here, ...(right.everywhere ? places.slice(-1) : [])])
        done.push(...reached.map((user) => [actorOf(role), user] as const))
      }
    })

    test('those who may do it, to whom they may; it is written down', async () => {
      for (const [actor, subject] of done) await expectDone(act, actor, subject)
    })

    test('nobody else, nor anybody to others; nothing changes', () =>
      changingNothing(core, async () => {
        for (const [role, right] of Object.entries(RIGHTS)) {
          const answer = (id: string) => answerOf(act.run(core.deps, actorOf(role), id))
          assert.equal(await answer('f'.repeat(32)), 'user.not_found', `${role} to nobody`)
          for (const [theirs, user] of refused) {
            const isElsewhere = theirs === 'elsewhere'
            if (isElsewhere ? right.everywhere : reachOf(right).includes(theirs)) continue
            const expected = isElsewhere ? 'user.not_found' : 'actor.forbidden'
            assert.equal(await answer(user.id), expected, `${role} to ${theirs}`)
          }
        }
      }))
  })
}
