import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Core,
  compatibleActor,
  entriesOf,
  openCore,
  panelActor,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { distrustKeys } from '../restore/distrust-keys.ts'
import { trustKeys } from '../restore/trust-keys.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import type { User } from '../users/user.ts'
import { generatePair } from './generate-pair.ts'
import { showPair } from './show-pair.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

/** A super administrator with no rights but that one. */
async function anAdministrator(accountId?: string): Promise<User> {
  const { user } = await core.person(undefined, accountId)
  return changeAdminType(core.deps, OPERATOR, user.id, 'super')
}

const atPanel = (user: User) => panelActor(user, core.clock.now())
const generate = (actor: Parameters<typeof generatePair>[1], user: User) =>
  generatePair(core.deps, actor, user.id)
const usable = async (userKey: string) => (await core.deps.store.keyPairs.known(userKey))?.usable

describe('a key pair', () => {
  test('has 20 and 40 characters of the alphabet that clients know', async () => {
    const user = await anAdministrator()
    const { userKey, secretKey } = await generate(atPanel(user), user)
    assert.match(userKey, /^[A-Za-z0-9+/]{20}$/)
    assert.match(secretKey, /^[A-Za-z0-9+/]{40}$/)
  })

  test('is the same whenever it is shown, and nobody has it twice', async () => {
    const [one, other] = [await anAdministrator(), await anAdministrator()]
    const made = [await generate(atPanel(one), one), await generate(atPanel(other), other)]
    for (const [index, user] of [one, other].entries()) {
      const shown = await showPair(core.deps, atPanel(user), user.id)
      assert.deepEqual(
        [shown.userKey, shown.secretKey, shown.user.name],
        [made[index]?.userKey, made[index]?.secretKey, user.name],
      )
    }
    assert.equal(new Set(made.flatMap(({ userKey, secretKey }) => [userKey, secretKey])).size, 4)
  })

  test('takes the place of the one before, which has ended when the answer is there', async () => {
    const user = await anAdministrator()
    const first = await generate(atPanel(user), user)
    const second = await generate(atPanel(user), user)
    assert.notEqual(second.userKey, first.userKey)
    const ended = await core.deps.store.keyPairs.known(first.userKey)
    assert.equal(ended?.endsAtMs, core.clock.now())
    assert.equal((await showPair(core.deps, atPanel(user), user.id)).userKey, second.userKey)
  })

  test('is one, however many are generated at the same moment', async () => {
    const user = await anAdministrator()
    const made = await Promise.all(Array.from({ length: 8 }, () => generate(OPERATOR, user)))
    const known = await Promise.all(made.map(({ userKey }) => core.deps.store.keyPairs.known(userKey)))
    assert.equal(known.filter((pair) => pair?.endsAtMs === null).length, 1)
  })

  test('lies sealed, and does not open in the row of another', async () => {
    const [one, other] = [await anAdministrator(), await anAdministrator()]
    const made = await generate(OPERATOR, one)
    const stored = await core.deps.store.keyPairs.current(one.id, '')
    assert.ok(stored)
    assert.equal(Buffer.from(stored.sealed).includes(made.secretKey), false)
    await generate(OPERATOR, other)
    const theirs = await core.deps.store.keyPairs.current(other.id, '')
    await core.deps.store.keyPairs.reseal(theirs?.id ?? '', stored.sealed)
    await refusedWith('secret.unreadable', showPair(core.deps, OPERATOR, other.id))
  })

  test('opens as before after the data keys were replaced', async () => {
    const user = await anAdministrator()
    const made = await generate(OPERATOR, user)
    const before = await core.deps.store.keyPairs.current(user.id, '')
    await core.keyward.dataKeys.rotate(OPERATOR, async () => undefined)
    const later = await core.deps.store.keyPairs.current(user.id, '')
    assert.notDeepEqual(later?.sealed, before?.sealed)
    assert.equal((await showPair(core.deps, OPERATOR, user.id)).secretKey, made.secretKey)
  })

  test('is refused after a restore until the operator confirms or it is generated anew', async () => {
    const [one, other] = [await anAdministrator(), await anAdministrator()]
    const pairs = [await generate(OPERATOR, one), await generate(OPERATOR, other)]
    await distrustKeys(core.deps, OPERATOR, 'backup.db')
    for (const { userKey } of pairs) assert.equal(await usable(userKey), false)
    assert.equal(await usable((await generate(OPERATOR, one)).userKey), true)
    await trustKeys(core.deps, OPERATOR)
    assert.equal(await usable(pairs[1]?.userKey ?? ''), true)
  })

  test('is written down as generated and shown, without the secret', async () => {
    const user = await anAdministrator()
    const [made, again] = [await generate(atPanel(user), user), await generate(atPanel(user), user)]
    await showPair(core.deps, OPERATOR, user.id)
    const entries = (await auditOf(core.deps, user.accountId)).slice(-3)
    assert.deepEqual(
      entries.map(({ action, target, details }) => [action, target, details]),
      [
        ['key_pair.generate', `user:${user.id}`, { pairId: made.id, userKey: made.userKey }],
        [
          'key_pair.generate',
          `user:${user.id}`,
          { pairId: again.id, userKey: again.userKey, oldPairId: made.id, overlapSeconds: 0 },
        ],
        ['key_pair.show', `user:${user.id}`, { pairId: again.id, userKey: again.userKey }],
      ],
    )
    for (const secret of [made.secretKey, again.secretKey])
      assert.equal(JSON.stringify(entries).includes(secret), false)
  })

  test('is neither made nor shown where the log cannot say so', async () => {
    const user = await anAdministrator()
    const { userKey } = await generate(OPERATOR, user)
    const deps = withFailingAudit(core.deps)
    await refusedWith('storage.full', generatePair(deps, OPERATOR, user.id))
    await refusedWith('storage.full', showPair(deps, OPERATOR, user.id))
    assert.equal(await usable(userKey), true)
    assert.equal((await core.deps.store.keyPairs.current(user.id, ''))?.userKey, userKey)
  })

  test('that is not there cannot be shown', async () => {
    const user = await anAdministrator()
    await refusedWith('key.not_found', showPair(core.deps, atPanel(user), user.id))
  })
})

describe('whose pair it is', () => {
  const acts = [generatePair, showPair]

  test('standard and limited administrators, and everybody else, have none', async () => {
    const { user } = await core.person([USER_ADMIN])
    for (const type of [null, 'standard', 'limited'] as const) {
      const administrator = await changeAdminType(core.deps, OPERATOR, user.id, type)
      for (const act of acts) {
        await refusedWith('actor.forbidden', act(core.deps, atPanel(administrator), user.id))
        await refusedWith('actor.forbidden', act(core.deps, OPERATOR, user.id))
      }
    }
  })

  test('no other of the account touches it, super administrators and owners included', async () => {
    const user = await anAdministrator()
    await generate(OPERATOR, user)
    const others = [await anAdministrator(), (await core.person([USER_ADMIN])).user]
    for (const other of others) {
      for (const act of acts) {
        await entriesOf(core.deps, user.accountId, () =>
          refusedWith('actor.forbidden', act(core.deps, atPanel(other), user.id)),
        )
      }
    }
  })

  test('to another account it is not there; to an operator it is, and not theirs', async () => {
    const user = await anAdministrator()
    const stranger = await anAdministrator(await core.account())
    const { user: operator } = await core.person([SERVICE_ADMIN])
    for (const act of acts) {
      await refusedWith('user.not_found', act(core.deps, atPanel(stranger), user.id))
      await refusedWith('actor.forbidden', act(core.deps, atPanel(operator), user.id))
      await refusedWith('user.not_found', act(core.deps, OPERATOR, 'f'.repeat(32)))
    }
  })

  test('presence must have been proved, and no key or token proves it', async () => {
    const user = await anAdministrator()
    for (const act of acts) {
      await refusedWith('step_up.needed', act(core.deps, panelActor(user, null), user.id))
      await refusedWith('actor.forbidden', act(core.deps, keyActor(user), user.id))
      await refusedWith('actor.forbidden', act(core.deps, { ...atPanel(user), impersonator: user }, user.id))
    }
    // The compatible calls of v2.0 are for account keys.
    const allowed = await core.deps.store.accounts.byId(user.accountId)
    assert.equal(allowed?.apiReveal, true)
    assert.equal(compatibleActor(user).origin.dialect, 'identity-v2.0')
  })
})
