import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  actionsOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { UserActor } from '../actor.ts'
import type { DomainErrorCode } from '../errors.ts'
import { IDENTITY_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { AccountSettings } from './account.ts'
import { addAccount } from './create-account.ts'
import { updateAccount } from './update-account.ts'

const WHO = ['default', 'manager', 'owner', 'owner elsewhere', 'staff', 'operator'] as const
type Verdict = 'ok' | DomainErrorCode

let world: TestDeps
let accountId: string
let actors: Readonly<Record<(typeof WHO)[number], UserActor>>

before(async () => {
  world = await openTestDeps()
  const { deps } = world
  const { user: operator } = await makeOwner(deps)
  accountId = (await addAccount(deps, OPERATOR, { name: 'Here' })).id
  const there = await addAccount(deps, OPERATOR, { name: 'There' })
  const actor = async (of: string, name: string, ...roles: readonly string[]) =>
    keyActor((await makeUser(deps, of, name, { roles })).user)
  actors = {
    owner: await actor(accountId, 'owner', USER_ADMIN),
    default: await actor(accountId, 'default'),
    manager: await actor(accountId, 'manager', USER_MANAGE),
    'owner elsewhere': await actor(there.id, 'elsewhere', USER_ADMIN),
    staff: await actor(operator.accountId, 'staff', IDENTITY_ADMIN),
    operator: keyActor(operator),
  }
})
after(() => world.close())

const verdictOn = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? Reflect.get(error, 'code') : error),
  )

describe('who may change which setting of an account', () => {
  const OWN: readonly Verdict[] = [
    'actor.forbidden',
    'actor.forbidden',
    'ok',
    'account.not_found',
    'actor.forbidden',
    'ok',
  ]
  const SUSPEND: readonly Verdict[] = [
    'actor.forbidden',
    'actor.forbidden',
    'actor.forbidden',
    'account.not_found',
    'actor.forbidden',
    'ok',
  ]
  let counter = 0
  // Made anew for each asker, so that there is something to change.
  const CHANGES: readonly (readonly [string, () => Partial<AccountSettings>, readonly Verdict[]])[] = [
    ['its name', () => ({ name: `Here ${++counter}` }), OWN],
    ['the window of presence', () => ({ stepUpMinutes: ++counter % 61 }), OWN],
    ['whether a reset keeps tokens', () => ({ resetKeepsTokens: ++counter % 2 === 0 }), OWN],
    ['whether programs are shown keys', () => ({ apiReveal: ++counter % 2 === 0 }), OWN],
    ['whether it has domains of its own', () => ({ ownDomains: ++counter % 2 === 0 }), SUSPEND],
    ['whether it is suspended', () => ({ enabled: true }), SUSPEND],
    ['its name and whether it is suspended', () => ({ name: `Here ${++counter}`, enabled: true }), SUSPEND],
  ]
  for (const [what, change, expected] of CHANGES) {
    test(`${what}: ${expected.join(', ')}`, async () => {
      const found = []
      for (const who of WHO)
        found.push(await verdictOn(updateAccount(world.deps, actors[who], accountId, change())))
      assert.deepEqual(found, expected)
    })
  }

  test('nobody changes an account that does not exist, and it reads as another’s', async () => {
    for (const who of WHO) {
      await refusedWith('account.not_found', updateAccount(world.deps, actors[who], '999999', { name: 'X' }))
    }
  })

  test('what changes nothing is written nowhere', async () => {
    const before = (await actionsOf(world.deps, accountId)).length
    const account = await world.deps.store.accounts.byId(accountId)
    assert.ok(account)
    const { name, enabled, resetKeepsTokens, apiReveal, stepUpMinutes } = account
    await updateAccount(world.deps, OPERATOR, accountId, {
      name,
      enabled,
      resetKeepsTokens,
      apiReveal,
      stepUpMinutes,
    })
    await updateAccount(world.deps, OPERATOR, accountId, {})
    assert.equal((await actionsOf(world.deps, accountId)).length, before)
  })
})
