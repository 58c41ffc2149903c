import { randomUUID } from 'node:crypto'
import type { TestApp, TestUser } from './app.ts'
import { call } from './identity.ts'
import { secretLogin, tokenLogin, v3TokenOf } from './identity-v3.ts'
import { get, type Request, send } from './mutations.ts'

const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'

/** What well-behaved clients of Identity v3 send. @param subject a user to whom anything may be done */
export async function v3Requests(app: TestApp, subject: TestUser): Promise<Request[]> {
  const token = await v3TokenOf(app, app.owner)
  return [...(await tokenRequests(app, token)), ...(await directoryRequests(app, subject, token))]
}

async function tokenRequests(app: TestApp, token: string): Promise<Request[]> {
  const { username, apiKey, password, accountId } = app.owner
  const headers = [`X-Auth-Token: ${token}`, `X-Subject-Token: ${await v3TokenOf(app, app.owner)}`]
  const user = { name: username, domain: { id: 'default' } }
  return [
    get('/v3'),
    send('POST', '/v3/auth/tokens', secretLogin(user, apiKey, { scope: { project: { id: accountId } } })),
    send('POST', '/v3/auth/tokens?nocatalog', secretLogin(user, password)),
    send('POST', '/v3', tokenLogin(token)),
    get('/v3/auth/tokens?allow_expired=1', ...headers),
    { method: 'HEAD', target: '/v3/auth/tokens', headers },
    { method: 'DELETE', target: '/v3/auth/tokens', headers },
  ]
}

/** Users, projects and roles: read, made, changed and given. */
async function directoryRequests(app: TestApp, subject: TestUser, token: string): Promise<Request[]> {
  const own = `X-Auth-Token: ${token}`
  const user = `/v3/users/${subject.userId}`
  const project = `/v3/projects/${subject.accountId}`
  const grant = `${project}/users/${subject.userId}/roles/${READER}`
  const made = await call(app, 'POST', '/v3/roles', {
    token,
    body: { role: { name: `role-${randomUUID()}` } },
  })
  const role = `/v3/roles/${made.json().role.id}`
  const region = `region-${randomUUID()}`
  return [
    get('/v3/users?limit=2&enabled=true', own),
    get(`/v3/users?name=${subject.username}`, own),
    send('POST', '/v3/users', { user: { name: `user-${randomUUID()}`, enabled: false, options: {} } }, own),
    send('PATCH', user, { user: { email: 'v3@example.com', enabled: true, domain_id: 'default' } }, own),
    get(`${user}/groups`, own),
    get('/v3/projects?limit=1', own),
    send('PATCH', project, { project: { description: 'Mutated' } }, own),
    send('PATCH', role, { role: { description: 'Mutated' } }, own),
    { method: 'PUT', target: grant, headers: [own] },
    { method: 'HEAD', target: grant, headers: [own] },
    get(`/v3/role_assignments?user.id=${subject.userId}&include_names`, own),
    get(`/v3/role_assignments?scope.project.id=${subject.accountId}&limit=3`, own),
    { method: 'DELETE', target: grant, headers: [own] },
    { method: 'DELETE', target: role, headers: [own] },
    ...(await catalogRequests(app, token)),
    send('POST', '/v3/regions', { region: { id: region, description: 'One' } }, own),
    send('PATCH', `/v3/regions/${region}`, { region: { description: 'Two' } }, own),
    { method: 'DELETE', target: `/v3/regions/${region}`, headers: [own] },
  ]
}

async function catalogRequests(app: TestApp, token: string): Promise<Request[]> {
  const own = `X-Auth-Token: ${token}`
  const url = 'https://files.example/v1/%(project_id)s'
  const type = `type-${randomUUID()}`
  const make = async (name: string, body: object) =>
    (await call(app, 'POST', `/v3/${name}s`, { token, body: { [name]: body } })).json()[name].id
  const service: string = await make('service', { name: type, type })
  const place = { service_id: service, region: 'RegionOne', url }
  const endpoint: string = await make('endpoint', { ...place, interface: 'public' })
  return [
    get('/v3/services?limit=1', own),
    get(`/v3/endpoints?service_id=${service}`, own),
    send('PATCH', `/v3/services/${service}`, { service: { description: 'Mutated' } }, own),
    send('POST', '/v3/endpoints', { endpoint: { ...place, interface: 'admin' } }, own),
    send('PATCH', `/v3/endpoints/${endpoint}`, { endpoint: { url: `${url}/more` } }, own),
    { method: 'DELETE', target: `/v3/endpoints/${endpoint}`, headers: [own] },
    { method: 'DELETE', target: `/v3/services/${service}`, headers: [own] },
  ]
}
