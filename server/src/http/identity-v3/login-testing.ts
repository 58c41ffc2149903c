import { openTestApp } from '../../../../tests/support/app.ts'
import { logInV3, secretLogin } from '../../../../tests/support/identity-v3.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
export const PASSWORD = 'nobody would ever guess this'
export const alice = await app.addUser('alice', { password: PASSWORD, roles: ['identity:user-admin'] })
export const { accountId } = alice

export const logIn = (body: unknown, query = '') => logInV3(app, body, query)
export const byKey = (more: object = {}, user: object = { name: 'alice' }) =>
  secretLogin(user, alice.apiKey, more)
