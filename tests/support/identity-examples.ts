import type { Operation } from '../../panel/src/features/apis/operations.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../../server/src/domain/roles/roles.ts'
import type { TestApp, TestUser } from './app.ts'
import { PASSWORD } from './deps.ts'
import { addGroup } from './groups.ts'
import { call, passwordTokenOf, tokenOf } from './identity.ts'

/** What examples of the Identity APIs find when they are run: somebody who may, and something to do it to. */

/** What users do to their own, and nobody else. */
const TO_ONESELF =
  /ApplicationCredential|AccessRule|^changePassword$|Otp|MobilePhone|SecretAnswer|unlockPhonePin|^(?:check|list|take)(?:Domain|System)Roles?$/
/** What a key is not enough for. */
const BY_PASSWORD = /Otp|MobilePhone|MultiFactor/
/** Built in. */
const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'

export interface Cast {
  /** Runs the installation, and owns the account. */
  readonly asker: TestUser
  readonly other: TestUser
  readonly token: string
}

let people = 0

export async function castFor(app: TestApp, { id }: Operation): Promise<Cast> {
  const accountId = await app.addAccount()
  const email = `e${++people}@example.com`
  const roles = [SERVICE_ADMIN, USER_ADMIN]
  const asker = await app.addUser(`asker-${people}`, { accountId, password: PASSWORD, roles })
  const other = await app.addUser(`other-${people}`, { accountId, password: PASSWORD, email })
  const token = await (BY_PASSWORD.test(id)
    ? passwordTokenOf(app, asker.username, PASSWORD)
    : tokenOf(app, asker))
  return { asker, other, token }
}

/** What a reader has in the environment. */
export async function valuesFor(
  app: TestApp,
  operation: Operation,
  { asker, other, token }: Cast,
): Promise<Record<string, string>> {
  const subject = TO_ONESELF.test(operation.id) ? asker : other
  const { userId, username, accountId } = subject
  const cast = { asker, other, token }
  if (/^(?:check|take)ProjectRole$/.test(operation.id))
    await call(app, 'PUT', `/v3/projects/${accountId}/users/${userId}/roles/${READER}`, { token })
  if (operation.id === 'unlockPhonePin') await lockPin(app, cast)
  return {
    ...{ KEYWARD_USERNAME: asker.username, KEYWARD_KEY: asker.apiKey, KEYWARD_PASSWORD: PASSWORD },
    ...{ KEYWARD_TOKEN: token, NEW_PASSWORD: 'seven quiet herons over the harbour' },
    ...{ NEW_KEY: 'a'.repeat(26) + String(++people).padStart(6, '0'), USERNAME: username, USER_ID: userId },
    ...{ DOMAIN_ID: accountId, TENANT_ID: accountId, PROJECT_ID: accountId, ROLE_ID: '2' },
    SERVICE_ID: await serviceId(app, token),
    DEVICE_ID: await deviceId(app, operation, cast),
    ...(operation.path.includes('{groupId}') && { GROUP_ID: await addGroup(app, subject) }),
    ID: operation.path.includes('/groups/{id}')
      ? await addGroup(app, subject)
      : await idFor(app, operation, cast),
  }
}

async function lockPin(app: TestApp, { asker: { userId }, token }: Cast): Promise<void> {
  const pin = `/v2.0/users/${userId}/RAX-AUTH/phone-pin`
  await app.deps.store.supportPins.put({
    ...{ userId, accountId: (await app.deps.store.users.byId(userId))?.accountId ?? '' },
    ...{ sealed: new Uint8Array(1), wrongChecks: 6 },
  })
  await call(app, 'POST', `${pin}/verify`, { token, body: {} })
}

async function serviceId(app: TestApp, token: string): Promise<string> {
  return (await call(app, 'GET', '/v3/services', { token })).json().services[0].id
}

async function deviceId(app: TestApp, { path }: Operation, { asker, token }: Cast): Promise<string> {
  if (!path.includes('{deviceId}')) return ''
  const devices = `/v2.0/users/${asker.userId}/RAX-AUTH/multi-factor/otp-devices`
  const body = { 'RAX-AUTH:otpDevice': { name: 'phone' } }
  return (await call(app, 'POST', devices, { token, body })).json()['RAX-AUTH:otpDevice'].id
}

/** Something that is there, by the list that it is in; for what is made by its id, an id that is not taken. */
async function idFor(app: TestApp, { id, path }: Operation, cast: Cast): Promise<string> {
  if (id === 'putRegion') return `new-${++people}`
  if (path.includes('credentials/{id}') || path.includes('access_rules/{id}')) return ownId(app, path, cast)
  if (path.startsWith('/v2.0')) return catalogId(app, path, cast)
  const [, list = '', member = ''] = /^(\/v3\/(\w+?)s)\/\{id\}/.exec(path) ?? []
  const { token } = cast
  if (member === 'project') return (await app.addAccount()).toString()
  const region = `R${++people}`
  const url = 'https://files.example.com/v1/%(tenant_id)s'
  const bodies: Readonly<Record<string, object>> = {
    region: { id: region },
    role: { name: `role-${people}` },
    service: { name: `service-${people}`, type: 'object-store' },
    endpoint: { service_id: await serviceId(app, token), interface: 'public', region, url },
  }
  if (!bodies[member]) return 'nothing'
  return (await call(app, 'POST', list, { token, body: { [member]: bodies[member] } })).json()[member].id
}

/** An application credential, or the rule that one had. */
async function ownId(app: TestApp, path: string, { asker, token }: Cast): Promise<string> {
  const user = `/v3/users/${asker.userId}`
  const access_rules = [{ path: '/v1/**', method: 'GET', service: 'object-store' }]
  const body = { application_credential: { name: `copy-${++people}`, access_rules } }
  const made = await call(app, 'POST', `${user}/application_credentials`, { token, body })
  const { id } = made.json().application_credential
  if (!path.includes('access_rules')) return id
  await call(app, 'DELETE', `${user}/application_credentials/${id}`, { token })
  return made.json().application_credential.access_rules[0].id
}

async function catalogId(app: TestApp, path: string, { token }: Cast): Promise<string> {
  const isTemplate = path.includes('endpointTemplates')
  const list = path.replace('/{id}', '')
  const body = {
    ...{ name: `made-${++people}`, type: `made-${people}`, region: 'DFW' },
    publicURL: 'https://made.example.com/%(tenant_id)s',
  }
  if (isTemplate)
    return String(
      (await call(app, 'POST', list, { token, body: { 'OS-KSCATALOG:endpointTemplate': body } })).json()[
        'OS-KSCATALOG:endpointTemplate'
      ].id,
    )
  if (!path.includes('/{id}')) return 'nothing'
  const services = (await call(app, 'GET', list, { token })).json()['OS-KSADM:services']
  return services[0].id
}
