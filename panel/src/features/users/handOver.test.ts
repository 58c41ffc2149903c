import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ManagedUser } from '@keyward/sdk'
import { heirsOf, rolesToHandOver } from './handOver.ts'
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
    heirsOf({ accountId: '100001', leaving: new Set(['leaving']) }, users).map(({ id }) => id),
    ['good'],
  )
})
