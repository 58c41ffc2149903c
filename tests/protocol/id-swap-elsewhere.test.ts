import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../support/app.ts'
import { changingNothing } from '../support/changing-nothing.ts'
import { PASSWORD } from '../support/deps.ts'
import { addHolder, type Holder, headersOf, type Ids, likenessOf, unknownTo } from '../support/id-swap.ts'
import { passwordLogin } from '../support/identity.ts'
import { secretLogin } from '../support/identity-v3.ts'

/** What names an object, apart from the address. */
interface Asked {
  readonly query?: string
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

interface Row {
  readonly dialect: 'identity-v2.0' | 'identity-v3' | 'native'
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  readonly path: string
  /** What a good id of another account is answered. */
  readonly status: number
  readonly asked: (ids: Ids, caller: Holder) => Asked
}

const v2Login = ({ account }: Ids, { username }: Holder): Asked => ({
  body: passwordLogin(username, PASSWORD, { tenantId: account }),
})
const v3Login = ({ account: id }: Ids, { username: name }: Holder): Asked => ({
  body: secretLogin({ name, domain: { id: 'default' } }, PASSWORD, { scope: { project: { id } } }),
})
const subject = ({ token }: Ids): Asked => ({ headers: { 'x-subject-token': token } })
const impersonation = ({ user: id }: Ids): Asked => ({
  body: { 'RAX-AUTH:impersonation': { user: { id }, 'expire-in-seconds': 60 } },
})
const pinOf = ({ user: userId }: Ids): Asked => ({ body: { userId, pin: '204861' } })
const actingAs = ({ user: userId }: Ids): Asked => ({ body: { userId } })
const ofUser = ({ user }: Ids): Asked => ({ query: `user.id=${user}` })
const byName = ({ name }: Ids): Asked => ({ query: `name=${name}` })
const inProject = ({ account }: Ids): Asked => ({ query: `scope.project.id=${account}` })
const inChain = ({ account }: Ids): Asked => ({ query: `chain=${account}` })
const byActor = ({ user }: Ids): Asked => ({ query: `actor=user:${user}` })
const newIn = ({ account }: Ids): Asked => ({
  body: { user: { username: 'made', enabled: true, 'RAX-AUTH:domainId': account } },
})
const newWith = ({ account }: Ids): Asked => ({
  body: { user: { name: 'made', default_project_id: account } },
})

const groupsOf = ({ account }: Ids): Asked => ({ query: `account=${account}` })
const groupIn = ({ account }: Ids): Asked => ({ body: { name: 'new', account } })

const inDomain = ({ mailDomain }: Ids): Asked => ({ query: `domain=${mailDomain}` })
const mailboxIn = ({ mailDomain }: Ids): Asked => ({
  body: { address: `new@${mailDomain}`, password: 'Str0ng-enough' },
})
const aliasIn = ({ mailDomain }: Ids): Asked => ({
  body: { address: `new@${mailDomain}`, members: ['a@elsewhere.example'] },
})
const listIn = ({ mailDomain }: Ids): Asked => ({ body: { address: `new@${mailDomain}` } })
const jobIn = ({ mailDomain, mailAddress }: Ids): Asked => ({
  body: { kind: 'mailbox.block', domain: mailDomain, mailboxes: [mailAddress] },
})
const FILE = Buffer.from('Username,Password\nnew,Str0ng-enough\n').toString('base64')
const importIn = ({ mailDomain }: Ids): Asked => ({
  body: { domain: mailDomain, file: FILE, mapping: ['username', 'password'] },
})

const v2 = { dialect: 'identity-v2.0' } as const
const v3 = { dialect: 'identity-v3' } as const
const native = { dialect: 'native' } as const
const ROWS: readonly Row[] = [
  { ...v2, method: 'POST', path: '/v2.0/tokens', status: 401, asked: v2Login },
  { ...v2, method: 'POST', path: '/v2.0', status: 401, asked: v2Login },
  { ...v2, method: 'POST', path: '/v2.0/RAX-AUTH/impersonation-tokens', status: 403, asked: impersonation },
  { ...v2, method: 'POST', path: '/v2.0/users', status: 403, asked: newIn },
  { ...v2, method: 'GET', path: '/v2.0/users', status: 404, asked: byName },
  { ...v3, method: 'GET', path: '/v3/users', status: 200, asked: byName },
  { ...v3, method: 'POST', path: '/v3/auth/tokens', status: 401, asked: v3Login },
  { ...v3, method: 'POST', path: '/v3', status: 401, asked: v3Login },
  { ...v3, method: 'GET', path: '/v3/auth/tokens', status: 404, asked: subject },
  { ...v3, method: 'HEAD', path: '/v3/auth/tokens', status: 404, asked: subject },
  { ...v3, method: 'DELETE', path: '/v3/auth/tokens', status: 404, asked: subject },
  { ...v3, method: 'GET', path: '/v3/role_assignments', status: 200, asked: ofUser },
  { ...v3, method: 'GET', path: '/v3/role_assignments', status: 200, asked: inProject },
  { ...v3, method: 'POST', path: '/v3/users', status: 404, asked: newWith },
  { ...native, method: 'POST', path: '/api/v1/support-pins/check', status: 403, asked: pinOf },
  { ...native, method: 'POST', path: '/api/v1/impersonations', status: 403, asked: actingAs },
  { ...native, method: 'GET', path: '/api/v1/groups', status: 404, asked: groupsOf },
  { ...native, method: 'POST', path: '/api/v1/groups', status: 404, asked: groupIn },
  { ...native, method: 'GET', path: '/api/v1/audit', status: 404, asked: inChain },
  { ...native, method: 'GET', path: '/api/v1/audit', status: 200, asked: byActor },
  { ...native, method: 'GET', path: '/api/v1/audit/export', status: 404, asked: inChain },
  { ...native, method: 'GET', path: '/api/v1/audit/status', status: 404, asked: inChain },
  { ...native, method: 'GET', path: '/api/v1/mailboxes', status: 404, asked: inDomain },
  { ...native, method: 'GET', path: '/api/v1/aliases', status: 404, asked: inDomain },
  { ...native, method: 'GET', path: '/api/v1/mailboxes/export', status: 404, asked: inDomain },
  { ...native, method: 'GET', path: '/api/v1/aliases/export', status: 404, asked: inDomain },
  { ...native, method: 'GET', path: '/api/v1/lists/export', status: 404, asked: inDomain },
  { ...native, method: 'GET', path: '/api/v1/lists', status: 404, asked: inDomain },
  { ...native, method: 'POST', path: '/api/v1/mailboxes', status: 404, asked: mailboxIn },
  { ...native, method: 'POST', path: '/api/v1/aliases', status: 404, asked: aliasIn },
  { ...native, method: 'POST', path: '/api/v1/lists', status: 404, asked: listIn },
  { ...native, method: 'POST', path: '/api/v1/jobs', status: 404, asked: jobIn },
  { ...native, method: 'POST', path: '/api/v1/imports', status: 404, asked: importIn },
  { ...native, method: 'POST', path: '/api/v1/imports/plan', status: 404, asked: importIn },
]
/** Refused to owners, whatever the id. */
const FOR_NOBODY: readonly Row['asked'][] = [impersonation, newIn, pinOf, actingAs]

/** Routes that are about the caller, the installation, or what one must know a secret to name. */
const NAME_NOBODY = `
GET /v1.0
GET /v1.1
POST /v1.1/auth
GET /v2.0
DELETE /v2.0/tokens
POST /v2.0/users/RAX-AUTH/change-pwd
POST /v2.0/users/RAX-AUTH/forgot-pwd
POST /v2.0/users/RAX-AUTH/pwd-reset
GET /v2.0/OS-KSADM/roles
GET /v2.0/tenants
GET /v2.0/RAX-AUTH/domains
GET /v2.0/RAX-AUTH/secretqa/questions
GET /v2.0/OS-KSCATALOG/endpointTemplates
POST /v2.0/OS-KSCATALOG/endpointTemplates
GET /v2.0/OS-KSADM/services
GET /v2.0/extensions
GET /v3
GET /v3/groups
POST /v3/groups
POST /v3/domains
GET /v3/projects
POST /v3/projects
GET /v3/auth/projects
GET /v3/auth/domains
GET /v3/auth/system
GET /v3/domains
GET /v3/roles
POST /v3/roles
GET /v3/auth/catalog
GET /v3/services
POST /v3/services
GET /v3/endpoints
POST /v3/endpoints
GET /v3/regions
POST /v3/regions
POST /api/v1/introspect
GET /api/v1/session
DELETE /api/v1/session
POST /api/v1/session/step-up
POST /api/v1/session/step-up/options
DELETE /api/v1/session/step-up
GET /api/v1/users/me
PATCH /api/v1/users/me
POST /api/v1/users/me/password
GET /api/v1/users
POST /api/v1/users
GET /api/v1/users/me/second-factors
GET /api/v1/users/me/support-pin
POST /api/v1/users/me/support-pin/reveal
POST /api/v1/users/me/support-pin/reset
POST /api/v1/application-credentials
POST /api/v1/users/me/second-factors/totp
POST /api/v1/users/me/second-factors/recovery-codes
GET /api/v1/domains
GET /api/v1/jobs
GET /api/v1/mail-system
POST /api/v1/domains
GET /api/v1/administrators
POST /api/v1/administrators
GET /api/v1/users/me/key-pairs
GET /api/v1/account/second-factor
PATCH /api/v1/account/second-factor
POST /api/v1/users/me/second-factors/passkeys/options
POST /api/v1/users/me/second-factors/passkeys
GET /api/v1/usage
GET /api/v1/usage/history
GET /api/v1/usage/threshold
GET /api/v1/usage/answer-times
PATCH /api/v1/usage/threshold
GET /api/v1/catalog
GET /api/v1/account/settings
PATCH /api/v1/account/settings
GET /api/v1/limits
GET /api/v1/services
POST /api/v1/services
POST /api/v1/roles
GET /api/v1/roles
GET /api/v1/verify
POST /api/v1/verify
GET /api/v1/openapi.json
GET /api/v1/apis
`

const app = await openTestApp()
after(() => app.close())
const at = async (name: string) => ({ accountId: await app.addAccount(name) })
const owner = await addHolder(app, 'alpha-owner', { ...(await at('alpha')), roles: ['identity:user-admin'] })
const stranger = await addHolder(app, 'beta-owner', { ...(await at('beta')), roles: ['identity:user-admin'] })
const nobody = unknownTo(stranger)

async function ask({ dialect, method, path, asked }: Row, ids: Ids) {
  const { query = '', body, headers } = asked(ids, owner)
  const own = (await headersOf(app, owner))[dialect]
  const url = query ? `${path}?${query}` : path
  return app.http.inject({ method, url, headers: { ...own, ...headers }, ...(body && { payload: body }) })
}

test('every route is known to these tests or to those of ids in addresses', () => {
  const dialects = [
    'identity-v1.0',
    'identity-v1.1',
    'identity-v2.0',
    'identity-v3',
    'introspection',
    'native',
  ]
  const served = app.routes
    .filter(({ dialect, path }) => dialects.includes(dialect) && !path.includes('/:'))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((title) => !title.startsWith('HEAD ') || title.endsWith('/auth/tokens'))
  const rows = ROWS.map(({ method, path }) => `${method} ${path}`)
  const known = [...rows, ...NAME_NOBODY.trim().split('\n')]
  assert.deepEqual([...new Set(served)].sort(), [...new Set(known)].sort())
})

describe('an id of another account outside the address is answered as one that never was (S-81, S-82)', () => {
  for (const row of ROWS) {
    const { method, path, status, asked } = row
    test(`${method} ${path}: ${asked.name}`, async () => {
      await headersOf(app, owner)
      const [one, other] = await changingNothing(app, async () => [
        await ask(row, stranger.ids),
        await ask(row, nobody),
      ])
      assert.equal(one?.statusCode, status, one?.body)
      assert.equal(likenessOf(one, Object.values(stranger.ids)), likenessOf(other, Object.values(nobody)))
      if (FOR_NOBODY.includes(asked)) return
      const mine = await ask(row, owner.ids)
      assert.notEqual(likenessOf(mine, Object.values(owner.ids)), likenessOf(other, Object.values(nobody)))
    })
  }
})
