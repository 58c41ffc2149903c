import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Endpoint } from '../catalog/endpoint.ts'
import { Protection, placesOf, type ServiceRequest } from './protection.ts'
import type { ServiceRule } from './service-rule.ts'

const endpoint = (name: string, publicUrl: string, internalUrl: string | null = null): Endpoint => ({
  id: 1,
  name,
  type: 'x',
  region: null,
  publicUrl,
  internalUrl,
})

const rule = (service: string, path: string, role: string, ...methods: readonly string[]): ServiceRule => ({
  id: 'a'.repeat(32),
  service,
  methods,
  path,
  role,
})

const to = (host: string | null, path: string | null, method: string | null = 'GET'): ServiceRequest => ({
  method,
  host,
  path,
})

describe('where a service is', () => {
  for (const [url, host, base] of [
    ['https://files.example/v1/%(tenant_id)s', 'files.example', '/v1'],
    ['https://files.example/v1/AUTH_%(tenant_id)s', 'files.example', '/v1'],
    ['https://files.example/%(tenant_id)s', 'files.example', ''],
    ['https://Files.Example.:443/', 'files.example', ''],
    ['http://files.example:8080/a/', 'files.example:8080', '/a'],
    ['https://files.example/a%20b', 'files.example', '/a b'],
    ['https://files.example/$(tenant_id)s/x/%(tenant_id)s', 'files.example', ''],
  ] as const) {
    it(`${url}: ${host}, below "${base}"`, () => {
      const places = placesOf(endpoint('files', url))
      assert.deepEqual(
        places.map((place) => [place.host, place.base]),
        [[host, base]],
      )
    })
  }

  it('is nowhere when the account number is in the host', () => {
    assert.deepEqual(placesOf(endpoint('files', 'https://%(tenant_id)s.example/')), [])
  })

  it('is two places with an address of its own inside', () => {
    assert.equal(placesOf(endpoint('files', 'https://files.example', 'http://10.0.0.1:81')).length, 2)
  })
})

describe('the services that a request may go to', () => {
  const protection = new Protection(
    [
      endpoint('all', 'https://one.example/'),
      endpoint('files', 'https://one.example/v1/%(tenant_id)s', 'http://files.inside:8080/v1/%(tenant_id)s'),
      endpoint('deep', 'https://one.example/v1/deep'),
      endpoint('left', 'http://two.example:8001'),
      endpoint('right', 'http://two.example:8002'),
    ],
    [],
  )
  for (const [host, path, service] of [
    ['one.example', '/', 'all'],
    ['one.example', '/v10', 'all'],
    ['one.example', '/v1', 'files'],
    ['one.example', '/v1/100001/box', 'files'],
    ['one.example', '/v1/deep', 'deep'],
    ['one.example', '/v1/deep/er', 'deep'],
    ['one.example', '/v1/deeper', 'files'],
    ['files.inside:8080', '/v1/1', 'files'],
    ['else.example', '/', undefined],
    ['files.inside:8080', '/v2', undefined],
    ['sub.one.example', '/', undefined],
    [null, '/', undefined],
    ['one.example', null, undefined],
  ] as const) {
    it(`${host} ${path}: ${service ?? 'none'}`, () => {
      const names = protection.servicesAt(to(host, path)).map(({ name }) => name)
      assert.deepEqual(names, service === undefined ? [] : [service])
    })
  }

  it('are the same whichever port the client names: proxies do not look at it (F-24)', () => {
    const names = (host: string, path: string) =>
      protection.servicesAt(to(host, path)).map(({ name }) => name)
    assert.deepEqual(names('one.example:8443', '/v1/x'), ['files'])
    assert.deepEqual(names('files.inside', '/v1/x'), ['files'])
    for (const host of ['two.example', 'two.example:8001', 'two.example:8002', 'two.example:1'])
      assert.deepEqual(names(host, '/'), ['left', 'right'])
  })
})

describe('who is let in', () => {
  const endpoints = [
    endpoint('files', 'https://files.example/v1/%(tenant_id)s'),
    endpoint('open', 'https://open.example'),
  ]
  const rules = [
    rule('files', '/v1/**', 'observer', 'GET', 'HEAD'),
    rule('files', '/v1/*/public/**', 'guest'),
    rule('files', '/v1/**', 'admin'),
    rule('gone', '/**', 'nobody'),
  ]
  const protection = new Protection(endpoints, rules)
  const allowed = (request: ServiceRequest, ...roles: readonly string[]) => protection.allows(request, roles)

  it('is everybody where nobody set a rule', () => {
    assert.ok(allowed(to('open.example', '/anything', 'DELETE')))
    assert.ok(allowed(to('else.example', '/')))
    assert.ok(allowed(to(null, null, null)))
    assert.ok(new Protection(endpoints, []).allows(to('files.example', '/v1/1'), []))
    assert.ok(!new Protection(endpoints, []).hasRules && protection.hasRules)
  })

  it('is nobody without a role that a rule names', () => {
    assert.ok(!allowed(to('files.example', '/v1/1')))
    assert.ok(!allowed(to('files.example', '/v1/1'), 'Observer', 'identity:service-admin'))
  })

  it('is a role for the methods and paths of its rule', () => {
    assert.ok(allowed(to('files.example', '/v1/1/box'), 'x', 'observer'))
    assert.ok(allowed(to('files.example', '/v1/1/box', 'HEAD'), 'observer'))
    assert.ok(!allowed(to('files.example', '/v1/1/box', 'PUT'), 'observer'))
    assert.ok(!allowed(to('files.example', '/v1', 'GET'), 'observer'))
    assert.ok(allowed(to('files.example', '/v1/1/public/x', 'PUT'), 'guest'))
    assert.ok(!allowed(to('files.example', '/v1/1/private/x', 'GET'), 'guest'))
    assert.ok(allowed(to('files.example', '/v1/1/private/x', 'PURGE'), 'admin'))
  })

  it('is a higher level of the product where a level is asked for, and never a lower one', () => {
    const levels = [rule('files', '/v1/**', 'files:observer', 'GET'), rule('files', '/v1/**', 'files:admin')]
    const gate = new Protection(endpoints, levels)
    const at = (method: string, role: string) => gate.allows(to('files.example', '/v1/1', method), [role])
    for (const role of ['files:observer', 'files:creator', 'files:admin', 'observer'])
      assert.ok(at('GET', role))
    for (const role of ['files:observer', 'files:creator', 'observer', 'other:admin', 'admin'])
      assert.ok(!at('PUT', role), role)
    assert.ok(!at('GET', 'other:admin'))
    assert.equal(gate.decide(to('files.example', '/v1/1'), 'files:creator').rule?.role, 'files:observer')
  })

  it('is nobody beside the services of a host with rules, whatever the port', () => {
    for (const path of ['/', '/other', '/v10', '/V1/1', null]) {
      assert.ok(!allowed(to('files.example', path), 'admin'), String(path))
      assert.ok(!allowed(to('files.example:8443', path, 'DELETE'), 'admin'), String(path))
    }
    const neighbour = new Protection([...endpoints, endpoint('free', 'https://files.example/free')], rules)
    assert.ok(neighbour.allows(to('files.example', '/free/x'), []))
    assert.ok(!neighbour.allows(to('files.example', '/freedom'), ['admin']))
  })

  it('is who satisfies the rules of every service on the host, at whatever port they are (F-24)', () => {
    const shared = new Protection(
      [
        endpoint('left', 'http://two.example:8001/a'),
        endpoint('right', 'http://two.example:8002'),
        endpoint('free', 'http://two.example:8003'),
        endpoint('other', 'http://three.example:8001'),
      ],
      [rule('left', '/a/**', 'reader'), rule('left', '/a/**', 'both'), rule('right', '/**', 'both')],
    )
    for (const port of ['', ':8001', ':8002', ':8003', ':1']) {
      const request = to(`two.example${port}`, '/a/x')
      assert.deepEqual(
        [['reader'], ['both'], ['reader', 'both'], []].map((roles) => shared.allows(request, roles)),
        [false, true, true, false],
        port,
      )
      assert.deepEqual(
        [shared.decide(request, 'reader').reason, shared.decide(request, 'both').reason],
        ['role', 'rule'],
      )
      // Beside the address of the one with rules, whoever names the port of another is let in no more than without.
      assert.equal(shared.allows(to(`two.example${port}`, '/b'), ['both']), false)
    }
    assert.ok(shared.allows(to('three.example:8001', '/a/x'), []))
  })

  it('is nobody by a path with parameters on a host with rules', () => {
    const beside = new Protection([...endpoints, endpoint('root', 'https://files.example')], rules)
    for (const path of ['/v1;x/1', '/v1/1;x', '/;', '/;/v1/1']) {
      assert.ok(!beside.allows(to('files.example', path), ['admin']), path)
      assert.ok(beside.allows(to('open.example', path), []), path)
    }
    assert.ok(beside.allows(to('files.example', '/else'), []))
  })

  it('is by a method that nobody told only who may use any', () => {
    assert.ok(!allowed(to('files.example', '/v1/1', null), 'observer'))
    assert.ok(allowed(to('files.example', '/v1/1', null), 'admin'))
  })
})
