import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'

/** Who may do what (identity of the vendor, "user roles"), cell by cell: F-10, S-80, S-81. */
const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const otherAccountId = await app.addAccount('beta')
let serial = 0

const OWNER = 'identity:user-admin'
const MANAGER = 'identity:user-manage'
const MEMBER = 'identity:default'

function fresh(role: string, account = accountId): Promise<TestUser> {
  serial++
  return app.addUser(`someone${serial}`, { accountId: account, roles: [role], email: 's@example.com' })
}

const [owner, manager, member, stranger, staff] = await Promise.all([
  fresh(OWNER),
  fresh(MANAGER),
  fresh(MEMBER),
  fresh(OWNER, otherAccountId),
  fresh('identity:admin', otherAccountId),
])

/** Who acts on whom. The one who is acted on is new in each cell: what was done to one must not help the next. */
const RELATIONS = {
  'a member on itself': async () => own(await fresh(MEMBER)),
  'a manager on itself': async () => own(await fresh(MANAGER)),
  'an owner on itself': async () => own(await fresh(OWNER)),
  'the owner on a member': async () => ({ by: owner, on: await fresh(MEMBER) }),
  'the owner on a manager': async () => ({ by: owner, on: await fresh(MANAGER) }),
  'a manager on a member': async () => ({ by: manager, on: await fresh(MEMBER) }),
  'a manager on another manager': async () => ({ by: manager, on: await fresh(MANAGER) }),
  'a manager on the owner': async () => ({ by: manager, on: await fresh(OWNER) }),
  'a member on another member': async () => ({ by: member, on: await fresh(MEMBER) }),
  'a member on the owner': async () => ({ by: member, on: await fresh(OWNER) }),
  'another owner on a member': async () => ({ by: stranger, on: await fresh(MEMBER) }),
  'a member on another account': async () => ({ by: member, on: await fresh(MEMBER, otherAccountId) }),
  'staff on a member': async () => ({ by: staff, on: await fresh(MEMBER) }),
} as const

type Relation = keyof typeof RELATIONS
const RELATION_NAMES: readonly Relation[] = [
  'a member on itself',
  'a manager on itself',
  'an owner on itself',
  'the owner on a member',
  'the owner on a manager',
  'a manager on a member',
  'a manager on another manager',
  'a manager on the owner',
  'a member on another member',
  'a member on the owner',
  'another owner on a member',
  'a member on another account',
  'staff on a member',
]

const own = (user: TestUser) => ({ by: user, on: user })

interface Operation {
  readonly what: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: (on: TestUser) => string | Promise<string>
  readonly body?: unknown
  /** In the order of `RELATION_NAMES`. */
  readonly answers: readonly number[]
}

/** Everything in the account for the owner, sub-users for a manager, oneself for everybody. */
const READING = [200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 404, 404, 200]
/** The same, and nobody on oneself. */
const MANAGING = (ok: number, onOneself: readonly [number, number, number] = [403, ok, ok]) => [
  ...onOneself,
  ...[ok, ok, ok, 403, 403, 403, 403, 404, 404, ok],
]

const KEY = 'OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials'
const READER_ID = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
const at = (path: string) => (on: TestUser) => `/v2.0/users/${on.userId}${path}`

const OPERATIONS: readonly Operation[] = [
  { what: 'reads the user', method: 'GET', url: at(''), answers: READING },
  {
    what: 'finds the user by name',
    method: 'GET',
    url: (on) => `/v2.0/users?name=${on.username}`,
    answers: READING,
  },
  { what: 'asks for the administrators', method: 'GET', url: at('/RAX-AUTH/admins'), answers: READING },
  { what: 'lists roles', method: 'GET', url: at('/roles'), answers: READING },
  { what: 'lists effective roles', method: 'GET', url: at('/RAX-AUTH/roles'), answers: READING },
  {
    what: 'lists roles in the tenant',
    method: 'GET',
    url: (on) => `/v2.0/tenants/${on.accountId}/users/${on.userId}/roles`,
    answers: READING,
  },
  { what: 'lists groups', method: 'GET', url: at('/RAX-KSGRP'), answers: READING },
  { what: 'lists credentials', method: 'GET', url: at('/OS-KSADM/credentials'), answers: READING },
  { what: 'reads the key', method: 'GET', url: at(`/${KEY}`), answers: READING },
  { what: 'resets the key', method: 'POST', url: at(`/${KEY}/RAX-AUTH/reset`), answers: READING },
  {
    what: 'deletes the key',
    method: 'DELETE',
    url: at(`/${KEY}`),
    answers: [204, 204, 403, 204, 204, 204, 403, 403, 403, 403, 404, 404, 204],
  },
  {
    what: 'gives a password',
    method: 'POST',
    url: at('/OS-KSADM/credentials'),
    body: { passwordCredentials: { username: 'any', password: 'fifteen or more of these' } },
    answers: MANAGING(201, [403, 403, 403]),
  },
  {
    what: 'changes the address',
    method: 'POST',
    url: at(''),
    body: { user: { email: 'other@example.com' } },
    answers: MANAGING(200, [403, 403, 403]),
  },
  {
    what: 'disables',
    method: 'PUT',
    url: at(''),
    body: { user: { enabled: false } },
    answers: MANAGING(200, [403, 403, 403]),
  },
  { what: 'deletes', method: 'DELETE', url: at(''), answers: MANAGING(204, [403, 403, 403]) },
  {
    what: 'gives a customer role',
    method: 'PUT',
    url: at(`/roles/OS-KSADM/${READER_ID}`),
    answers: MANAGING(200),
  },
  {
    what: 'gives a customer role in the tenant',
    method: 'PUT',
    url: (on) => `/v2.0/tenants/${on.accountId}/users/${on.userId}/roles/OS-KSADM/${READER_ID}`,
    answers: MANAGING(200),
  },
  {
    what: 'gives roles in bulk',
    method: 'PUT',
    url: at('/RAX-AUTH/roles'),
    body: { 'RAX-AUTH:roleAssignments': { tenantAssignments: [{ onRole: READER_ID, forTenants: ['*'] }] } },
    answers: MANAGING(200),
  },
  {
    what: 'gives the right to manage',
    method: 'PUT',
    url: at('/roles/OS-KSADM/8c0e6f3b5d1a4b7e9f2c6a0d3e8b1f47'),
    answers: MANAGING(200),
  },
  {
    what: 'gives ownership',
    method: 'PUT',
    url: at('/roles/OS-KSADM/3'),
    answers: [403, 403, 200, 200, 200, 403, 403, 403, 403, 403, 404, 404, 200],
  },
  {
    what: 'makes staff',
    method: 'PUT',
    url: at('/roles/OS-KSADM/1'),
    answers: [403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404, 404, 200],
  },
  {
    what: 'makes an operator',
    method: 'PUT',
    url: at('/roles/OS-KSADM/4'),
    answers: [403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404, 404, 403],
  },
  {
    what: 'takes a role that is there',
    method: 'DELETE',
    url: async (on) => {
      const token = await tokenOf(app, app.owner)
      const url = at(`/roles/OS-KSADM/${READER_ID}`)(on)
      assert.equal((await call(app, 'PUT', url, { token })).statusCode, 200)
      return url
    },
    answers: MANAGING(204),
  },
  {
    what: 'validates a token of',
    method: 'GET',
    url: async (on) => `/v2.0/tokens/${await tokenOf(app, on)}`,
    answers: READING,
  },
  {
    what: 'ends a token of',
    method: 'DELETE',
    url: async (on) => `/v2.0/tokens/${await tokenOf(app, on)}`,
    answers: READING.map((status) => (status === 200 ? 204 : status)),
  },
]

async function stateOf({ userId }: TestUser) {
  const { users, keys } = app.deps.store
  return [await users.byId(userId), await keys.ofUser(userId)]
}

for (const { what, method, url, body, answers } of OPERATIONS) {
  describe(what, () => {
    for (const [index, relation] of RELATION_NAMES.entries()) {
      const status = answers[index]
      test(`${relation}: ${status}`, async () => {
        const { by, on } = await RELATIONS[relation]()
        const token = await tokenOf(app, by)
        const address = await url(on)
        const asked = { token, ...(body !== undefined && { body }) }
        const before = await stateOf(on)
        const answer = await call(app, method, address, asked)
        assert.equal(answer.statusCode, status, answer.body)
        if (answer.statusCode < 400) return
        assert.deepEqual(await stateOf(on), before, 'a refusal changed something')
        if (status !== 404 || address.includes('/tokens/')) return
        const swapped = address.replaceAll(on.userId, '0'.repeat(32)).replaceAll(on.username, 'nobody')
        const unknown = await call(app, method, swapped, asked)
        assert.equal(answer.body, unknown.body, 'an object of another account is told apart')
      })
    }
  })
}
