import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoleOfUser } from '@keyward/sdk'
import {
  effectiveLevel,
  LEVELS,
  maySet,
  ownLevel,
  type Product,
  splitRoles,
  withLevel,
} from './roleMatrix.ts'

const role = (name: string, given: Partial<RoleOfUser> = {}): RoleOfUser => {
  return { name, source: null, lock: null, groups: [], description: '', builtIn: false, ...given }
}
const ROLES = [
  role('identity:admin', { builtIn: true }),
  role('files:admin'),
  role('files:observer'),
  role('creator'),
  role('auditor'),
  role('mail:observer', { lock: 'too-strong' }),
]
const { products, others } = splitRoles(ROLES, ['web', 'files'])
const productOf = (name: string): Product => {
  return products.find((one) => one.name === name) ?? assert.fail(name)
}

test('levels of products are rows, services without levels too, and every other role stays a role', () => {
  assert.deepEqual(
    products.map(({ name, roles }) => [name, [...roles.keys()].sort()]),
    [
      ['', ['creator']],
      ['files', ['admin', 'observer']],
      ['mail', ['observer']],
      ['web', []],
    ],
  )
  assert.deepEqual(
    others.map(({ name }) => name),
    ['identity:admin', 'auditor'],
  )
})

test('the more generous level holds, and says where it comes from', () => {
  const effective = (...wanted: readonly string[]) =>
    effectiveLevel(productOf('files'), products, new Set(wanted))
  assert.deepEqual(effective(), { level: null, from: 'product', groups: [] })
  assert.deepEqual(effective('files:observer'), { level: 'observer', from: 'product', groups: [] })
  assert.deepEqual(effective('files:observer', 'creator'), { level: 'creator', from: 'all', groups: [] })
  assert.deepEqual(effective('files:admin', 'creator', 'files:observer'), {
    level: 'admin',
    from: 'product',
    groups: [],
  })
})

test('choosing a level takes the others of its product and nothing else', () => {
  const wanted = new Set(['files:observer', 'auditor', 'creator'])
  for (const level of [...LEVELS, null]) {
    const after = withLevel(wanted, productOf('files'), level)
    assert.equal(ownLevel(productOf('files'), after), level === 'creator' ? null : level)
    assert.ok(after.has('auditor') && after.has('creator'))
  }
})

test('a level that is missing, not to be given, or in place of one not to be taken cannot be chosen', () => {
  const files = productOf('files')
  assert.deepEqual(
    [null, ...LEVELS].map((level) => maySet(files, level)),
    [true, true, false, true],
  )
  assert.equal(maySet(productOf('mail'), 'observer'), false)
  assert.equal(maySet(productOf('web'), null), false)
  const held = splitRoles(
    [role('a:admin', { source: 'assigned', lock: 'too-strong' }), role('a:observer')],
    [],
  )
  assert.equal(maySet(held.products[0] ?? files, 'observer'), false)
})

const NORTH = { id: 'n', name: 'North' }

test('a level by group counts as one of its own, and its source is named; what is no more than it cannot be chosen', () => {
  const given = splitRoles([role('f:observer'), role('f:creator', { groups: [NORTH] }), role('f:admin')], [])
  const [files] = given.products
  assert.ok(files)
  const effective = (...wanted: readonly string[]) => effectiveLevel(files, given.products, new Set(wanted))
  assert.deepEqual(effective('f:observer'), { level: 'creator', from: 'group', groups: [NORTH] })
  assert.deepEqual(effective('f:admin'), { level: 'admin', from: 'product', groups: [] })
  assert.deepEqual(
    [null, ...LEVELS].map((level) => maySet(files, level)),
    [true, false, false, true],
  )
})

test('a level of all products by group reaches every product', () => {
  const given = splitRoles([role('f:observer'), role('creator', { groups: [NORTH] })], [])
  const files = given.products.find(({ name }) => name === 'f') ?? assert.fail()
  const effective = effectiveLevel(files, given.products, new Set(['f:observer']))
  assert.deepEqual(effective, { level: 'creator', from: 'all', groups: [NORTH] })
})
