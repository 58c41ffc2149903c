import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { addEndpoint } from '../catalog/add-endpoint.ts'
import { removeEndpoint } from '../catalog/remove-endpoint.ts'
import { removeEndpoints } from '../catalog/remove-endpoints.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE, USER_ADMIN } from '../roles/roles.ts'
import { addServiceRule } from './add-rule.ts'
import { rulesOf } from './list-services.ts'
import { removeServiceRule } from './remove-rule.ts'

const people = usePeople()
let service: string

const endpointNamed = (name: string, publicUrl: string) =>
  addEndpoint(people.deps, OPERATOR, { name, type: 'x', region: null, publicUrl, internalUrl: null })
const another = (publicUrl: string, region: string) =>
  addEndpoint(people.deps, OPERATOR, { name: service, type: 'x', region, publicUrl, internalUrl: null })
const ruleFor = (more: object = {}) => ({
  service,
  methods: ['get', 'HEAD'],
  path: '/v1/**',
  role: DEFAULT_ROLE,
  ...more,
})
const add = (more: object = {}) => addServiceRule(people.deps, OPERATOR, ruleFor(more))
const allows = async (method: string, ...roles: readonly string[]) =>
  (await people.deps.known.protection()).allows({ method, host: `${service}.example`, path: '/v1/1' }, roles)

beforeEach(async () => {
  service = freshName('service')
  await endpointNamed(service, `https://${service}.example/v1/%(tenant_id)s`)
})

describe('a rule of a service', () => {
  it('closes the service to others at once, and its removal opens it at once', async () => {
    assert.ok(await allows('PUT'))
    const { id, methods } = await add()
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.deepEqual(methods, ['GET', 'HEAD'])
    assert.deepEqual([await allows('GET', DEFAULT_ROLE), await allows('PUT', DEFAULT_ROLE)], [true, false])
    await removeServiceRule(people.deps, OPERATOR, id)
    assert.ok(await allows('PUT'))
  })

  it('is one of several, each removed by itself', async () => {
    const first = await add()
    await add({ methods: [] })
    assert.ok(await allows('PUT', DEFAULT_ROLE))
    await removeServiceRule(people.deps, OPERATOR, first.id)
    assert.ok(!(await allows('PUT')) && (await allows('PUT', DEFAULT_ROLE)))
  })

  for (const [what, more, code] of [
    ['a service that is not in the catalog', { service: 'nothing' }, 'endpoint.not_found'],
    ['a role that does not exist', { role: 'nothing' }, 'role.not_found'],
    ['a derived role', { role: 'member' }, 'role.not_found'],
    ['a method that proxies do not tell', { methods: ['GET', 'PURGE'] }, 'input.invalid'],
    ['a broken path', { path: 'v1/*' }, 'input.invalid'],
    ['a path with two steps', { path: '/a%2fb' }, 'input.invalid'],
  ] as const) {
    it(`is refused for ${what}, and nothing is written`, async () => {
      const before = await people.deps.store.serviceRules.list()
      await assert.rejects(add(more), refusedWith(code))
      assert.deepEqual(await people.deps.store.serviceRules.list(), before)
    })
  }

  for (const [path, ...urls] of [
    ['/v2/**'],
    ['/v10'],
    ['/'],
    ['/a/{id}', 'https://two.example/a/b/c'],
    ['/V1/**'],
  ] as const) {
    it(`is refused for ${path}, outside every address: it would let nobody in`, async () => {
      for (const [at, url] of urls.entries()) await another(url, `R${at}`)
      const bases = ['/v1', ...urls.map((url) => new URL(url).pathname)].join(' or ')
      const reason = `Would let nobody in: paths of ${service} begin with ${bases}.`
      await assert.rejects(add({ path }), { code: 'input.invalid', facts: { field: 'path', reason } })
    })
  }

  for (const path of ['/v1', '/**', '/*/**', '/{version}/x', '/v2/x', '/**/x']) {
    it(`is taken for ${path}, which some address of the service begins with`, async () => {
      await another('https://two.example/v2/', 'TWO')
      assert.equal((await add({ path })).path, path)
    })
  }

  for (const path of ['/v1//x', '/v1/./x', '/v1/..', '/v1/a;b', '/v1/..;/x']) {
    it(`is refused for ${path}, which no request gets in with`, async () => {
      await assert.rejects(add({ path }), refusedWith('input.invalid'))
    })
  }

  it('is refused for a service whose host depends on the account', async () => {
    await endpointNamed('wide', 'https://%(tenant_id)s.example/')
    await assert.rejects(add({ service: 'wide' }), refusedWith('input.invalid'))
  })

  it('is made and removed by operators alone', async () => {
    const { id } = await add()
    for (const role of [DEFAULT_ROLE, USER_ADMIN, IDENTITY_ADMIN, SERVICE]) {
      const actor = keyActor(await people.userWith(role))
      await assert.rejects(addServiceRule(people.deps, actor, ruleFor()), refusedWith('actor.forbidden'))
      await assert.rejects(removeServiceRule(people.deps, actor, id), refusedWith('actor.forbidden'))
    }
    const operator = keyActor(people.operator.user)
    await removeServiceRule(people.deps, operator, id)
    await assert.rejects(removeServiceRule(people.deps, operator, id), refusedWith('rule.not_found'))
  })

  it('is written into the log with what it says', async () => {
    const { id } = await add()
    await removeServiceRule(people.deps, OPERATOR, id)
    const entries = (await auditOf(people.deps, 'system')).filter(
      ({ target }) => target === `service:${service}`,
    )
    const details = { id, methods: 'GET HEAD', path: '/v1/**', role: DEFAULT_ROLE }
    assert.deepEqual(
      entries.map(({ action, details: told }) => [action, told]),
      [
        ['service.rule.add', details],
        ['service.rule.remove', details],
      ],
    )
  })
})

describe('a rule below an endpoint that leaves the catalog', () => {
  it('stays, lets nobody in, and is told to lie below no endpoint', async () => {
    const second = await another('https://two.example/v2', 'TWO')
    const both = await add({ path: '/**' })
    const rule = await add({ path: '/v2/**' })
    const idsOf = async (id: string) =>
      (await rulesOf(people.deps, OPERATOR, service)).find((one) => one.id === id)?.endpointIds
    assert.deepEqual(await idsOf(rule.id), [second.id])
    assert.equal((await idsOf(both.id))?.length, 2)
    await removeEndpoint(people.deps, OPERATOR, second.id)
    assert.deepEqual([await idsOf(rule.id), (await idsOf(both.id))?.length], [[], 1])
    await another('https://two.example/v2', 'TWO')
    assert.equal((await idsOf(rule.id))?.length, 1)
  })
})

describe('the rules of a service that leaves the catalog', () => {
  it('hold again when it comes back: whoever moves a service does not open it', async () => {
    await add()
    await removeEndpoints(people.deps, OPERATOR, service)
    assert.ok(await allows('PUT'))
    await endpointNamed(service, `https://${service}.example/v1/%(tenant_id)s`)
    assert.ok(!(await allows('PUT')))
  })
})
