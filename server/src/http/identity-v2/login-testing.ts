import { openTestApp } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'dfw')
await app.addService('cloudFiles', 'object-store', 'ORD', 'https://ord.example/%(tenant_id)s/x/%(tenant_id)s')
await app.addService('cloudDNS', 'rax:dns')
export const PASSWORD = 'nobody would ever guess this'
export const alice = await app.addUser('alice', { password: PASSWORD, roles: ['identity:user-admin'] })
export const { accountId } = alice

export function logIn(body: unknown, headers: Readonly<Record<string, string>> = {}, url = '/v2.0/tokens') {
  return call(app, 'POST', url, { body, headers })
}
