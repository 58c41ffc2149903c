import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GroupList, GroupListChange } from '@keyward/sdk'
import fc from 'fast-check'
import { addressesIn, changeOf, draftOf, NEW_DRAFT, newListOf, reverseOf, sidesOf } from './listDraft.ts'
import { listsAddress, listsAskedIn, listsQuestion } from './listFilter.ts'

const word = fc.stringMatching(/^[a-z]{1,3}$/)
const addresses = fc
  .uniqueArray(
    word.map((name) => `${name}@a.example`),
    { maxLength: 5 },
  )
  .map((all) => all.sort())
const settings = {
  displayName: word,
  replyTo: fc.constantFrom('sender' as const, 'list' as const),
  posting: fc.constantFrom('anyone' as const, 'domain' as const, 'members' as const, 'chosen' as const),
}
const lists = fc.record({ ...settings, members: addresses, posters: addresses }).map(listOf)

const PLAIN = { address: 't@a.example', domain: 'a.example', maxMessageBytes: 1, createdAt: '' }
function listOf(some: Omit<GroupList, keyof typeof PLAIN>): GroupList {
  return { ...PLAIN, ...some }
}

/** What the server makes of a change. */
function changed(
  list: GroupList,
  { addMembers = [], removeMembers = [], ...rest }: GroupListChange,
): GroupList {
  const kept = list.members.filter((member) => !removeMembers.includes(member))
  return { ...list, ...rest, members: [...new Set([...kept, ...addMembers])].sort() }
}

test('a change makes of the list what the form says, and its reverse what it was', () => {
  fc.assert(
    fc.property(lists, lists, (before, wanted) => {
      const change = changeOf(before, draftOf(wanted))
      const after = changed(before, change)
      // Posters are asked for, and so changed, only where they alone may post.
      const posters = wanted.posting === 'chosen' ? wanted.posters : before.posters
      assert.deepEqual(after, { ...wanted, posters })
      assert.deepEqual(changed(after, reverseOf(before, change)), before)
    }),
  )
})

test('a form that is left as it was changes nothing', () => {
  fc.assert(fc.property(lists, (list) => assert.deepEqual(changeOf(list, draftOf(list)), {})))
})

test('taking a change back leaves members alone that others have added since', () => {
  const before = listOf({ ...NEW_DRAFT, members: ['a@a.example'], posters: [] })
  const change = changeOf(before, { ...draftOf(before), members: 'b@a.example' })
  const since = changed(changed(before, change), { addMembers: ['c@a.example'] })
  assert.deepEqual(changed(since, reverseOf(before, change)).members, ['a@a.example', 'c@a.example'])
})

test('addresses are divided by whatever people divide them by, each once', () => {
  assert.deepEqual(addressesIn(' A@a.example, b@a.example;\n\ta@A.example\r\n'), [
    'a@a.example',
    'b@a.example',
  ])
  assert.deepEqual(addressesIn(' \n'), [])
})

test('members are inside only in the very domain of the list', () => {
  const members = 'x@a.example\ny@b.a.example\nz@xa.example'
  assert.deepEqual(sidesOf({ ...NEW_DRAFT, address: ' T@A.example ', members }), { inside: 1, outside: 2 })
  assert.deepEqual(sidesOf({ ...NEW_DRAFT, address: 'a.example', members }), { inside: 0, outside: 3 })
})

test('a new list names posters only where they alone may post', () => {
  const draft = { ...NEW_DRAFT, address: ' t@a.example ', posters: 'x@a.example' }
  assert.equal('posters' in newListOf(draft), false)
  assert.deepEqual(newListOf({ ...draft, posting: 'chosen' }).posters, ['x@a.example'])
  assert.equal(newListOf(draft).address, 't@a.example')
})

test('what is asked for stands in the address, and comes back out of it', () => {
  const text = fc.string({ maxLength: 20 })
  fc.assert(
    fc.property(fc.record({ text, domain: text, member: text }), (asked) => {
      assert.deepEqual(listsAskedIn(new URL(listsAddress(asked), 'http://x').search), { ...asked })
    }),
  )
  assert.deepEqual(listsQuestion({ text: ' a ', domain: '', member: ' ' }), { text: 'a' })
})
