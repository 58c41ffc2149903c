import assert from 'node:assert/strict'
import { openTestApp } from '../../../../tests/support/app.ts'
import { call, keyLogin } from '../../../../tests/support/identity.ts'
import { assertKeystoneError, v3TokenOf } from '../../../../tests/support/identity-v3.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
export const accountId = await app.addAccount('alpha')
export const member = await app.addUser('alpha-member', { accountId })
export const service = await app.addUser('nova', { roles: ['service'] })
const operator = await v3TokenOf(app, app.owner)
let serial = 0
export const fresh = (word = 'files') => `${word}${++serial}`

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export const send = (method: Method, path: string, body?: unknown, token = operator) =>
  call(app, method, `/v3/${path}`, { token, ...(body !== undefined && { body }) })
export const refused = async (
  status: number,
  title: string,
  ...[method, path, body]: readonly [Method, string, unknown?]
) => {
  const before = await stateOf()
  assertKeystoneError(await send(method, path, body), status, title)
  assert.deepEqual(await stateOf(), before, 'a refusal changed something')
}
export const stateOf = async () => {
  const { endpoints, catalog } = app.deps.store
  return [await endpoints.places(), await catalog.services(), await catalog.regions()]
}
export const makeService = async (more: object = {}) => {
  const answer = await send('POST', 'services', { service: { name: fresh(), type: 'object-store', ...more } })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().service
}
export const ask = (serviceId: string, more: object = {}) => ({
  endpoint: { service_id: serviceId, interface: 'public', url: 'https://files.example/v1', ...more },
})
export const makeEndpoint = async (serviceId: string, more: object = {}) => {
  const answer = await send('POST', 'endpoints', ask(serviceId, more))
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().endpoint
}
/** What a member's login tells of a service: `public DFW https://…`. */
export const told = async (name: string): Promise<readonly string[]> => {
  const { catalog } = (await send('GET', 'auth/catalog', undefined, await v3TokenOf(app, member))).json()
  const found = catalog.find((one: { name: string }) => one.name === name)
  return (found?.endpoints ?? []).map(
    (one: Record<string, string>) => `${one['interface']} ${one['region']} ${one['url']}`,
  )
}
export const toldByV2 = async (name: string) => {
  const body = keyLogin(member)
  const { serviceCatalog } = (await call(app, 'POST', '/v2.0/tokens', { body })).json().access
  return serviceCatalog.find((one: { name: string }) => one.name === name)?.endpoints ?? []
}
export const lastAct = async () => (await app.deps.store.audit.page('system', 0, 10_000)).at(-1)
