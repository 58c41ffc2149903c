import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Administrator } from '@keyward/sdk'
import { changeIn, daysIn, draftOf, newIn } from './draft.ts'

const ANNA: Administrator = {
  ...{ id: 'a', username: 'anna', email: 'anna@example.com', type: 'limited', enabled: true },
  ...{
    state: 'active',
    locked: false,
    application: false,
    secondFactor: false,
    lastSignInAt: null,
    createdAt: '',
  },
  ...{ firstName: 'Anna', lastName: '', passwordDays: 90, allowsSimultaneous: false },
  ...{ networks: ['192.0.2.7', '::1'], areas: ['lists'], domains: ['a.example'] },
}

test('what was not touched is sent as it is, and an address that is the same is not', () => {
  const { type, firstName, lastName, passwordDays, allowsSimultaneous, networks, areas, domains } = ANNA
  assert.deepEqual(changeIn(draftOf(ANNA), ANNA), {
    ...{ type, firstName, lastName, passwordDays, allowsSimultaneous, networks, areas, domains },
  })
})

test('lists are read with commas, spaces and lines between', () => {
  const draft = { ...draftOf(ANNA), networks: ' 10.0.0.1,\n10.0.0.2  10.0.0.3;' }
  const change = changeIn(draft, ANNA)
  assert.deepEqual(change.networks, ['10.0.0.1', '10.0.0.2', '10.0.0.3'])
})

for (const domains of [null, [], ['a.example']])
  test(`domains that were agreed stay so when something else is saved: ${JSON.stringify(domains)}`, () => {
    const before = { ...ANNA, domains }
    assert.deepEqual(changeIn({ ...draftOf(before), firstName: 'Other' }, before).domains, domains)
  })

test('who is not limited keeps the areas that they had', () => {
  const change = changeIn({ ...draftOf(ANNA), type: 'super', email: 'new@example.com' }, ANNA)
  assert.deepEqual(['areas' in change, 'domains' in change, change.email], [false, false, 'new@example.com'])
})

test('an application administrator is super, whatever the form says', () => {
  const made = newIn({ ...draftOf(null), username: 'import' }, true)
  assert.partialDeepStrictEqual(made, { username: 'import', type: 'super', application: true })
  assert.ok(!('email' in made))
  assert.ok(!('application' in newIn({ ...draftOf(null), username: 'x' }, false)))
})

test('days are a whole number', () => {
  assert.deepEqual(['0', ' 90 ', '', '-1', '1.5', '1e3', 'x', '99999'].map(daysIn), [
    ...[0, 90, null, null],
    ...[null, null, null, null],
  ])
})
