import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import { anAccount, aUser, onBothEngines } from '../../../tests/support/stores.ts'
import type { Stores } from '../domain/store.ts'

const ACCOUNT = '100001'
const USERS = ['u0', 'u1', 'u2']
const GROUPS = ['g0', 'g1']
const user = fc.constantFrom(...USERS)
const group = fc.constantFrom(...GROUPS)
const roles = fc.subarray(['a', 'b', 'c'])
const users = fc.subarray(USERS)

/** What everybody has, as one would write it on paper. */
interface Model {
  readonly own: Map<string, readonly string[]>
  readonly groups: Map<string, { roles: readonly string[]; members: Set<string> }>
}

interface Step {
  readonly does: (stores: Stores) => Promise<unknown>
  readonly means: (model: Model) => void
}

const STEPS: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(user, roles).map(([id, given]) => ({
    does: (s: Stores) => s.users.update(id, { roles: given }),
    means: ({ own }: Model) => own.set(id, given),
  })),
  fc.tuple(group, roles).map(([id, given]) => ({
    does: (s: Stores) => s.groups.update(id, { roles: given }),
    means: ({ groups }: Model) => Object.assign(groups.get(id) ?? {}, { roles: given }),
  })),
  fc.tuple(group, users, users).map(([id, add, remove]) => ({
    does: (s: Stores) => s.groups.changeMembers({ id, accountId: ACCOUNT }, { add, remove }),
    means: ({ groups }: Model) => {
      for (const one of remove) groups.get(id)?.members.delete(one)
      for (const one of add) groups.get(id)?.members.add(one)
    },
  })),
  group.map((id) => ({
    does: async (s: Stores) => {
      await s.groups.delete(id)
      await s.groups.insert(aGroup(id))
    },
    means: ({ groups }: Model) => groups.set(id, { roles: [], members: new Set() }),
  })),
)

const aGroup = (id: string) => ({
  ...{ id, accountId: ACCOUNT, name: id, description: '', roles: [], createdAtMs: 1 },
})

function rolesOf({ own, groups }: Model, id: string): readonly string[] {
  const given = [...groups.values()].flatMap((one) => (one.members.has(id) ? one.roles : []))
  return [...new Set([...(own.get(id) ?? []), ...given])].sort()
}

onBothEngines((engine) => {
  test('everybody has the roles of their own and those of their groups, whatever came in which order', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount({ id: ACCOUNT }))
    for (const id of USERS) await store.users.insert(aUser({ id, accountId: ACCOUNT, name: id, roles: [] }))
    for (const id of GROUPS) await store.groups.insert(aGroup(id))
    const model: Model = { own: new Map(), groups: new Map() }
    for (const id of GROUPS) model.groups.set(id, { roles: [], members: new Set() })
    const history = fc.asyncProperty(fc.array(STEPS, { maxLength: 12 }), async (steps) => {
      for (const { does, means } of steps) {
        await does(store)
        means(model)
      }
      for (const id of USERS) {
        assert.deepEqual((await store.users.byId(id))?.roles, rolesOf(model, id))
        assert.deepEqual((await store.users.known(id))?.roles, rolesOf(model, id))
        assert.deepEqual((await store.users.listed(id))?.user.roles, rolesOf(model, id))
        assert.deepEqual(await store.users.ownRoles(id), [...(model.own.get(id) ?? [])].sort())
        const groups = GROUPS.filter((one) => model.groups.get(one)?.members.has(id))
        const listed = await store.groups.list({ userId: id })
        assert.deepEqual(
          listed.map(({ group: { name } }) => name),
          groups,
        )
      }
    })
    await fc.assert(history, { numRuns: count(200) })
  })

  test('a role that is deleted while its group takes somebody in is not left with them', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount({ id: ACCOUNT }))
    await store.users.insert(aUser({ id: 'u0', accountId: ACCOUNT, name: 'u0', roles: ['a'] }))
    await store.roles.insert({ name: 'x', description: '', givenByAccounts: true, createdAtMs: 1 })
    await store.groups.insert({ ...aGroup('g0'), roles: ['x'] })
    const taken = Promise.withResolvers<void>()
    const taking = store.transaction(async (tx) => {
      await tx.groups.hold('g0')
      await tx.groups.changeMembers({ id: 'g0', accountId: ACCOUNT }, { add: ['u0'], remove: [] })
      taken.resolve()
      // Room for the other to come in between, where it can.
      for (let turn = 0; turn < 50; turn++) await tx.groups.byId('g0')
    })
    await taken.promise
    await Promise.all([taking, store.roles.delete('x')])
    const known = await store.users.known('u0')
    assert.deepEqual([known?.roles, (await store.groups.byId('g0'))?.roles], [['a'], []])
  })

  test('a group goes with its account number and is found by it alone', async (t) => {
    const store = await engine.open(t)
    for (const id of [ACCOUNT, '100002']) await store.accounts.insert(anAccount({ id }))
    await store.groups.insert({ ...aGroup('g0'), name: 'Billing' })
    await store.groups.insert({ ...aGroup('g1'), accountId: '100002', name: 'Billing' })
    const found = await store.groups.list({ accountId: '100002' })
    assert.deepEqual(
      found.map(({ group: { id } }) => id),
      ['g1'],
    )
    assert.deepEqual([await store.groups.count(ACCOUNT), await store.groups.byId('g2')], [1, null])
  })
})
