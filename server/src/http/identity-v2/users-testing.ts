import { openTestApp } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
export const accountId = await app.addAccount('alpha')
export const otherAccount = await app.addAccount('beta')
export const owner = await app.addUser('alpha-owner', {
  accountId,
  roles: ['identity:user-admin'],
  email: 'o@example.com',
})
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
export const member = await app.addUser('alpha-member', {
  accountId,
  email: 'm@example.com',
  defaultRegion: 'DFW',
})
export const stranger = await app.addUser('beta-owner', {
  accountId: otherAccount,
  roles: ['identity:user-admin'],
})

export const asOwner = { token: await tokenOf(app, owner) }
export const asManager = { token: await tokenOf(app, manager) }
export const asMember = { token: await tokenOf(app, member) }
export const asStranger = { token: await tokenOf(app, stranger) }
export const asOperator = { token: await tokenOf(app, app.owner) }

export type As = typeof asOwner
export const get = (path: string, as: As) => call(app, 'GET', `/v2.0${path}`, as)
export const namesOf = (users: readonly { username: string }[]) =>
  users.map(({ username }) => username).sort()
