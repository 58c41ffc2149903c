import assert from 'node:assert/strict'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'
import { MANAGING, type MatrixRow, READING, testMatrix } from '../../../../tests/support/matrix.ts'

/** Who may do what (identity of the vendor, "user roles"), cell by cell: F-10, S-80, S-81. */
const app = await openTestApp()

const KEY = 'OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials'
const READER_ID = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
const at = (path: string) => (on: TestUser) => `/v2.0/users/${on.userId}${path}`

/** As `READING`, and a manager for the whole account. */
const OF_TOKENS = [200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 404, 404, 200]

const OPERATIONS: readonly MatrixRow[] = [
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
    answers: OF_TOKENS,
  },
  {
    what: 'ends a token of',
    method: 'DELETE',
    url: async (on) => `/v2.0/tokens/${await tokenOf(app, on)}`,
    answers: OF_TOKENS.map((status) => (status === 200 ? 204 : status)),
  },
]

await testMatrix(app, OPERATIONS, tokenOf)
