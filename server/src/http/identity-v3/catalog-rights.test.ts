import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { TestUser } from '../../../../tests/support/app.ts'
import {
  assertKeystoneError,
  delegatedTokenOf,
  makeCredential,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import {
  accountId,
  app,
  ask,
  type Method,
  makeEndpoint,
  makeService,
  member,
  send,
  service,
  stateOf,
} from './catalog-testing.ts'

const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })

describe('the catalog', () => {
  /** Everything that changes it, on things that are there and on things that are not. */
  const attempts = async (): Promise<readonly (readonly [Method, string, unknown])[]> => {
    const made = await makeService()
    const endpoint = await makeEndpoint(made.id, { region: 'DFW' })
    const there = [`services/${made.id}`, `endpoints/${endpoint.id}`, 'regions/DFW']
    return [
      ['POST', 'services', { service: { type: 'image' } }],
      ['POST', 'endpoints', ask(made.id, { region: 'ORD' })],
      ['POST', 'regions', { region: { id: 'LON' } }],
      ['PUT', 'regions/LON', { region: {} }],
      ['POST', 'services', null],
      ['POST', 'endpoints', null],
      ['POST', 'regions', null],
      ...[...there, 'services/none', 'endpoints/none', 'regions/none'].flatMap((path) => [
        ['PATCH', path, { service: {}, endpoint: {}, region: {} }] as const,
        ['DELETE', path, undefined] as const,
      ]),
    ]
  }
  const others: readonly TestUser[] = [staff, owner, manager, member, service]

  test('is changed by operators alone: 403 to all others, whatever they send and whether it is there', async () => {
    const all = await attempts()
    const before = await stateOf()
    for (const by of others) {
      const token = await v3TokenOf(app, by)
      for (const [method, path, body] of all) {
        const answer = await send(method, path, body, token)
        assertKeystoneError(answer, 403, 'Forbidden')
      }
    }
    for (const [method, path, body] of all) {
      assertKeystoneError(await send(method, path, body, ''), 401, 'Unauthorized')
    }
    assert.deepEqual(await stateOf(), before)
  })

  test('is changed by no restricted application credential, also not of an operator', async () => {
    const all = (await attempts()).slice(0, 4)
    const bound = await delegatedTokenOf(app, await makeCredential(app, app.owner))
    const before = await stateOf()
    for (const [method, path, body] of all) {
      assertKeystoneError(await send(method, path, body, bound), 403, 'Forbidden')
    }
    assert.deepEqual(await stateOf(), before)
  })

  test('its services and endpoints are read by staff alone; regions by everybody', async () => {
    const { id } = await makeService()
    const made = await makeEndpoint(id, { region: 'DFW' })
    for (const by of [owner, manager, member, service]) {
      const token = await v3TokenOf(app, by)
      for (const path of ['services', `services/${id}`, 'endpoints', `endpoints/${made.id}`]) {
        assertKeystoneError(await send('GET', path, undefined, token), 403, 'Forbidden')
      }
      assert.equal((await send('GET', 'regions/DFW', undefined, token)).statusCode, 200)
    }
    const token = await v3TokenOf(app, staff)
    assert.equal((await send('GET', `endpoints/${made.id}`, undefined, token)).statusCode, 200)
    assertKeystoneError(await send('GET', 'endpoints/none'), 404, 'Not Found')
    assertKeystoneError(await send('GET', 'services/none'), 404, 'Not Found')
    assertKeystoneError(await send('GET', 'regions/none'), 404, 'Not Found')
  })

  const word = fc.oneof(fc.string(), fc.constantFrom('DFW', 'public', 'admin', 'https://x.example', 'image'))
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'name',
        'type',
        'interface',
        'region',
        'region_id',
        'url',
        'id',
        'service_id',
        'enabled',
      ),
      fc.oneof(word, fc.jsonValue()),
    ),
  )

  test('whatever is sent, there is no fault, and logins go on', async () => {
    const { id } = await makeService()
    const made = await makeEndpoint(id, { region: 'DFW' })
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        for (const [method, path, name] of [
          ['POST', 'services', 'service'],
          ['POST', 'endpoints', 'endpoint'],
          ['POST', 'regions', 'region'],
          ['PATCH', `services/${id}`, 'service'],
          ['PATCH', `endpoints/${made.id}`, 'endpoint'],
          ['PATCH', 'regions/DFW', 'region'],
        ] as const) {
          const asked = method === 'POST' && name === 'endpoint' && body !== null && typeof body === 'object'
          const sent = asked ? { service_id: id, ...body } : body
          const answer = await send(method, path, { [name]: sent })
          assert.ok([200, 201, 400, 403, 404, 409].includes(answer.statusCode), answer.body)
          if (answer.statusCode >= 400) assert.equal(answer.json().error.code, answer.statusCode)
        }
      }),
      { numRuns: 60 },
    )
    assert.ok((await send('GET', 'auth/catalog')).json().catalog.length > 0)
    await v3TokenOf(app, member)
  })
})
