import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { narrows, sortBy, usersAddress, usersAskedIn, usersQuestion } from './filter.ts'

const OWN = { accountId: '100001' }
const ALL = usersAskedIn('')

test('an address asks for what it was made of, whatever that is', () => {
  const asked = fc.record(
    {
      text: fc.string(),
      state: fc.string(),
      role: fc.string(),
      account: fc.string(),
      sort: fc.string(),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(asked, (one) => {
      assert.deepEqual(usersAskedIn(new URL(usersAddress(one), 'http://localhost').search), one)
    }),
  )
})

test('an address without anything asks for everybody in the own account, by name', () => {
  assert.equal(usersAddress(ALL), '/users')
  assert.equal(narrows(ALL), false)
  assert.deepEqual(usersQuestion(ALL, OWN), { account: '100001' })
})

test('what the server would refuse is left out: it came with the address and not from a field', () => {
  const asked = { ...ALL, state: 'dead', sort: 'colour', text: '  ' }
  assert.deepEqual(usersQuestion(asked, OWN), { account: '100001' })
})

test('all accounts is a question without an account', () => {
  assert.deepEqual(usersQuestion({ ...ALL, account: 'all', role: 'reader' }, OWN), { role: 'reader' })
  assert.deepEqual(usersQuestion({ ...ALL, account: '100007' }, OWN), { account: '100007' })
})

test('text, state and role narrow the list; how it is sorted does not', () => {
  for (const name of ['text', 'state', 'role']) assert.ok(narrows({ ...ALL, [name]: 'x' }), name)
  assert.equal(narrows({ ...ALL, sort: '-name', account: 'all' }), false)
})

test('a column sorts first its usual way, then turns round, and keeps what is looked for', () => {
  const asked = { ...ALL, text: 'ann' }
  assert.deepEqual(sortBy(asked, 'name'), { now: 'ascending', to: '/users?text=ann&sort=-name' })
  assert.deepEqual(sortBy({ ...asked, sort: '-name' }, 'name'), { now: 'descending', to: '/users?text=ann' })
  assert.deepEqual(sortBy(asked, 'created'), { now: null, to: '/users?text=ann&sort=-created' })
  assert.equal(sortBy({ ...asked, sort: '-created' }, 'created').to, '/users?text=ann&sort=created')
  assert.equal(sortBy({ ...asked, sort: '-created' }, 'name').now, null)
})
