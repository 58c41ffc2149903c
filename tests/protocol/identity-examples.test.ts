import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type Operation, operationsOf } from '../../panel/src/features/apis/operations.ts'
import { requestOf } from '../../panel/src/features/apis/request.ts'
import { filled, filledJson } from '../../panel/src/features/apis/template.ts'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../../server/src/domain/roles/roles.ts'
import { openTestApp, PUBLIC_URL, type TestUser } from '../support/app.ts'

/** What needs more than a user and a token. */
const LEFT_OUT = [
  // A link from a letter.
  'resetPassword',
  // A code that an app shows, and somebody who has set one up.
  'verifyOtpDevice',
  'addBypassCodes',
  'setDomainMultiFactor',
  // Nothing of it exists here, and the answer says so.
  'addMobilePhone',
  'createGroup',
]
/** What a user does to their own, and nobody else. */
const TO_ONESELF = /ApplicationCredential$|^changePassword$|OtpDevice$|SecretAnswer$|PhonePin$/
/** What a key is not enough for. */
const BY_PASSWORD = /OtpDevice$|MultiFactor$/
const PASSWORD = 'a long enough sentence for a test'

const Method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'ORD')
let people = 0

/** An operator in the owner's account, and a user there. */
async function cast(byPassword: boolean): Promise<{ asker: TestUser; other: TestUser; token: string }> {
  const roles = [SERVICE_ADMIN, USER_ADMIN]
  const asker = await app.addUser(`asker-${++people}`, { password: PASSWORD, roles })
  const other = await app.addUser(`other-${people}`, { password: PASSWORD, email: `o${people}@example.com` })
  return { asker, other, token: await tokenOf(asker, byPassword) }
}

async function tokenOf({ username, apiKey }: TestUser, byPassword: boolean): Promise<string> {
  const auth = byPassword
    ? { passwordCredentials: { username, password: PASSWORD } }
    : { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } }
  const payload = { auth }
  const answer = await app.http.inject({ method: 'POST', url: '/v2.0/tokens', payload })
  return answer.json().access.token.id
}

/** What is there to be changed, by the part of the path before its id. */
async function idIn(path: string, token: string): Promise<string> {
  const [, list = '', member = ''] = /^(\/v3\/(\w+?)s)\/\{/.exec(path) ?? []
  if (list === '') return ''
  const create: Readonly<Record<string, object>> = {
    region: { description: 'to be changed' },
    service: { name: `made-${people}`, type: 'object-store' },
    role: { name: `made-${people}` },
    project: { name: `${700_000 + people}` },
    endpoint: {
      ...{ service_id: await serviceId(token), interface: 'public' },
      ...{ region: `R${people}`, url: 'https://files.example.com/v1/%(tenant_id)s' },
    },
  }
  const payload = { [member]: create[member] ?? {} }
  const answer = await app.http.inject({
    method: 'POST',
    url: list,
    payload,
    headers: { 'x-auth-token': token },
  })
  return answer.json()[member]?.id ?? ''
}

async function serviceId(token: string): Promise<string> {
  const answer = await app.http.inject({ url: '/v3/services', headers: { 'x-auth-token': token } })
  return answer.json().services[0].id
}

async function roleId(token: string): Promise<string> {
  const answer = await app.http.inject({ url: '/v3/roles', headers: { 'x-auth-token': token } })
  return answer.json().roles.find(({ name }: { name: string }) => name === 'reader').id
}

async function valuesFor({ id, path }: Operation): Promise<Readonly<Record<string, string>>> {
  const { asker, other, token } = await cast(BY_PASSWORD.test(id))
  const subject = TO_ONESELF.test(id) ? asker : other
  return {
    ...{ KEYWARD_USERNAME: asker.username, KEYWARD_KEY: asker.apiKey, KEYWARD_PASSWORD: PASSWORD },
    ...{ KEYWARD_TOKEN: token, NEW_PASSWORD: 'seven quiet herons over the harbour' },
    ...{ NEW_KEY: 'a'.repeat(30) + String(people).padStart(2, '0') },
    ...{ USERNAME: subject.username, USER_ID: subject.userId },
    ...{ DOMAIN_ID: app.owner.accountId, TENANT_ID: app.owner.accountId },
    ...{
      ROLE_ID: await roleId(token),
      SERVICE_ID: await serviceId(token),
      ID: id === 'putRegion' ? `new-${people}` : await idIn(path, token),
    },
  }
}

for (const api of ALL_APIS.filter(({ id }) => id.startsWith('identity-'))) {
  const operations = operationsOf(JSON.parse(JSON.stringify(api.openApi(PUBLIC_URL))))
  for (const operation of operations.filter(({ id, body }) => body !== undefined && !LEFT_OUT.includes(id))) {
    test(`${api.title}: the example of ${operation.id} does what it says`, async () => {
      const values = await valuesFor(operation)
      const request = requestOf(operation, { parameters: {}, body: operation.body })
      const answer = await app.http.inject({
        method: Method.parse(operation.method),
        url: filled(request.url, values).slice(PUBLIC_URL.length),
        headers: { 'x-auth-token': values['KEYWARD_TOKEN'] ?? '', 'content-type': 'application/json' },
        payload: JSON.stringify(request.body && filledJson(request.body, values)),
      })
      const [success] = operation.answers.map(({ status }) => Number(status))
      assert.equal(answer.statusCode, success, `${request.method} ${answer.body}`)
    })
  }
}
