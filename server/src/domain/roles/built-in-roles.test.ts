import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ASSIGNABLE_ROLES,
  BUILT_IN_ROLES,
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  OBJECT_STORE_DEFAULT,
  SERVICE_ADMIN,
  USER_ADMIN,
} from './roles.ts'

test('the roles that clients know by number keep their numbers', () => {
  const numbered = Object.fromEntries(
    BUILT_IN_ROLES.filter(({ id }) => id.length === 1).map((r) => [r.id, r.name]),
  )
  assert.deepEqual(numbered, {
    1: IDENTITY_ADMIN,
    2: DEFAULT_ROLE,
    3: USER_ADMIN,
    4: SERVICE_ADMIN,
    5: OBJECT_STORE_DEFAULT,
  })
})

test('no two roles share an id or a name, in any spelling (F-23)', () => {
  const ids = BUILT_IN_ROLES.map(({ id }) => id)
  const names = BUILT_IN_ROLES.map(({ name }) => name.toLowerCase())
  assert.equal(new Set(ids).size, BUILT_IN_ROLES.length)
  assert.equal(new Set(names).size, BUILT_IN_ROLES.length)
})

test('ids are one digit, or 128 bits as lower-case hex', () => {
  for (const { id } of BUILT_IN_ROLES) assert.match(id, /^([1-5]|[0-9a-f]{32})$/)
})

test('every role that can be given is a built-in one; the storage role is everybody’s, so nobody gives it', () => {
  const names = BUILT_IN_ROLES.map(({ name }) => name)
  for (const role of ASSIGNABLE_ROLES) assert.ok(names.includes(role), role)
  assert.deepEqual(
    names.filter((name) => !ASSIGNABLE_ROLES.includes(name)),
    [OBJECT_STORE_DEFAULT],
  )
})

test('only the storage role is shown together with a tenant', () => {
  const perTenant = BUILT_IN_ROLES.filter((role) => role.perTenant).map(({ name }) => name)
  assert.deepEqual(perTenant, [OBJECT_STORE_DEFAULT])
})
