import assert from 'node:assert/strict'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import { v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import { MANAGING, type MatrixRow, READING, testMatrix } from '../../../../tests/support/matrix.ts'

/** Who may do what to a user, cell by cell: F-10, S-80, S-81. */
const app = await openTestApp()

const READER_ID = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
const MEMBER_ID = '9fe2ff9ee4384b1894a90878d3e92bab'
const MANAGER_ID = '8c0e6f3b5d1a4b7e9f2c6a0d3e8b1f47'
const NEVER: readonly [number, number, number] = [403, 403, 403]
const user =
  (rest = '') =>
  (on: TestUser) =>
    `/v3/users/${on.userId}${rest}`
const inProject = (roleId: string) => (on: TestUser) =>
  `/v3/projects/${on.accountId}/users/${on.userId}/roles/${roleId}`
/** Not even those who manage the user: what it would be, nobody has. */
const NOBODY = READING.map((status) => (status === 200 ? 403 : status))
const answered = (ok: number) => READING.map((status) => (status === 200 ? ok : status))

/** Changes that are not to be made of oneself by a token. */
const CHANGES: readonly [string, object][] = [
  ['renames', { name: 'renamed' }],
  ['changes the address of', { email: 'other@example.com' }],
  ['sets a password of', { password: 'fifteen or more of these' }],
  ['disables', { enabled: false }],
  ['changes everything of', { email: 'o@example.com', password: 'fifteen or more of these', enabled: false }],
]
let renamed = 0

const ROWS: readonly MatrixRow[] = [
  { what: 'reads the user', method: 'GET', url: user(), answers: READING },
  { what: 'reads the projects of', method: 'GET', url: user('/projects'), answers: READING },
  { what: 'reads the groups of', method: 'GET', url: user('/groups'), answers: READING },
  {
    what: 'reads the roles of',
    method: 'GET',
    url: (on) => `/v3/projects/${on.accountId}/users/${on.userId}/roles`,
    answers: READING,
  },
  { what: 'checks a role of', method: 'HEAD', url: inProject(MEMBER_ID), answers: answered(204) },
  {
    what: 'reads the roles in the domain of',
    method: 'GET',
    url: (on) => `/v3/domains/default/users/${on.userId}/roles`,
    answers: READING,
  },
  ...CHANGES.map(
    ([what, change]): MatrixRow => ({
      what,
      method: 'PATCH',
      url: user(),
      // A name is taken once only.
      get body() {
        return { user: 'name' in change ? { name: `renamed${renamed++}` } : change }
      },
      answers: MANAGING(200, NEVER),
    }),
  ),
  { what: 'deletes', method: 'DELETE', url: user(), answers: MANAGING(204, NEVER) },
  { what: 'gives a customer role to', method: 'PUT', url: inProject(READER_ID), answers: MANAGING(204) },
  { what: 'gives what all have to', method: 'PUT', url: inProject(MEMBER_ID), answers: MANAGING(204) },
  { what: 'takes what all have from', method: 'DELETE', url: inProject(MEMBER_ID), answers: NOBODY },
  { what: 'gives the right to manage to', method: 'PUT', url: inProject(MANAGER_ID), answers: MANAGING(204) },
  {
    what: 'gives ownership to',
    method: 'PUT',
    url: inProject('3'),
    answers: [403, 403, 204, 204, 204, 403, 403, 403, 403, 403, 404, 404, 204],
  },
  {
    what: 'makes staff of',
    method: 'PUT',
    url: inProject('1'),
    answers: [403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404, 404, 204],
  },
  { what: 'makes an operator of', method: 'PUT', url: inProject('4'), answers: NOBODY },
  {
    what: 'gives a role in the domain to',
    method: 'PUT',
    url: (on) => `/v3/domains/default/users/${on.userId}/roles/${READER_ID}`,
    answers: NOBODY,
  },
  {
    what: 'gives a role in the system to',
    method: 'PUT',
    url: (on) => `/v3/system/users/${on.userId}/roles/${READER_ID}`,
    answers: NOBODY,
  },
  {
    what: 'takes a role that is there from',
    method: 'DELETE',
    url: async (on) => {
      const url = inProject(READER_ID)(on)
      const token = await v3TokenOf(app, app.owner)
      assert.equal((await call(app, 'PUT', url, { token })).statusCode, 204)
      return url
    },
    answers: MANAGING(204),
  },
]

await testMatrix(app, ROWS, v3TokenOf)
