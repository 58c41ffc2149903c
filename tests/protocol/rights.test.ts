import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Operation, operationsOf } from '../../panel/src/features/apis/operations.ts'
import { requestOf } from '../../panel/src/features/apis/request.ts'
import { filled, filledJson } from '../../panel/src/features/apis/template.ts'
import type { OpenApiDocument } from '../../sdk/src/api-types.ts'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { openTestApp, PUBLIC_URL, type TestUser } from '../support/app.ts'
import { shareOf } from '../support/counts.ts'
import { PASSWORD } from '../support/deps.ts'
import { addGroup } from '../support/groups.ts'
import { call, passwordTokenOf, tokenOf } from '../support/identity.ts'
import { triesOf } from '../support/rights.ts'

// What the descriptions of Identity v2.0 and v3 say of rights is what the server does: whoever has one of them is not
// refused with 403, and everybody else is.

/** What takes something else besides a right. */
const TAKE_MORE = [
  // A token from a letter.
  'identity-v2.0 resetPassword',
  // A PIN that six wrong answers have locked.
  'identity-v2.0 unlockPhonePin',
  // A second factor of one's own.
  'identity-v2.0 setDomainMultiFactor',
]
/** A key is not enough for these. */
const BY_PASSWORD = /OtpDevice$|MultiFactor$|BypassCodes$/
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'ORD')
let made = 0

async function somebody(accountId: string, roles: readonly string[]): Promise<TestUser> {
  const name = `somebody-${++made}`
  return app.addUser(name, { accountId, password: PASSWORD, roles, email: `${name}@example.com` })
}

/** Something that is there, by the list that it is in. */
async function idIn(path: string, subject: TestUser): Promise<string> {
  const [, list = '', member = ''] = /^(\/v3\/(\w+?)s)\/\{id\}/.exec(path) ?? []
  if (member === 'project') return subject.accountId
  if (member === 'group') return addGroup(app, subject)
  if (list === '' || member === 'domain') return '1'
  const token = await tokenOf(app, app.owner)
  const services = await call(app, 'GET', '/v3/services', { token })
  const url = 'https://files.example.com/v1/%(tenant_id)s'
  const region = `R${++made}`
  const bodies: Readonly<Record<string, object>> = {
    region: { id: region },
    role: { name: `role-${made}` },
    service: { name: `service-${made}`, type: 'object-store' },
    endpoint: { service_id: services.json().services[0].id, interface: 'public', region, url },
  }
  return (await call(app, 'POST', list, { token, body: { [member]: bodies[member] } })).json()[member].id
}

/** The names in examples are taken after the first time. */
function fresh(body: unknown): unknown {
  const text = JSON.stringify(body).replace(/"(ben|anna|carla|auditor|DFW)(@|")/g, `"$1-${++made}$2`)
  return JSON.parse(text.replace('"123456"', `"${800_000 + made}"`))
}

/** What the server says to the example of an operation. */
async function statusOf(operation: Operation, asker: TestUser, subject: TestUser): Promise<number> {
  const { accountId } = asker
  const byPassword = BY_PASSWORD.test(operation.id)
  const token = await (byPassword ? passwordTokenOf(app, asker.username, PASSWORD) : tokenOf(app, asker))
  const values = {
    ...{ KEYWARD_USERNAME: asker.username, KEYWARD_PASSWORD: PASSWORD, USERNAME: subject.username },
    // Of the subject: what is asked about is a token, too.
    ...{ KEYWARD_TOKEN: await tokenOf(app, subject), USER_ID: subject.userId },
    ...{ NEW_PASSWORD: 'seven quiet herons over the harbour', DEVICE_ID: 'f'.repeat(32) },
    ...{ NEW_KEY: 'a'.repeat(26) + String(++made).padStart(6, '0') },
    ...{ DOMAIN_ID: accountId, TENANT_ID: accountId, PROJECT_ID: accountId, ROLE_ID: '2', SERVICE_ID: '1' },
    ...(operation.path.includes('{groupId}') && { GROUP_ID: await addGroup(app, subject) }),
    ID: await idIn(operation.path, subject),
  }
  const parameters = Object.fromEntries(
    operation.parameters.map(({ name, example }) => [name, typeof example === 'string' ? example : '']),
  )
  const request = requestOf(operation, { parameters, body: operation.body })
  const method = METHODS.find((one) => one === request.method) ?? assert.fail(request.method)
  const url = filled(request.url, values).slice(PUBLIC_URL.length)
  const about = request.headers.filter(([name]) => name === 'X-Subject-Token')
  const headers = Object.fromEntries(
    about.map(([name, value]) => [name.toLowerCase(), filled(value, values)]),
  )
  const body = request.body && fresh(filledJson(request.body, values))
  return (await call(app, method, url, { headers, token, ...(body !== undefined && { body }) })).statusCode
}

const APIS = ALL_APIS.filter(({ id }) => id === 'identity-v2.0' || id === 'identity-v3').map((api) => {
  const document: OpenApiDocument = JSON.parse(JSON.stringify(api.openApi(PUBLIC_URL)))
  return { api, operations: operationsOf(document).filter(({ proofs }) => proofs.length > 0) }
})

for (const { api, operations } of APIS) {
  describe(`${api.title}: who may is told as it is`, () => {
    for (const [at, operation] of operations.entries()) {
      if (TAKE_MORE.includes(`${api.id} ${operation.id}`)) continue
      test(`${operation.id}: ${operation.rights.map(({ name }) => name).join(', ')}`, async () => {
        const accountId = await app.addAccount()
        await somebody(accountId, ['identity:user-admin'])
        const needed = operation.rights.map(({ name }) => name)
        for (const { who, roles, isOwn, may } of shareOf(triesOf(needed), at, 3)) {
          const asker = await somebody(accountId, roles)
          const status = await statusOf(operation, asker, isOwn ? asker : await somebody(accountId, []))
          const refused = needed.includes('nobody') ? status >= 400 : status === 403
          assert.equal(!refused, may, `${who} ${isOwn ? 'on oneself' : 'on a member'}: ${status}`)
        }
      })
    }
  })
}

test('what takes more than a right is still there', () => {
  const there = APIS.flatMap(({ api, operations }) => operations.map(({ id }) => `${api.id} ${id}`))
  for (const one of TAKE_MORE) assert.ok(there.includes(one), one)
})
