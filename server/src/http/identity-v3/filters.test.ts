import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SERVICE_ADMIN, USER_ADMIN } from '../../domain/roles/roles.ts'
import type { User } from '../../domain/users/user.ts'
import { RequestError } from '../kit/request-error.ts'
import { readAssignmentFilter } from './assignment-filter.ts'
import { assignmentsOf, assignmentToWire, isAt, markerOf, splitMarker } from './assignment-wire.ts'
import { isSet, narrowed, textOf } from './filters.ts'
import { isDefaultDomain, readScope } from './scope.ts'

const refused = (act: () => unknown) => assert.throws(act, RequestError)

describe('a list narrowed by its address', () => {
  const ROWS = [
    { id: 'a', name: 'Files', enabled: true, description: null, contactType: null, count: 1 },
    { id: 'b', name: 'files', enabled: false, description: '', count: 10 },
    { id: 'c', name: 'web', enabled: true, description: 'x' },
  ]
  for (const [query, ids] of [
    [{}, 'abc'],
    [{ name: 'FILES' }, 'ab'],
    [{ name: 'file' }, ''],
    [{ name: '' }, ''],
    [{ name: 'files', enabled: 'true' }, 'a'],
    [{ enabled: 'false' }, 'b'],
    [{ enabled: '0' }, 'b'],
    [{ enabled: 'FALSE' }, 'b'],
    [{ enabled: '' }, 'ac'],
    [{ enabled: '1' }, 'ac'],
    [{ description: '' }, 'ab'],
    [{ unknown: 'x' }, 'abc'],
    [{ limit: '1', marker: 'a', sort_key: 'name' }, 'abc'],
    [{ count: '1' }, 'ac'],
    [{ toString: 'x' }, 'abc'],
    [{ __proto__: null, constructor: 'x' }, 'abc'],
  ] as const) {
    test(`${JSON.stringify(query)} leaves ${ids || 'none'}`, () =>
      assert.equal(
        narrowed(ROWS, query)
          .map(({ id }) => id)
          .join(''),
        ids,
      ))
  }

  test('has no row for a name that none is called by: `delete NAME` would take the only one there is', () => {
    const regions = [{ id: 'DFW', description: '' }]
    assert.deepEqual(narrowed(regions, { name: 'typo' }), [])
    assert.deepEqual(narrowed(regions, { name: 'dfw' }), regions)
  })

  test('is whole without a query, and none for a parameter given twice', () => {
    assert.equal(narrowed(ROWS, undefined).length, 3)
    refused(() => narrowed(ROWS, { name: ['a', 'b'] }))
    for (const value of [['a'], {}, 1, null, undefined]) refused(() => textOf(value))
    assert.equal(textOf(''), '')
  })

  test('has switches that are on when they are there, but for the words for no', () => {
    for (const value of ['', '1', 'true', 'yes', 'no way']) assert.ok(isSet(value), value)
    for (const value of ['0', 'false', 'False', 'NO', 'off', undefined, ['1'], 1]) assert.ok(!isSet(value))
  })
})

describe('the scope that a login asks for', () => {
  const NOBODY = { kind: 'project', accountId: '' }
  for (const [body, scope] of [
    [undefined, { kind: 'project', accountId: null }],
    [null, { kind: 'project', accountId: null }],
    ['unscoped', { kind: 'unscoped' }],
    [{ unscoped: {} }, { kind: 'unscoped' }],
    [{ project: { id: '100001' } }, { kind: 'project', accountId: '100001' }],
    [{ project: { name: '100001' } }, { kind: 'project', accountId: '100001' }],
    [{ project: { id: 100001 } }, { kind: 'project', accountId: '100001' }],
    [{ project: { name: 100001, domain: { id: 'default' } } }, { kind: 'project', accountId: '100001' }],
    [{ project: { name: '100001', domain: { id: 'default' } } }, { kind: 'project', accountId: '100001' }],
    [{ project: { name: '100001', domain: { name: 'DEFAULT' } } }, { kind: 'project', accountId: '100001' }],
    [{ project: { name: '100001', domain: { id: 'other' } } }, NOBODY],
    [{ project: { id: '100001', domain: { id: 'other' } } }, { kind: 'project', accountId: '100001' }],
    [{ domain: { id: 'default' } }, { kind: 'domain' }],
    [{ domain: { name: 'Default' } }, { kind: 'domain' }],
    [{ domain: { id: 'other' } }, NOBODY],
    [{ system: { all: true } }, { kind: 'system' }],
    [{ system: { all: true }, domain: null }, { kind: 'system' }],
  ] as const) {
    test(`${JSON.stringify(body)} is ${JSON.stringify(scope)}`, () =>
      assert.deepEqual(readScope(body), scope))
  }

  for (const body of [
    {},
    { project: null },
    { project: {} },
    { project: { id: '', name: '' } },
    { domain: {} },
    { domain: { id: '', name: null } },
    { project: { id: '1' }, system: { all: true } as const },
    { project: { id: '1' }, unscoped: {} },
    { domain: { id: 'default' }, system: { all: true } as const },
  ]) {
    test(`${JSON.stringify(body)} is none`, () => refused(() => readScope(body)))
  }

  for (const [body, says] of [
    ['everything', /: A scope is "unscoped"/],
    [[], /: A scope is "unscoped"/],
    [{ system: {} }, /"system":\{"all":true\}/],
    [{ project: { id: [100001] } }, /a project or domain with an id or a name/],
    [{ project: { id: -1 } }, /a project or domain with an id or a name/],
    [{ 'OS-TRUST:trust': { id: 'x' } }, /no trusts/],
    [{}, /one scope/],
  ] as const) {
    test(`the refusal of ${JSON.stringify(body)} says what is wrong with it`, () =>
      assert.throws(() => readScope(body), says))
  }

  test('an id of a domain weighs more than its name; none at all is the one there is', () => {
    assert.ok(isDefaultDomain({ id: 'default', name: 'other' }))
    assert.ok(!isDefaultDomain({ id: 'other', name: 'Default' }))
    for (const domain of [null, undefined, {}, { id: '', name: '' }]) assert.ok(isDefaultDomain(domain))
  })
})

describe('role assignments', () => {
  const userWith = (...roles: readonly string[]): User => ({
    ...{ id: 'a'.repeat(32), accountId: '100001', name: 'joe', email: null, enabled: true, roles },
    ...{ passwordHash: null, passwordId: null, passwordChangedAtMs: null, defaultRegion: null },
    ...{
      secondFactor: false,
      secondFactorRule: 'default',
      adminType: null,
      description: null,
      contactType: null,
      contactId: null,
      createdAtMs: 0,
      updatedAtMs: 0,
    },
  })
  const owner = assignmentsOf(userWith(USER_ADMIN))
  const operator = assignmentsOf(userWith(SERVICE_ADMIN))
  const places = (query: object) =>
    [...new Set(operator.filter(readAssignmentFilter(query).fits).map(({ place }) => place.kind))].join(' ')

  test('are in the own project alone, but for operators', () => {
    assert.deepEqual([...new Set(owner.map(({ place }) => place.kind))], ['project'])
    assert.equal(places({}), 'project domain system')
  })

  for (const [query, kinds] of [
    [{ 'scope.project.id': '100001' }, 'project'],
    [{ 'scope.project.id': '100002' }, ''],
    [{ 'scope.domain.id': 'default' }, 'domain'],
    [{ 'scope.domain.id': '100001' }, ''],
    [{ 'scope.system': 'all' }, 'system'],
    [{ 'scope.system': 'some' }, ''],
    [{ 'scope.system': 'all', 'scope.domain.id': 'default' }, ''],
    [{ 'role.id': 'nothing' }, ''],
  ] as const) {
    test(`${JSON.stringify(query)}: ${kinds || 'none'}`, () => assert.equal(places(query), kinds))
  }

  test('are asked for by what the address says, and twice is once too often', () => {
    const { userId, accountId, roleId, isBeyondProjects, isNone, withNames } = readAssignmentFilter({
      ...{ 'user.id': 'u', 'scope.project.id': '100001', 'role.id': '3', include_names: '' },
    })
    assert.deepEqual(
      [userId, accountId, roleId, isBeyondProjects, isNone, withNames],
      ['u', '100001', '3', false, false, true],
    )
    for (const name of ['scope.domain.id', 'scope.system']) {
      assert.ok(readAssignmentFilter({ [name]: 'x' }).isBeyondProjects, name)
    }
    assert.ok(readAssignmentFilter({ 'scope.OS-INHERIT:inherited_to': 'x' }).isNone)
    assert.equal(readAssignmentFilter({ 'group.id': 'g' }).groupId, 'g')
    assert.ok(!readAssignmentFilter({ include_names: 'false' }).withNames)
    refused(() => readAssignmentFilter({ 'user.id': ['a', 'b'] }))
  })

  test('have names only where they are asked for, and an address that names user, role and place', () => {
    for (const [kind, scope, named, path] of [
      ['project', { project: { id: '100001' } }, { name: '100001' }, '/projects/100001'],
      ['domain', { domain: { id: 'default' } }, { name: 'Default' }, '/domains/default'],
      ['system', { system: { all: true } }, {}, '/system'],
    ] as const) {
      const assignment = operator.find(({ place }) => place.kind === kind) ?? assert.fail(kind)
      const { id } = assignment.role
      const bare = assignmentToWire(assignment, 'https://x.example', false)
      assert.deepEqual([bare.scope, bare.role, bare.user], [scope, { id }, { id: assignment.user.id }])
      const link = `https://x.example/v3${path}/users/${assignment.user.id}/roles/${id}`
      assert.equal(bare.links.assignment, link)
      const full = assignmentToWire(assignment, 'https://x.example', true)
      assert.equal(full.user.name, 'joe')
      assert.equal(full.role.name, assignment.role.name)
      assert.ok(JSON.stringify(full.scope).includes(JSON.stringify(named).slice(1, -1)))
    }
  })

  test('each have a marker of their own, which names the user', () => {
    const markers = operator.map(markerOf)
    assert.equal(new Set(markers).size, operator.length)
    for (const marker of markers) assert.equal(splitMarker(marker), 'a'.repeat(32))
    assert.ok(operator.every((one) => isAt(one, 'system', 'all') === (one.place.kind === 'system')))
  })
})
