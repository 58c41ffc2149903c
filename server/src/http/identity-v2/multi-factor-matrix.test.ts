import { openTestApp, TESTER, type TestApp, type TestUser } from '../../../../tests/support/app.ts'
import { passwordTokenOf } from '../../../../tests/support/identity.ts'
import { MANAGING, type MatrixRow, READING, testMatrix } from '../../../../tests/support/matrix.ts'
import { setPassword } from '../../domain/users/set-password.ts'

/** Who may do what to whose second factors, cell by cell: F-10, S-80. */
const app = await openTestApp()
const PASSWORD = 'six brown hares ran downhill'

const at =
  (path: string) =>
  ({ userId }: TestUser) =>
    `/v2.0/users/${userId}/RAX-AUTH/multi-factor${path}`
const change = (multiFactor: object) => ({ 'RAX-AUTH:multiFactor': multiFactor })
const LEVEL = 'userMultiFactorEnforcementLevel'

/** Oneself alone; whoever else is there is told no, whatever they manage. */
const OWN = (ok: number) => [ok, ok, ok, 403, 403, 403, 403, 403, 403, 403, 404, 404, 403]

const OPERATIONS: readonly MatrixRow[] = [
  { what: 'lists the apps', method: 'GET', url: at('/otp-devices'), answers: OWN(200) },
  { what: 'lists the telephones', method: 'GET', url: at('/mobile-phones'), answers: OWN(200) },
  {
    what: 'begins an app',
    method: 'POST',
    url: at('/otp-devices'),
    body: { 'RAX-AUTH:otpDevice': { name: 'phone' } },
    answers: OWN(201),
  },
  {
    what: 'requires a second factor of',
    method: 'PUT',
    url: at(''),
    body: change({ [LEVEL]: 'REQUIRED' }),
    answers: MANAGING(204, [403, 403, 403]),
  },
  {
    what: 'leaves it to',
    method: 'PUT',
    url: at(''),
    body: change({ [LEVEL]: 'OPTIONAL' }),
    answers: MANAGING(204, [403, 403, 403]),
  },
  {
    what: 'unlocks',
    method: 'PUT',
    url: at(''),
    body: change({ unlock: true }),
    answers: MANAGING(204, [403, 403, 403]),
  },
  {
    what: 'takes all second factors of',
    method: 'DELETE',
    url: at(''),
    answers: READING.map((status) => (status === 200 ? 204 : status)),
  },
]

/** Of a password that is new each time: what was done before may have ended the last one. */
async function presentTokenOf(on: TestApp, { userId, username }: TestUser): Promise<string> {
  await setPassword(on.deps, TESTER, userId, PASSWORD)
  return passwordTokenOf(on, username, PASSWORD)
}

await testMatrix(app, OPERATIONS, presentTokenOf)
