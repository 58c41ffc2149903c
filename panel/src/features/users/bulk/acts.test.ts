import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ManagedUser } from '@keyward/sdk'
import { aManagedUser } from '../testing.ts'
import { type BulkAct, lastOwnersAmong, type Reason, reasonAgainst, reverseOf, sorted } from './acts.ts'

const OWNER = 'identity:user-admin'
const around = (lastOwners: readonly string[] = []) => ({ me: 'me', lastOwners: new Set(lastOwners) })
const ACTS: readonly BulkAct[] = [
  { kind: 'disable' },
  { kind: 'enable' },
  { kind: 'give', role: 'reader' },
  { kind: 'take', role: 'reader' },
  { kind: 'signOut' },
  { kind: 'invite' },
  { kind: 'factorRule', rule: 'required' },
  { kind: 'resetKey', overlapSeconds: 0, onceKey: 'k' },
  { kind: 'delete', heir: '' },
]

describe('who is left out of an act on many', () => {
  test('oneself, of every act', () => {
    for (const act of ACTS) assert.equal(reasonAgainst(act, aManagedUser({ id: 'me' }), around()), 'self')
  })

  test('those out of reach; a helper reaches people for disable and enable alone', () => {
    const helped = aManagedUser({ manageable: false, assistable: true, roles: ['reader'] })
    const reasons = ACTS.map((act) => reasonAgainst(act, helped, around()))
    assert.deepEqual(reasons, [null, 'already', ...Array(ACTS.length - 2).fill('outOfReach')])
    const far = aManagedUser({ manageable: false, assistable: false })
    for (const act of ACTS) assert.equal(reasonAgainst(act, far, around()), 'outOfReach', act.kind)
  })

  test('those who are so already', () => {
    const shut = aManagedUser({ enabled: false, roles: ['reader'] })
    const open = aManagedUser({ roles: [] })
    const already = (user: ManagedUser) =>
      ACTS.filter((act) => reasonAgainst(act, user, around()) === 'already').map(({ kind }) => kind)
    assert.deepEqual(already(shut), ['disable', 'give', 'resetKey'])
    assert.deepEqual(already(open), ['enable', 'take', 'resetKey'])
    const asked = aManagedUser({
      passwordChangedAt: '2026-01-01T00:00:00Z',
      secondFactorRule: 'required',
      key: { createdAt: '2026-01-01T00:00:00Z', lastUsedAt: null },
    })
    assert.deepEqual(already(asked), ['enable', 'take', 'invite', 'factorRule'])
    assert.equal(reasonAgainst({ kind: 'invite' }, shut, around()), 'disabled')
  })

  test('the last owner, of what ends an owner; other roles may be taken', () => {
    const owner = aManagedUser({ id: 'o', roles: [OWNER, 'reader'] })
    const against = (act: BulkAct) => reasonAgainst(act, owner, around(['o']))
    assert.equal(against({ kind: 'disable' }), 'lastOwner')
    assert.equal(against({ kind: 'delete', heir: '' }), 'lastOwner')
    assert.equal(against({ kind: 'take', role: OWNER }), 'lastOwner')
    assert.equal(against({ kind: 'take', role: 'reader' }), null)
    assert.equal(reasonAgainst({ kind: 'delete', heir: 'o' }, owner, around()), 'heir' satisfies Reason)
  })

  test('everybody is on one side or the other, once', () => {
    const users = [
      aManagedUser({ id: 'me' }),
      aManagedUser({ id: 'a' }),
      aManagedUser({ id: 'b', enabled: false }),
    ]
    const { willBe, leftOut } = sorted({ kind: 'disable' }, users, around())
    assert.deepEqual(
      willBe.map(({ id }) => id),
      ['a'],
    )
    assert.deepEqual([...leftOut.keys()], ['self', 'already'])
  })
})

test('an owner is the last one only where no other enabled owner of the account stays', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => aManagedUser({ id, accountId: id === 'c' ? '2' : '1' }))
  assert.ok(a && b && c)
  assert.deepEqual([...lastOwnersAmong([a], [a, b, c])], [])
  assert.deepEqual([...lastOwnersAmong([a, b], [a, b, c])], ['a', 'b'])
  assert.deepEqual([...lastOwnersAmong([c, a], [a, b, c])], ['c'])
})

test('the reverse of a reverse is the act itself, or what each had before; what is for good has none', () => {
  const forGood = ['delete', 'signOut', 'invite', 'resetKey']
  for (const act of ACTS) {
    const back = reverseOf(act)
    if (act.kind === 'factorRule') assert.deepEqual(back, { kind: 'factorRule', rule: null })
    else assert.deepEqual(back && reverseOf(back), forGood.includes(act.kind) ? null : act)
  }
})
