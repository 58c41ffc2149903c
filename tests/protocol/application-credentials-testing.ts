import { openTestApp } from '../support/app.ts'
import { call, listen } from '../support/identity.ts'
import { delegatedTokenOf, makeCredential } from '../support/identity-v3.ts'

export const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW', 'https://files.example/v1/%(tenant_id)s')
await app.addService('cloudServers', 'compute', 'DFW', 'https://files.example/compute')
export const port = await listen(app)
export const accountId = await app.addAccount('alpha')
export const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin', 'reader'] })
export const member = await app.addUser('alpha-member', { accountId })
export const nova = await app.addUser('nova', { roles: ['service'] })

export const READ_FILES = { service: 'object-store', method: 'GET', path: '/v1/**' }
export const pathOf = (rest = '') => `/v3/users/${owner.userId}/application_credentials${rest}`
const restricted = await makeCredential(app, owner)
export const unrestricted = await makeCredential(app, owner, { unrestricted: true })
export const reader = await makeCredential(app, owner, { roles: [{ name: 'reader' }] })
export const ruled = await makeCredential(app, owner, { access_rules: [READ_FILES] })
const useless = await makeCredential(app, owner, { access_rules: [] })
export const tokens = {
  restricted: await delegatedTokenOf(app, restricted),
  unrestricted: await delegatedTokenOf(app, unrestricted),
  reader: await delegatedTokenOf(app, reader),
  ruled: await delegatedTokenOf(app, ruled),
  useless: await delegatedTokenOf(app, useless),
}
export type Kind = keyof typeof tokens
export const make = (token: string, asked: object) =>
  call(app, 'POST', pathOf(), { token, body: { application_credential: asked } })
