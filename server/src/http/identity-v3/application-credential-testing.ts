import { openTestApp, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import { v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import { createRole } from '../../domain/roles/create-role.ts'

/** One server for all tests of a file, its users and its catalog. */
export const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await createRole(app.deps, TESTER, { name: 'backup', description: 'Backs up.', givenByAccounts: true })
export const accountId = await app.addAccount('alpha')
export const member = await app.addUser('alpha-member', { accountId, roles: ['reader', 'backup'] })
export const second = await app.addUser('alpha-second', { accountId })

export const pathOf = ({ userId }: Pick<TestUser, 'userId'>, rest = '') =>
  `/v3/users/${userId}/application_credentials${rest}`
export const create = async (by: TestUser, asked: object, whose = by) =>
  call(app, 'POST', pathOf(whose), {
    token: await v3TokenOf(app, by),
    body: { application_credential: asked },
  })
export const get = async (by: TestUser, path: string) =>
  call(app, 'GET', path, { token: await v3TokenOf(app, by) })
export const remove = async (by: TestUser, path: string) =>
  call(app, 'DELETE', path, { token: await v3TokenOf(app, by) })
