import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ManagedUser } from '@keyward/sdk'
import { everybodyOn, heirsOf, rolesToHandOver } from './handOver.ts'
import { aManagedUser } from './testing.ts'

const someone = (id: string, more: Partial<ManagedUser> = {}): ManagedUser =>
  aManagedUser({ id, name: id, ...more })

test('the role that everybody starts with is not handed over, the others are', () => {
  assert.deepEqual(rolesToHandOver(someone('a')), [])
  const roles = ['identity:default', 'identity:user-manage', 'billing']
  assert.deepEqual(rolesToHandOver({ roles }), ['identity:user-manage', 'billing'])
})

test('an heir is another user of the account, enabled, whom one may change', () => {
  const users = [
    someone('leaving'),
    someone('good'),
    someone('disabled', { enabled: false }),
    someone('stronger', { manageable: false }),
    someone('elsewhere', { accountId: '100002' }),
  ]
  assert.deepEqual(
    heirsOf(someone('leaving'), users).map(({ id }) => id),
    ['good'],
  )
})

test('everybody of the account can be chosen, not the first page alone; of a huge one the first thousand', async () => {
  const asked: (string | null)[] = []
  const pages = new Map([
    [null, { items: [someone('a'), someone('b')], next: 'b' }],
    ['b', { items: [someone('c')], next: null }],
  ])
  const found = await everybodyOn(async (after) => {
    asked.push(after)
    return pages.get(after) ?? { items: [], next: null }
  })
  assert.deepEqual(
    [found.map(({ id }) => id), asked],
    [
      ['a', 'b', 'c'],
      [null, 'b'],
    ],
  )
  const full = Array.from({ length: 100 }, (_, at) => someone(`u${at}`))
  assert.equal((await everybodyOn(async () => ({ items: full, next: 'more' }))).length, 1_000)
})
