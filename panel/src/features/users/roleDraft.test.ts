import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoleOfUser } from '@keyward/sdk'
import fc from 'fast-check'
import { changeTo, effectiveRoles, heldRoles, reverseOf } from './roleDraft.ts'

const NAMES = ['identity:default', 'identity:user-manage', 'reader', 'billing']

const role = (name: string, source: RoleOfUser['source']): RoleOfUser => {
  const lock = source === null || source === 'assigned' ? null : 'implied'
  return { name, source, lock, groups: [], description: '', builtIn: true }
}
const listWith = (held: readonly string[]): readonly RoleOfUser[] => [
  ...NAMES.map((name) => role(name, held.includes(name) ? 'assigned' : null)),
  role('object-store:default', 'every-user'),
]
const some = fc.subarray(NAMES)

test('what is saved leads from what is held to what is wanted, and its reverse leads back', () => {
  fc.assert(
    fc.property(some, some, (held, wanted) => {
      const change = changeTo(listWith(held), new Set(wanted)) ?? { add: [], remove: [] }
      const apply = (from: Iterable<string>, { add, remove }: typeof change) =>
        new Set([...from, ...add].filter((name) => !remove.includes(name)))
      const after = apply(held, change)
      assert.deepEqual([...after].sort(), [...wanted].sort())
      assert.deepEqual([...apply(after, reverseOf(change))].sort(), [...held].sort())
    }),
  )
})

test('without a difference there is nothing to save', () => {
  assert.equal(changeTo(listWith(['reader']), new Set(['reader'])), null)
  assert.deepEqual(changeTo(listWith([]), new Set(['reader'])), { add: ['reader'], remove: [] })
})

test('roles that come by themselves are neither held for the form nor taken by it, and hold afterwards', () => {
  const roles = listWith(['reader'])
  assert.deepEqual([...heldRoles(roles)], ['reader'])
  assert.deepEqual(changeTo(roles, new Set()), { add: [], remove: ['reader'] })
  assert.deepEqual(effectiveRoles(roles, new Set()), ['object-store:default'])
  assert.deepEqual(effectiveRoles(roles, new Set(['billing'])), ['billing', 'object-store:default'])
})
