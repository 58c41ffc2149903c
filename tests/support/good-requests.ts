import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { csrfTokenOf } from '../../server/src/domain/sessions/describe-session.ts'
import { openSession } from '../../server/src/domain/sessions/open-session.ts'
import { cookieName } from '../../server/src/http/kit/cookies.ts'
import { V1_1_NAMESPACE, V2_0_NAMESPACE } from '../../server/src/http/kit/identity-xml-table.ts'
import { PUBLIC_URL, type TestApp, type TestUser } from './app.ts'
import { hiddenFields } from './browser.ts'
import { visitFrom } from './deps.ts'
import { emailRequests } from './good-email-requests.ts'
import { mailboxRequests } from './good-mailbox-requests.ts'
import { nativeAdminRequests } from './good-native-admin-requests.ts'
import { nativeMailRequests } from './good-native-mail-requests.ts'
import { v3Requests } from './good-v3-requests.ts'
import { keyLogin, passwordLogin, passwordTokenOf, tokenOf } from './identity.ts'
import { get, type Request, send, XML_TYPE } from './mutations.ts'

const CORE = `xmlns="${V2_0_NAMESPACE}"`
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'

/** By dialect, what well-behaved clients send: each of these is answered with a success, for now. */
export async function goodRequests(app: TestApp, subject: TestUser): Promise<Record<string, Request[]>> {
  return {
    'identity-v1.0': v1_0(app),
    'identity-v1.1': v1_1(app),
    'identity-v2.0': await v2_0(app, subject),
    'identity-v3': await v3Requests(app, subject),
    email: await emailRequests(app),
    'forward-auth': await forwardAuth(app),
    introspection: await introspection(app, subject),
    native: await native(app, subject),
    health: ['/healthz', '/readyz', '/metrics'].map((target) => get(target)),
    panel: await panel(app),
  }
}

function v1_0({ owner: { username, apiKey, accountId } }: TestApp): Request[] {
  return [
    get('/v1.0', `X-Auth-User: ${username}`, `X-Auth-Key: ${apiKey}`),
    get('/auth/v1.0/', `X-Storage-User: ${accountId}:${username}`, `X-Storage-Pass: ${apiKey}`),
  ]
}

function v1_1({ owner: { username, apiKey } }: TestApp): Request[] {
  return [
    send('POST', '/v1.1/auth', { credentials: { username, key: apiKey } }),
    send('POST', '/identity/v1.1/auth.json', { credentials: { username, key: apiKey } }),
    inXml('/v1.1/auth', `<credentials xmlns="${V1_1_NAMESPACE}" username="${username}" key="${apiKey}"/>`),
    get('/v1.1'),
  ]
}

/** Answered in XML, too. */
function inXml(target: string, body: string, ...headers: readonly string[]): Request {
  return { method: 'POST', target, headers: [XML_TYPE, 'Accept: application/xml', ...headers], body }
}

async function v2_0(app: TestApp, subject: TestUser): Promise<Request[]> {
  const token = await tokenOf(app, app.owner)
  const own = `X-Auth-Token: ${token}`
  const { username, password, accountId } = app.owner
  const user = `/v2.0/users/${subject.userId}`
  const domain = `/v2.0/RAX-AUTH/domains/${accountId}`
  const key = `${user}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials`
  const subjectToken = await tokenOf(app, app.owner)
  // Second factors are changed by whoever has logged in with a password.
  const present = `X-Auth-Token: ${await passwordTokenOf(app, username, password)}`
  const factors = `${user}/RAX-AUTH/multi-factor`
  const ownFactors = `/v2.0/users/${app.owner.userId}/RAX-AUTH/multi-factor`
  return [
    send('POST', '/v2.0/tokens', keyLogin(app.owner)),
    send('POST', '/v2.0', keyLogin(app.owner, { tenantId: accountId })),
    send('POST', '/v2.0/tokens?include_endpoints=false', { auth: { token: { id: token } } }),
    send('POST', '/v2.0/tokens', passwordLogin(username, password)),
    inXml(
      '/v2.0/tokens',
      `<auth ${CORE}><passwordCredentials username="${username}" password="${password}"/></auth>`,
    ),
    inXml(user, `<user ${CORE} email="x@example.com" enabled="true"/>`, own),
    get(`${user}.xml`, own),
    get(`/v2.0/tokens/${token}?belongsTo=${accountId}`, own),
    get(`/v2.0/tokens/${token}/endpoints`, own),
    get('/v2.0/users?limit=2', own),
    get(`/v2.0/users?name=${username}`, own),
    get(user, own),
    send('PUT', user, { user: { email: 'a@example.com', enabled: true } }, own),
    get(`${user}/roles`, own),
    get(`${user}/OS-KSADM/credentials`, own),
    get(key, own),
    { method: 'POST', target: `${key}/RAX-AUTH/reset`, headers: [own] },
    get('/v2.0/tenants', own),
    get(`/v2.0/tenants/${accountId}/users?limit=1`, own),
    get('/v2.0/OS-KSADM/roles?roleName=reader&limit=5', own),
    get('/v2.0/OS-KSADM/roles/2/RAX-AUTH/users', own),
    get(`${user}/RAX-AUTH/roles`, own),
    get(`${user}/RAX-AUTH/admins`, own),
    send('PUT', `${user}/RAX-AUTH/roles`, bulkRoles([{ onRole: '2', forTenants: ['*'] }]), own),
    { method: 'PUT', target: `${user}/roles/OS-KSADM/2`, headers: [own] },
    get('/v2.0/extensions/RAX-AUTH'),
    get('/v2.0/OS-KSCATALOG/endpointTemplates', own),
    get('/v2.0/OS-KSADM/services', own),
    send('POST', '/v2.0/users/RAX-AUTH/forgot-pwd', {
      'RAX-AUTH:forgotPasswordCredentials': { username },
    }),
    get('/v2.0/RAX-AUTH/domains?limit=1', own),
    get(`${domain}/password-policy`, own),
    send('PUT', domain, { 'RAX-AUTH:domain': { sessionInactivityTimeout: 'PT15M' } }, own),
    send('PUT', `${domain}/password-policy`, { passwordPolicy: { passwordDuration: 'P90D' } }, own),
    send('POST', `${user}/RAX-AUTH/phone-pin/verify`, { 'RAX-AUTH:phonePin': { pin: '175926' } }, own),
    { method: 'POST', target: `${user}/RAX-AUTH/phone-pin/reset`, headers: [own] },
    get('/v2.0/RAX-AUTH/secretqa/questions', own),
    get(`/v2.0/tenants/${accountId}/OS-KSCATALOG/endpoints`, own),
    get(`${ownFactors}/otp-devices`, own),
    get(`${ownFactors}/mobile-phones`, own),
    await newDevice(app),
    send('PUT', factors, { 'RAX-AUTH:multiFactor': { userMultiFactorEnforcementLevel: 'DEFAULT' } }, present),
    send('PUT', factors, { 'RAX-AUTH:multiFactor': { unlock: true } }, present),
    { method: 'DELETE', target: factors, headers: [present] },
    send('PUT', `${domain}/multi-factor`, domainLevel('OPTIONAL'), present),
    send('POST', '/v2.0/RAX-AUTH/impersonation-tokens', impersonation(subject.userId), own),
    { method: 'DELETE', target: `/v2.0/tokens/${subjectToken}`, headers: [own] },
  ]
}

/** Of somebody new: there are ten at most. */
async function newDevice(app: TestApp): Promise<Request> {
  const username = `sets-up-${randomUUID()}`
  const { userId } = await app.addUser(username, { password: app.owner.password })
  const token = await passwordTokenOf(app, username, app.owner.password)
  const target = `/v2.0/users/${userId}/RAX-AUTH/multi-factor/otp-devices`
  return send('POST', target, { 'RAX-AUTH:otpDevice': { name: 'phone' } }, `X-Auth-Token: ${token}`)
}

function domainLevel(level: string) {
  return { 'RAX-AUTH:multiFactorDomain': { domainMultiFactorEnforcementLevel: level } }
}

function impersonation(id: string) {
  return { 'RAX-AUTH:impersonation': { user: { id }, 'expire-in-seconds': 60 } }
}

function bulkRoles(tenantAssignments: readonly unknown[]) {
  return { 'RAX-AUTH:roleAssignments': { tenantAssignments } }
}

async function forwardAuth(app: TestApp): Promise<Request[]> {
  const { username, apiKey } = app.owner
  const bearer = `Authorization: Bearer ${apiKey}`
  const about = ['X-Forwarded-Host: cloudfiles.example', 'X-Forwarded-Uri: /v1/a%20b?x=1']
  const original = 'X-Original-URL: https://cloudfiles.example/v1/x'
  return [
    get('/auth/verify', bearer),
    get('/auth/verify', bearer, ...about, 'X-Forwarded-Method: PUT', 'X-Forwarded-For: 192.0.2.1'),
    get('/auth/verify', `Authorization: Basic ${btoa(`${username}:${apiKey}`)}`, original),
    get('/auth/verify', `X-Auth-Token: ${await tokenOf(app, app.owner)}`, ...about),
    { method: 'DELETE', target: '/auth/verify/v1/box?x', headers: [bearer] },
    send('POST', '/auth/verify', { some: 'body' }, bearer),
  ]
}

async function introspection(app: TestApp, subject: TestUser): Promise<Request[]> {
  const { username, apiKey } = app.owner
  const ask = (token: string, authorization: string): Request => ({
    method: 'POST',
    target: '/api/v1/introspect',
    headers: [FORM_TYPE, `Authorization: ${authorization}`],
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
  })
  return [
    ask(await tokenOf(app, subject), `Basic ${btoa(`${username}:${apiKey}`)}`),
    ask(subject.apiKey, `Bearer ${apiKey}`),
    ask('nothing', `Bearer ${await tokenOf(app, app.owner)}`),
  ]
}

async function native(app: TestApp, subject: TestUser): Promise<Request[]> {
  const { cookie, csrfToken } = await signedIn(app)
  const page = [cookie, 'Sec-Fetch-Site: same-origin', `X-CSRF-Token: ${csrfToken}`]
  const bearer = `Authorization: Bearer ${app.owner.apiKey}`
  const basic = `Authorization: Basic ${btoa(`${app.owner.username}:${app.owner.apiKey}`)}`
  const key = `/api/v1/users/${subject.userId}/key`
  return [
    get('/api/v1/session', cookie),
    get('/api/v1/verify', bearer),
    get('/api/v1/verify', basic),
    send('POST', '/api/v1/verify', { credentials: [app.owner.apiKey, 'x'] }, bearer),
    get('/api/v1/verify', `X-Auth-Token: ${await tokenOf(app, app.owner)}`),
    get('/api/v1/users/me', cookie),
    get(key, bearer),
    get(`${key}/impact`, cookie),
    get(`${key}/reconnect`, cookie),
    send('POST', `${key}/reveal`, {}, ...page),
    send(
      'POST',
      `${key}/reset`,
      { overlapSeconds: 60, note: 'a' },
      ...page,
      `Idempotency-Key: ${randomUUID()}`,
    ),
    get('/api/v1/users/me/second-factors', cookie),
    send('POST', '/api/v1/application-credentials', { name: `copy-${randomUUID()}` }, ...page),
    get('/api/v1/users/me/support-pin', cookie),
    send('POST', '/api/v1/users/me/support-pin/reset', {}, ...page),
    send('POST', '/api/v1/users/me/support-pin/reveal', {}, ...page),
    send('POST', '/api/v1/support-pins/check', { userId: subject.userId, pin: '204861' }, ...page),
    send('POST', '/api/v1/impersonations', { userId: subject.userId, seconds: 60 }, ...page),
    send('POST', '/api/v1/users/me/second-factors/passkeys/options', {}, ...page),
    send('PATCH', '/api/v1/users/me', { email: 'a@example.com' }, ...page),
    get('/api/v1/usage?window=7d', cookie),
    get('/api/v1/usage?scope=account', bearer),
    get('/api/v1/usage?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&step=hour', cookie),
    get('/api/v1/usage/history?scope=account', cookie),
    get('/api/v1/usage/answer-times', cookie),
    get('/api/v1/usage/answer-times?window=30d&step=hour', cookie),
    get('/api/v1/usage/threshold', cookie),
    send(
      'PATCH',
      '/api/v1/usage/threshold',
      { callsPerDay: 5, callsPerMonth: null, notify: 'managers' },
      bearer,
    ),
    get('/api/v1/limits', bearer),
    get('/api/v1/audit?action=key.reset&from=2026-01-01T00:00:00Z&text=a&limit=5', cookie),
    get('/api/v1/audit/export?format=jsonl&outcome=refused', bearer),
    get('/api/v1/audit/status', bearer),
    get('/api/v1/account/settings', bearer),
    send('PATCH', '/api/v1/account/settings', { stepUpMinutes: 6, name: 'Mutated' }, ...page),
    get('/api/v1/catalog', bearer),
    get('/api/v1/services', bearer),
    get('/api/v1/roles', bearer),
    send('POST', '/api/v1/roles', { name: `role-${randomUUID()}` }, ...page),
    get('/api/v1/openapi.json'),
    ...(await nativeMailRequests(app, page)),
    ...(await nativeAdminRequests(app, page)),
  ]
}

async function panel(app: TestApp): Promise<Request[]> {
  const { cookie } = await signedIn(app)
  const leaving = await signedIn(app)
  const page = await app.http.inject({ url: '/login', headers: { accept: 'text/html' } })
  const formCookie = page.cookies.map(({ name, value }) => `Cookie: ${name}=${value}`)
  const form = (target: string, fields: Record<string, string>, ...headers: readonly string[]): Request => ({
    method: 'POST',
    target,
    headers: [FORM_TYPE, 'Accept: text/html', 'Sec-Fetch-Site: same-origin', ...headers],
    body: new URLSearchParams(fields).toString(),
  })
  const { username, password } = app.owner
  return [
    get('/login?next=/keys', 'Accept: text/html'),
    get('/', 'Accept: application/json'),
    get('/logout', 'Accept: text/html', cookie),
    form('/login', { ...hiddenFields(page.body), username, password }, ...formCookie),
    form('/login/passkey/options', hiddenFields(page.body), ...formCookie),
    form('/logout', { token: leaving.csrfToken }, leaving.cookie),
    ...(await mailboxRequests(app, form)),
  ]
}

/** What a browser sends for somebody who has just signed in. */
export async function signedIn(
  { deps, owner }: TestApp,
  username = owner.username,
): Promise<{ cookie: string; csrfToken: string }> {
  const user = await deps.store.users.byName(username)
  assert.ok(user)
  const visit = visitFrom('127.0.0.1')
  const { secret, session } = await deps.store.transaction((tx) => openSession(deps, tx, user, visit))
  const name = cookieName({ publicUrl: PUBLIC_URL }, 'session')
  return { cookie: `Cookie: ${name}=${secret}`, csrfToken: csrfTokenOf(deps, session) }
}
