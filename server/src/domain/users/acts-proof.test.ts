import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeFor } from '../../../../tests/support/application-credentials.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import {
  answerOf,
  type Core,
  openCore,
  panelActor,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { keyActor } from '../../../../tests/support/deps.ts'
import { type Actor, userActor } from '../actor.ts'
import { presenceMs } from '../policy.ts'
import { effectiveRoles } from '../roles/effective-roles.ts'
import { DEFAULT_ROLE, USER_ADMIN } from '../roles/roles.ts'
import { ACTS_ON_OTHERS, type ActOnOthers, subjectsOf } from './acts-testing.ts'
import { updateUser } from './update-user.ts'
import type { User } from './user.ts'

// How somebody with every right over a user has to prove who they are, act by act.

let core: Core
let owner: User
let windowMs: number
let restricted: Actor

before(async () => {
  core = await openCore()
  owner = (await core.person([USER_ADMIN])).user
  windowMs = presenceMs((await core.deps.store.accounts.byId(core.accountId))?.stepUpMinutes ?? 0)
  const { credential } = await makeFor(core.deps, owner)
  const delegation = { credential, roles: effectiveRoles(owner.roles) }
  restricted = userActor(owner, { kind: 'delegation', delegation }, keyActor(owner))
})
after(() => core.close())

/** What each act answers to whom, and the same for those that show or replace a secret. */
type Row = readonly [who: string, actor: () => Actor, answer: string | null, ofSecrets: string | null]

const ROWS: readonly Row[] = [
  ['at an open browser', () => panelActor(owner, null), 'step_up.needed', 'step_up.needed'],
  [
    'whose proof is too old to the millisecond',
    () => panelActor(owner, core.clock.now() - windowMs),
    'step_up.needed',
    'step_up.needed',
  ],
  ['with a key', () => keyActor(owner), null, 'actor.forbidden'],
  ['with a restricted application credential', () => restricted, 'actor.forbidden', 'actor.forbidden'],
  ['in whose name staff acts', impersonated, null, 'actor.forbidden'],
]

function impersonated(): Actor {
  return { ...panelActor(owner, core.clock.now()), impersonator: core.operator }
}

const answerTo = ({ run }: ActOnOthers, actor: Actor, { id }: User, deps = core.deps) =>
  answerOf(run(deps, actor, id))

for (const act of ACTS_ON_OTHERS) {
  test(`${act.name} asks for proof, and is undone when it cannot be written down`, async () => {
    const [user] = await subjectsOf(core, act, [{ role: DEFAULT_ROLE }])
    assert.ok(user)
    const present = () => panelActor(owner, core.clock.now() - windowMs + 1)
    await changingNothing(core, async () => {
      for (const [who, actor, answer, ofSecrets] of ROWS) {
        const expected = act.isOfSecrets ? ofSecrets : answer
        if (expected !== null) assert.equal(await answerTo(act, actor(), user), expected, who)
      }
      assert.equal(await answerTo(act, present(), user, withFailingAudit(core.deps)), 'storage.full')
    })
    assert.equal(await answerTo(act, present(), user), 'valid', 'a millisecond earlier')
  })
}

test('what is no change asks for no proof: a page may send back all that it read', async () => {
  const { user } = await core.person()
  const { name, enabled } = user
  assert.equal((await updateUser(core.deps, panelActor(owner, null), user.id, { name, enabled })).name, name)
})
