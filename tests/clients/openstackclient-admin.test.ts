import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startClientBench } from '../support/client-bench.ts'
import { createUser } from '../support/server.ts'

const { run, server, url, user } = await startClientBench()
const operator = await createUser(server, 'operator-of-clients', { role: 'identity:service-admin' })
const PROJECT = '700001'
const PASSWORD = 'clients set this sentence as well'

interface Login {
  readonly username: string
  readonly password: string
  readonly project: string
}

const asOperator: Login = {
  username: operator.username,
  password: operator.apiKey,
  project: operator.accountId,
}
const asOwner: Login = { username: user.username, password: user.apiKey, project: user.accountId }

/** @param command words without blanks, as people type them */
function openstack(command: string, { username, password, project }: Login = asOperator) {
  return run('openstack', command.split(' '), {
    OS_AUTH_URL: `${url}/v3`,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: username,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: project,
    OS_USER_DOMAIN_NAME: 'Default',
    OS_PROJECT_DOMAIN_NAME: 'Default',
  })
}

async function done(command: string, by?: Login): Promise<string> {
  const { exitCode, stdout, stderr } = await openstack(command, by)
  assert.equal(exitCode, 0, `${command}: ${stderr}`)
  return stdout
}

const read = async (command: string, by?: Login) => JSON.parse(await done(`${command} -f json`, by))

async function refused(command: string, words: RegExp, by?: Login): Promise<void> {
  const { exitCode, stderr } = await openstack(command, by)
  assert.equal(exitCode, 1, command)
  assert.match(stderr, words)
}

const column = (rows: readonly Record<string, string>[], name: string) => rows.map((row) => row[name])

describe('openstackclient manages', () => {
  test('projects: created, listed, shown, set, and not deleted', async () => {
    const made = await read(`project create ${PROJECT} --description Gamma`)
    assert.deepEqual([made.id, made.name, made.description], [PROJECT, PROJECT, 'Gamma'])
    assert.equal((await read(`project create ${PROJECT} --or-show`)).id, PROJECT)
    await refused(`project create ${PROJECT}`, /HTTP 409/)
    await refused('project create gamma', /called by its number.*HTTP 403/)
    assert.ok(column(await read('project list'), 'ID').includes(PROJECT))
    await done(`project set ${PROJECT} --description Delta`)
    assert.equal((await read(`project show ${PROJECT}`)).description, 'Delta')
    await refused(`project delete ${PROJECT}`, /1 of 1 projects failed to delete/)
    await refused(`project set ${PROJECT} --description Mine`, /No project with a name or ID/, asOwner)
  })

  test('domains: the one there is stays as it is, and the refusal says why', async () => {
    await refused('domain create Other', /There is one domain.*HTTP 403/)
    await refused('domain set default --description Mine', /stays as it is.*HTTP 403/)
    await refused('domain delete default', /1 of 1 domains failed to delete/)
  })

  test('users: created in a project, listed, shown, set, disabled and deleted', async () => {
    const made = await read(`user create --project ${PROJECT} --email g@example.com gamma`)
    assert.deepEqual([made.name, made.default_project_id, made.enabled], ['gamma', PROJECT, true])
    const second = await read(`user create --project ${PROJECT} --disable second`)
    assert.equal(second.enabled, false)
    assert.equal((await read('user create --or-show gamma')).id, made.id)
    await refused('user create gamma', /HTTP 409/)
    assert.ok(column(await read('user list'), 'Name').includes('gamma'))
    assert.deepEqual(column(await read(`user list --project ${PROJECT}`), 'Name').sort(), ['gamma', 'second'])
    await done('user set gamma --name gamma2 --email g2@example.com')
    assert.equal((await read('user show gamma2')).email, 'g2@example.com')
    await done('user set gamma2 --disable')
    assert.equal((await read('user show gamma2')).enabled, false)
    await done('user set gamma2 --enable')
    await done('user delete second')
    await refused('user show second', /No user with a name or ID/)
    await refused('user show gamma2', /No user with a name or ID/, asOwner)
  })

  test('a password that it sets logs in, until the user is disabled: the token dies too', async () => {
    const words = ['user', 'set', 'gamma2', '--password', PASSWORD]
    const login = { username: 'gamma2', password: PASSWORD, project: PROJECT }
    const { exitCode, stderr } = await run('openstack', words, {
      OS_AUTH_URL: `${url}/v3`,
      OS_IDENTITY_API_VERSION: '3',
      OS_USERNAME: operator.username,
      OS_PASSWORD: operator.apiKey,
      OS_PROJECT_NAME: operator.accountId,
    })
    assert.equal(exitCode, 0, stderr)
    const { id } = await read('token issue', login)
    const ask = () => fetch(`${url}/v2.0/tenants`, { headers: { 'X-Auth-Token': id } })
    assert.equal((await ask()).status, 200)
    await done('user set gamma2 --disable')
    assert.ok([401, 403].includes((await ask()).status))
    await refused('token issue', /HTTP 401/, login)
    await done('user set gamma2 --enable')
  })

  test('roles: created, listed, set, added, listed by assignment with names, removed and deleted', async () => {
    const { id } = await read('role create auditor --description Reads')
    await refused('role create auditor', /HTTP 409/)
    assert.equal((await read('role create auditor --or-show')).id, id)
    await done('role set auditor --description Audits')
    assert.equal((await read('role show auditor')).description, 'Audits')
    assert.ok(column(await read('role list'), 'Name').includes('auditor'))
    const where = `--project ${PROJECT} --user gamma2`
    await done(`role add ${where} auditor`)
    await done(`role add ${where} auditor`)
    const rows = await read(`role assignment list ${where} --names`)
    const mine = rows.find(({ Role }: { Role: string }) => Role === 'auditor')
    assert.deepEqual([mine.User, mine.Project], ['gamma2@Default', `${PROJECT}@Default`])
    const held = await read('role assignment list --role auditor')
    assert.deepEqual(column(held, 'Project'), [PROJECT])
    await done(`role remove ${where} auditor`)
    await refused(`role remove ${where} auditor`, /HTTP 404/)
    assert.deepEqual(await read('role assignment list --role auditor'), [])
    await done('role delete auditor')
    await refused('role show auditor', /No role with a name or ID/)
    await refused('role delete reader', /1 of 1 roles failed to delete/)
  })

  test('the catalog: a service with all its endpoints in a new region, as installation guides do it', async () => {
    const service = await read('service create --name glance --description Images image')
    assert.deepEqual([service.name, service.type, service.enabled], ['glance', 'image', true])
    for (const side of ['public', 'internal', 'admin']) {
      const address = `http://${side}.example:9292/%(project_id)s`
      const made = await read(`endpoint create --region RegionOne image ${side} ${address}`)
      assert.deepEqual([made.interface, made.region_id, made.service_name], [side, 'RegionOne', 'glance'])
    }
    await refused('endpoint create --region RegionOne image public http://x', /HTTP 409/)
    const endpoints = await read('endpoint list --service glance')
    assert.deepEqual(column(endpoints, 'Interface').sort(), ['admin', 'internal', 'public'])
    const told = await read('catalog show image', asOwner)
    const urls = told.endpoints.map((one: Record<string, string>) => `${one['interface']} ${one['url']}`)
    assert.ok(urls.includes(`public http://public.example:9292/${user.accountId}`))
    const [{ ID: id }] = await read('endpoint list --service glance --interface internal')
    await done(`endpoint set ${id} --url http://inside.example`)
    assert.equal((await read(`endpoint show ${id}`)).url, 'http://inside.example')
    await done(`endpoint delete ${id}`)
    await done('service set glance --name pictures --description All')
    const shown = await read('service show pictures')
    assert.deepEqual([shown.id, shown.description], [service.id, 'All'])
    assert.ok(column(await read('service list'), 'Name').includes('pictures'))
    await refused('service list', /HTTP 403/, asOwner)
    await refused('service create image', /HTTP 403/, asOwner)
    await done('service delete pictures')
    assert.deepEqual(await read('endpoint list --interface admin --region RegionOne'), [])
  })

  test('regions: created, listed, set, shown and deleted', async () => {
    const made = await read('region create Lab --description Test --parent-region RegionOne')
    assert.deepEqual([made.region, made.parent_region], ['Lab', 'RegionOne'])
    await refused('region create Lab', /HTTP 409/)
    await done('region set Lab --description Tests')
    assert.equal((await read('region show Lab', asOwner)).description, 'Tests')
    assert.ok(column(await read('region list'), 'Region').includes('Lab'))
    await done('region delete RegionOne')
    assert.ok(!column(await read('region list'), 'Region').includes('Lab'))
    await refused('region delete DFW', /1 of 1 regions failed to delete/)
  })

  test('groups: created, filled, given a role, asked and deleted', async () => {
    const made = await read('group create Desk --description Helps', asOwner)
    assert.deepEqual([made.name, made.description, made.domain_id], ['Desk', 'Helps', 'default'])
    assert.deepEqual(column(await read('group list', asOwner), 'Name'), ['Desk'])
    await done('group set Desk --name Helpdesk', asOwner)
    await done(`group add user Helpdesk ${user.username}`, asOwner)
    const contains = (command: string) => openstack(command, asOwner)
    assert.match((await contains(`group contains user Helpdesk ${user.username}`)).stdout, / in group /)
    assert.deepEqual(column(await read(`group list --user ${user.username}`, asOwner), 'Name'), ['Helpdesk'])
    assert.deepEqual(column(await read('user list --group Helpdesk', asOwner), 'Name'), [user.username])
    await done(`role add --project ${user.accountId} --group Helpdesk reader`, asOwner)
    const [assigned] = await read('role assignment list --group Helpdesk --names', asOwner)
    assert.deepEqual([assigned.Role, assigned.Group], ['reader', 'Helpdesk@Default'])
    await done(`role remove --project ${user.accountId} --group Helpdesk reader`, asOwner)
    assert.deepEqual(await read('role assignment list --group Helpdesk', asOwner), [])
    await done(`group remove user Helpdesk ${user.username}`, asOwner)
    await done('group delete Helpdesk', asOwner)
    assert.deepEqual(await read('group list', asOwner), [])
  })
})

test('no key and no password came into the server log', () => {
  for (const secret of [user.apiKey, operator.apiKey, PASSWORD]) assert.ok(!server.output().includes(secret))
})
