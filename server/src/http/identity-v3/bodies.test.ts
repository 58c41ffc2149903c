import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../../domain/errors.ts'
import { RequestError } from '../kit/request-error.ts'
import { readNewCredential } from './application-credential-body.ts'
import { readEndpointChange, readNewEndpoint } from './endpoint-body.ts'
import { METHODS, readTotp } from './methods.ts'
import { readNewProject, readProjectChange } from './project-body.ts'
import { readNewUser, readUserChange } from './user-body.ts'

// What bodies are read as, without the server around them.

const isBad = (error: unknown) => error instanceof RequestError && error.code === 'bad_request'
const isForbidden = (error: unknown) => error instanceof DomainError && error.code === 'actor.forbidden'

describe('the end of an application credential', () => {
  const read = (expires_at: unknown) =>
    readNewCredential({ application_credential: { name: 'c', expires_at } }).expiresAtMs

  for (const [text, moment] of [
    ['2030-01-31T12:00:00', '2030-01-31T12:00:00.000Z'],
    ['2030-01-31 12:00:00', '2030-01-31T12:00:00.000Z'],
    ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
    ['2030-01-31T12:00:00.5', '2030-01-31T12:00:00.500Z'],
    ['2030-01-31T12:00:00.123456', '2030-01-31T12:00:00.123Z'],
    ['2030-01-31T12:00:00.123999999Z', '2030-01-31T12:00:00.123Z'],
    ['2030-01-31T12:00:00+02:00', '2030-01-31T10:00:00.000Z'],
    ['2030-01-31T23:30:00-01:00', '2030-02-01T00:30:00.000Z'],
    ['2028-02-29T00:00:00', '2028-02-29T00:00:00.000Z'],
  ] as const) {
    test(`${text} is ${moment}`, () => assert.equal(read(text), Date.parse(moment)))
  }
  for (const text of [
    ...['2030-02-29T00:00:00', '2030-02-31T00:00:00', '2030-04-31T00:00:00', '2030-13-01T00:00:00'],
    ...['2030-00-10T00:00:00', '2030-01-00T00:00:00', '2030-01-31T25:00:00', '2030-01-31T12:60:00'],
    ...['2030-01-31', '12:00:00', '2030-01-31T12:00', '2030-1-31T12:00:00', 'tomorrow', '1893456000'],
    ...[
      '2030-01-31T12:00:00.',
      '2030-01-31T12:00:00.1234567890',
      '2030-01-31T12:00:00+2',
      '+2030-01-31T12:00:00',
    ],
  ]) {
    test(`${text} is no moment`, () => assert.throws(() => read(text), isBad))
  }

  test('is none where none is said', () => {
    for (const none of [null, undefined, '']) assert.equal(read(none), null)
  })

  test('is read back as it was written by us, whatever the moment', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }), (date) => {
        const asWeWrite = date.toISOString().replace('Z', '000')
        assert.equal(read(asWeWrite), date.getTime())
      }),
    )
  })
})

describe('a new application credential', () => {
  test('has nothing but what is said, and nothing of what is not known', () => {
    const bare = {
      ...{ name: 'c', description: null, secret: null, roles: null, unrestricted: false },
      ...{ accessRules: null, expiresAtMs: null },
    }
    assert.deepEqual(readNewCredential({ application_credential: { name: 'c' } }), bare)
    const nulls = { description: null, secret: null, roles: null, unrestricted: null, access_rules: null }
    assert.deepEqual(
      readNewCredential({ application_credential: { name: 'c', ...nulls, project_id: 1 } }),
      bare,
    )
  })

  test('takes roles by id before name, and rules by id or whole; an empty list of rules is one', () => {
    const roles = [{ id: '3', name: 'x' }, { name: 'reader' }, { id: '', name: 'admin' }]
    const rule = { service: 'identity', method: 'GET', path: '/v3/users' }
    const asked = { name: 'c', roles, access_rules: [{ id: 'r1' }, rule], unrestricted: true }
    const read = readNewCredential({ application_credential: asked })
    assert.deepEqual(read.roles, [{ id: '3' }, { name: 'reader' }, { name: 'admin' }])
    assert.deepEqual(read.accessRules, [{ id: 'r1' }, rule])
    assert.equal(read.unrestricted, true)
    assert.deepEqual(
      readNewCredential({ application_credential: { name: 'c', access_rules: [] } }).accessRules,
      [],
    )
  })

  for (const asked of [
    ...[
      {},
      { name: 1 },
      { name: 'c', unrestricted: 'true' },
      { name: 'c', roles: {} },
      { name: 'c', roles: [{}] },
    ],
    ...[
      { name: 'c', roles: [{ id: '', name: null }] },
      { name: 'c', access_rules: [{ service: 'x' }] },
    ],
    ...[{ name: 'c', access_rules: [{ id: '' }] }, { name: 'c', secret: 1 }, null, 'c', []],
  ]) {
    test(`is refused as ${JSON.stringify(asked)}`, () =>
      assert.throws(() => readNewCredential({ application_credential: asked }), isBad))
  }
})

describe('a new project', () => {
  const read = (project: unknown) => readNewProject({ project })
  test('is called by its number, and described as whose it is', () => {
    assert.deepEqual(read({ name: '200001' }), { id: '200001', name: '200001' })
    const whole = {
      name: '200001',
      description: 'Ours',
      enabled: false,
      domain_id: 'default',
      is_domain: false,
    }
    assert.deepEqual(read(whole), { id: '200001', name: 'Ours', enabled: false })
  })
  for (const name of ['99999', '012345', 'acme', '1'.repeat(19), '1e5', '100 001', '-100001', '100001\n']) {
    test(`is not called ${JSON.stringify(name)}`, () => assert.throws(() => read({ name }), isForbidden))
  }
  test('keeps its state when that comes back as it was read, which is no act', () => {
    const present = { id: '1', name: '200001', enabled: true, domain_id: 'default' }
    assert.deepEqual(readProjectChange({ project: { enabled: true } }, present), {})
    assert.deepEqual(readProjectChange({ project: { enabled: false } }, present), { enabled: false })
    assert.deepEqual(readProjectChange({ project: { ...present, description: 'x' } }, present), { name: 'x' })
    assert.throws(() => readProjectChange({ project: { name: '200002' } }, present), isForbidden)
  })
})

describe('a user', () => {
  test('that is new has the project that is said, and nothing of another domain', () => {
    const user = { name: 'joe', email: 'j@example.com', default_project_id: '100001', domain_id: 'default' }
    assert.deepEqual(readNewUser({ user }), { name: 'joe', email: 'j@example.com', accountId: '100001' })
    assert.throws(() => readNewUser({ user: { ...user, domain_id: 'other' } }))
    assert.throws(() => readNewUser({ user: { email: 'j@example.com' } }), /name of the user is missing/)
    assert.throws(() => readNewUser({ user: { ...user, unheard: 1 } }))
  })
  test('that is changed may send back what was read, and changes no more than it may', () => {
    const present = {
      id: 'u',
      name: 'joe',
      default_project_id: '100001',
      links: {},
      enabled: true,
      email: 'a@b.example',
    }
    assert.deepEqual(readUserChange({ user: { ...present, name: 'jane' } }, present), {
      ...{ name: 'jane', email: 'a@b.example', enabled: true },
    })
    for (const fixed of [{ default_project_id: '100002' }, { links: { self: 'x' } }, { options: { a: 1 } }]) {
      assert.throws(() => readUserChange({ user: fixed }, present), isForbidden, JSON.stringify(fixed))
    }
    assert.deepEqual(readUserChange({ user: { name: null, email: null } }, present), {})
    assert.throws(() => readUserChange({ user: { enabled: 'False' } }, present), /enabled of the user/)
    for (const user of [{ enabled: 'true' }, { email: 1 }, [], null]) {
      assert.throws(
        () => readUserChange({ user }, present),
        (error) => isBad(error) || isForbidden(error),
      )
    }
  })
})

describe('an endpoint', () => {
  const whole = { service_id: 's', interface: 'public', url: 'https://x.example' } as const
  const read = (more: object = {}) => readNewEndpoint({ endpoint: { ...whole, ...more } })
  test('has a region that must be there by its id, and one that is made by its name', () => {
    const bare = { serviceId: 's', side: 'public', url: 'https://x.example', region: null, label: '' }
    assert.deepEqual(read(), bare)
    assert.equal(read({ name: 'mine' }).label, 'mine')
    assert.deepEqual(read({ region_id: 'DFW' }).region, { id: 'DFW', mustExist: true })
    assert.deepEqual(read({ region: 'DFW' }).region, { id: 'DFW', mustExist: false })
    assert.deepEqual(read({ region: 'ORD', region_id: 'DFW' }).region, { id: 'DFW', mustExist: true })
    assert.equal(read({ region: '', region_id: '' }).region, null)
  })
  test('is refused without what makes it one, off, or of a kind that is not known', () => {
    for (const name of Object.keys(whole)) {
      const endpoint = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name))
      assert.throws(() => readNewEndpoint({ endpoint }), isBad, name)
    }
    assert.throws(() => read({ interface: 'private' }), isBad)
    assert.throws(() => read({ enabled: false }), isForbidden)
    assert.deepEqual(read({ enabled: true }), read())
  })
  test('that is changed changes what is said alone', () => {
    const present = { id: 'e', ...whole, enabled: true }
    assert.deepEqual(readEndpointChange({ endpoint: {} }, present), {})
    assert.deepEqual(readEndpointChange({ endpoint: { url: 'https://y.example' } }, present), {
      url: 'https://y.example',
    })
    assert.deepEqual(readEndpointChange({ endpoint: { region: 'DFW' } }, present), {
      region: { id: 'DFW', mustExist: false },
    })
  })
})

describe('a method of logging in', () => {
  const beside = { passcode: null }
  const bad: Readonly<Record<string, readonly unknown[]>> = {
    password: [
      {},
      { user: {} },
      { user: { name: 'joe' } },
      { user: { password: 'x' } },
      { user: { name: 'joe', password: 1 } },
      null,
      'x',
    ],
    token: [{}, { id: 1 }, { id: null }, null],
    application_credential: [
      {},
      { id: 'x' },
      { secret: 'x' },
      { name: 'c', secret: 'x' },
      { id: 1, secret: 'x' },
      { name: 'c', user: {}, secret: 'x' },
    ],
  }
  for (const [name, members] of Object.entries(bad)) {
    for (const member of members) {
      test(`${name} is not ${JSON.stringify(member)}`, () =>
        assert.throws(() => METHODS.get(name)?.(member, beside), isBad))
    }
  }
  test('are three that log in by themselves', () => {
    assert.deepEqual([...METHODS.keys()], ['password', 'token', 'application_credential'])
  })
  test('of a second factor names whom it is of, in the one domain there is', () => {
    assert.deepEqual(readTotp({ user: { id: 'u', passcode: '123456' } }), {
      whom: { id: 'u' },
      code: '123456',
    })
    const named = { name: 'joe', domain: { id: 'default' }, passcode: '123456' }
    assert.deepEqual(readTotp({ user: named }), { whom: { name: 'joe' }, code: '123456' })
    const elsewhere = { ...named, domain: { id: 'other' } }
    assert.throws(
      () => readTotp({ user: elsewhere }),
      (error) => error instanceof DomainError && error.code === 'credential.wrong',
    )
    for (const user of [{ passcode: '1' }, { id: 'u' }, { id: 'u', passcode: 1 }, null]) {
      assert.throws(() => readTotp({ user }), isBad)
    }
  })
})
