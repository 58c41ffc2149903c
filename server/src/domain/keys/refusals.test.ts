import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Core,
  compatibleActor,
  entriesOf,
  footprint,
  openCore,
  panelActor,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { presenceMs } from '../policy.ts'
import { IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { createKey } from './create-key.ts'
import { listCredentials } from './credentials.ts'
import { describeKey } from './describe-key.ts'
import { deleteKey, endOverlap } from './end-key.ts'
import { resetKey } from './reset-key.ts'
import { revealKey } from './reveal-key.ts'
import { setKey } from './set-key.ts'

interface Act {
  readonly name: string
  readonly run: (deps: Deps, actor: Actor, userId: string) => Promise<unknown>
  /** Whether the value of a key is shown or replaced. */
  readonly needsPresence: boolean
  /** What it writes into the log; null for an act that only looks. */
  readonly action: string | null
  /** Whether the user must be without a key before. */
  readonly withoutKey?: true
}

/** Each use case on somebody's key: what holds for all of them is said once. */
const ACTS: readonly Act[] = [
  {
    name: 'creating',
    run: (deps, actor, userId) => createKey(deps, actor, userId),
    needsPresence: true,
    action: 'key.create',
    withoutKey: true,
  },
  { name: 'describing', run: describeKey, needsPresence: false, action: null },
  {
    name: 'resetting',
    run: (deps, actor, userId) => resetKey(deps, actor, userId, { overlapSeconds: 60 }),
    needsPresence: true,
    action: 'key.reset',
  },
  { name: 'ending the overlap of', run: endOverlap, needsPresence: true, action: 'key.end_overlap' },
  { name: 'deleting', run: deleteKey, needsPresence: true, action: 'key.delete' },
  { name: 'showing', run: revealKey, needsPresence: true, action: 'key.show' },
  { name: 'listing credentials with', run: listCredentials, needsPresence: true, action: 'key.show' },
]
const SETTING: Act = {
  name: 'setting',
  run: (deps, actor, userId) => setKey(deps, actor, userId, freshKey()),
  needsPresence: true,
  action: 'key.set',
}
const EVERY_ACT = [...ACTS, SETTING]

let core: Core
let made = 0

before(async () => {
  core = await openCore()
})
after(() => core.close())

function freshKey(): string {
  made++
  return made.toString(16).padStart(32, 'b')
}

/** Somebody in the state in which the act has something to do. */
async function targetOf({ withoutKey }: Act): Promise<User> {
  const { user } = await core.person()
  await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 3_600 })
  if (withoutKey) await deleteKey(core.deps, OPERATOR, user.id)
  return user
}

/** Whoever may do the act to this user, just signed in. */
async function doerFor(act: Act, user: User): Promise<User> {
  return act === SETTING ? (await core.person([IDENTITY_ADMIN])).user : user
}

async function refusedWithoutTrace(
  code: Parameters<typeof refusedWith>[0],
  act: Act,
  actor: Actor,
  on: User,
) {
  const untouched = await footprint(core.deps, on)
  await refusedWith(code, act.run(core.deps, actor, on.id))
  assert.deepEqual(await footprint(core.deps, on), untouched)
}

for (const act of EVERY_ACT) {
  describe(`${act.name} a key`, () => {
    test('of another account is refused exactly as of an unknown user (S-81)', async () => {
      const stranger = (await core.person([USER_ADMIN], await core.account())).user
      const actor = panelActor(stranger, core.clock.now())
      const user = await targetOf(act)
      await refusedWithoutTrace('user.not_found', act, actor, user)
      const other = await refusedWith('user.not_found', act.run(core.deps, actor, user.id))
      const unknown = await refusedWith('user.not_found', act.run(core.deps, actor, 'f'.repeat(32)))
      assert.deepEqual([other.message, other.facts], [unknown.message, unknown.facts])
    })

    test('of somebody else in the account is forbidden to an ordinary user', async () => {
      const colleague = (await core.person()).user
      const user = await targetOf(act)
      await refusedWithoutTrace('actor.forbidden', act, panelActor(colleague, core.clock.now()), user)
    })

    test('of the account owner is forbidden to a manager', async () => {
      const manager = (await core.person([USER_MANAGE])).user
      const { user: owner } = await core.person([USER_ADMIN])
      await refusedWithoutTrace('actor.forbidden', act, panelActor(manager, core.clock.now()), owner)
    })
  })
}

for (const act of EVERY_ACT.filter(({ needsPresence }) => needsPresence)) {
  describe(`presence (S-3A): ${act.name} a key`, () => {
    test('asks for a proof where there never was one', async () => {
      const user = await targetOf(act)
      await refusedWithoutTrace('step_up.needed', act, panelActor(await doerFor(act, user), null), user)
    })

    test('asks again when the window of five minutes is over, to the millisecond', async () => {
      const user = await targetOf(act)
      const doer = await doerFor(act, user)
      const nowMs = core.clock.now()
      await refusedWithoutTrace('step_up.needed', act, panelActor(doer, nowMs - 5 * MINUTE_MS), user)
      await act.run(core.deps, panelActor(doer, nowMs - 5 * MINUTE_MS + 1), user.id)
    })

    test('is never done for a key or token in a request header', async () => {
      const user = await targetOf(act)
      await refusedWithoutTrace('actor.forbidden', act, keyActor(await doerFor(act, user)), user)
    })

    test('is done for the compatible v2.0 calls, until the account forbids it', async () => {
      const accountId = await core.account()
      const doer = (await core.person([IDENTITY_ADMIN], accountId)).user
      const forbid = () => updateAccount(core.deps, OPERATOR, accountId, { apiReveal: false })
      const [first, second] = [await targetOf(act), await targetOf(act)]
      await act.run(core.deps, compatibleActor(doer), first.id)
      await forbid()
      await refusedWithoutTrace('actor.forbidden', act, compatibleActor(doer), second)
    })

    test('is not done for the v2.0 calls of somebody elsewhere either, where its own account forbids it', async () => {
      const accountId = await core.account()
      const doer = (await core.person([IDENTITY_ADMIN])).user
      const { user } = await core.person([], accountId)
      await updateAccount(core.deps, OPERATOR, accountId, { apiReveal: false })
      await refusedWithoutTrace('actor.forbidden', act, compatibleActor(doer), user)
    })
  })
}

for (const act of EVERY_ACT.filter(({ needsPresence }) => !needsPresence)) {
  test(`${act.name} a key needs no proof of presence`, async () => {
    const user = await targetOf(act)
    await act.run(core.deps, panelActor(user, null), user.id)
    await act.run(core.deps, keyActor(user), user.id)
  })
}

for (const act of EVERY_ACT.filter(({ action }) => action !== null)) {
  describe(`audit (S-3B): ${act.name} a key`, () => {
    test('is one entry that names actor, user, key and source, and holds no secret', async () => {
      const user = await targetOf(act)
      const { origin, requestId, ...actor } = panelActor(await doerFor(act, user), core.clock.now())
      const from = { origin: { ...origin, address: '198.51.100.7' }, requestId: 'r42' }
      let answer: unknown
      const entries = await entriesOf(core.deps, user.accountId, async () => {
        answer = await act.run(core.deps, { ...actor, ...from }, user.id)
      })
      const [entry] = entries
      assert.equal(entries.length, 1)
      assert.equal(entry?.action, act.action)
      assert.equal(entry.target, `user:${user.id}`)
      assert.equal(entry.actor, `user:${actor.userId}`)
      assert.equal(entry.source, 'panel 198.51.100.7 r42')
      assert.equal(entry.atMs, core.clock.now())
      assert.match(String(entry.details['keyId']), /^[0-9a-f]{32}$/)
      assert.doesNotMatch(JSON.stringify(entries), secretsIn(answer))
    })

    test('that cannot be written lets nothing happen and nothing be shown', async () => {
      const user = await targetOf(act)
      const untouched = await footprint(core.deps, user)
      await refusedWith('storage.full', act.run(withFailingAudit(core.deps), OPERATOR, user.id))
      assert.deepEqual(await footprint(core.deps, user), untouched)
    })
  })
}

test('describing a key leaves no entry in the log', async () => {
  const { user } = await core.person()
  assert.deepEqual(
    await entriesOf(core.deps, user.accountId, () => describeKey(core.deps, OPERATOR, user.id)),
    [],
  )
})

describe('the window of presence', () => {
  test('is the account’s setting, and with 0 just long enough for the act it was asked for', () => {
    assert.deepEqual([0, 1, 5, 60].map(presenceMs), [30_000, 60_000, 300_000, 3_600_000])
  })

  test('is the one of the actor’s account at the moment of the act', async () => {
    const accountId = await core.account()
    const { user } = await core.person([USER_ADMIN], accountId)
    const provenAtMs = core.clock.now() - 59 * MINUTE_MS
    const show = () => revealKey(core.deps, panelActor(user, provenAtMs), user.id)
    await refusedWith('step_up.needed', show())
    await updateAccount(core.deps, OPERATOR, accountId, { stepUpMinutes: 60 })
    await show()
    await updateAccount(core.deps, OPERATOR, accountId, { stepUpMinutes: 0 })
    await refusedWith('step_up.needed', show())
  })

  test('says nothing of a user whom the actor does not see: reach is asked first', async () => {
    const stranger = (await core.person([USER_ADMIN], await core.account())).user
    const { user } = await core.person()
    await refusedWith('user.not_found', revealKey(core.deps, panelActor(stranger, null), user.id))
  })
})

/** Matches the key in an answer, whatever the answer looks like. */
function secretsIn(answer: unknown): RegExp {
  const found = /"(?:secret|apiKey)":"([0-9a-f]{32})"/.exec(JSON.stringify(answer) ?? '')
  return found?.[1] ? new RegExp(found[1]) : /\bthere was no secret\b/
}
