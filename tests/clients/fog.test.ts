import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { RUBY } from '../support/programs.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, storage, url, user } = await startClientBench()

/** What the script prints last is its result, as JSON. */
async function fog(script: string, key = user.apiKey, auth = `${url}/v2.0`) {
  const program = `
require 'fog/rackspace'
require 'json'
OPTIONS = { rackspace_username: ARGV[0], rackspace_api_key: ARGV[1], rackspace_auth_url: ARGV[2] }
def identity = Fog::Rackspace::Identity.new(OPTIONS)
def storage = Fog::Storage::Rackspace.new(OPTIONS.merge(rackspace_region: :dfw))
begin
  puts JSON.generate(begin; ${script}; end)
rescue Excon::Error::Unauthorized
  puts JSON.generate('unauthorized')
end
`
  const result = await run(RUBY, ['-W0', '-e', program, user.username, key, auth])
  assert.equal(result.exitCode, 0, result.stderr)
  return JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '')
}

describe('fog with v2.0', () => {
  test('logs in and reads the catalog', async () => {
    const services = await fog('identity.service_catalog.services')
    assert.ok(services.includes('cloudFiles') && services.includes('cloudFilesCDN'))
  })

  test('lists the containers of the storage in its region', async () => {
    const before = storage.served()
    assert.deepEqual(await fog('storage.directories.map(&:key)'), [CONTAINER])
    assert.ok(storage.served() > before)
  })

  test('tells a wrong key as Excon::Error::Unauthorized', async () => {
    assert.equal(await fog('identity.users.map(&:username)', WRONG_KEY), 'unauthorized')
    assert.equal(await fog('storage.directories.map(&:key)', WRONG_KEY), 'unauthorized')
  })
})

describe("fog's users", () => {
  test('are listed, found by id and found by name', async () => {
    const names = await fog('identity.users.map(&:username)')
    assert.ok(names.includes(user.username))
    const read = '{ id: u.id, name: u.username, enabled: u.enabled, created: u.created }'
    const byName = await fog(`u = identity.users.get_by_name('${user.username}'); ${read}`)
    const byId = await fog(`u = identity.users.get('${user.userId}'); ${read}`)
    assert.deepEqual(byName, byId)
    assert.deepEqual([byId.id, byId.name, byId.enabled], [user.userId, user.username, true])
    assert.ok(Date.parse(byId.created) > 0)
  })

  test('that do not exist are nil', async () => {
    assert.equal(await fog("identity.users.get_by_name('nobody')"), null)
    assert.equal(await fog(`identity.users.get('${'0'.repeat(32)}')`), null)
  })

  test('have roles', async () => {
    const roles = await fog(`identity.users.get('${user.userId}').roles.map { |r| [r.id, r.name] }`)
    assert.deepEqual(roles, [['3', 'identity:user-admin']])
  })

  test('are created with a password that is told once, changed and deleted', async () => {
    const created = await fog(`
      made = identity.create_user('bob', 'bob@example.com', true).body['user']
      keys = identity.users.get(made['id']).credentials.map(&:identity)
      { id: made['id'], password: made['OS-KSADM:password'], keys: keys }`)
    assert.match(created.id, /^[0-9a-f]{32}$/)
    assert.ok(created.password.length >= 15)
    assert.equal(created.keys.length, 1)
    const changed = await fog(`
      u = identity.users.get('${created.id}')
      u.email = 'robert@example.com'
      u.enabled = false
      u.save
      [u.email, u.enabled]`)
    assert.deepEqual(changed, ['robert@example.com', false])
    assert.equal(await fog(`identity.users.get('${created.id}').destroy`), true)
    assert.equal(await fog("identity.users.get_by_name('bob')"), null)
  })

  test('are created with the password they are given', async () => {
    const made = await fog(`
      u = identity.users.create(
        username: 'carol', email: 'carol@example.com', enabled: true, password: 'fifteen or more of these')
      [u.username, u.email, u.enabled, u.attributes.to_s.include?('fifteen or more')]`)
    assert.deepEqual(made, ['carol', 'carol@example.com', true, true])
  })

  test('cannot be created twice', async () => {
    const script = `
      begin
        identity.users.create(username: '${user.username.toUpperCase()}', email: 'a@example.com', enabled: true)
      rescue Excon::Error::Conflict
        'conflict'
      end`
    assert.equal(await fog(script), 'conflict')
  })
})

describe("fog's credentials", () => {
  test('are the API key, also for a user with a password', async () => {
    const script = `identity.users.get('${user.userId}').credentials.map { |c| [c.username, c.identity] }`
    assert.deepEqual(await fog(script), [[user.username, user.apiKey]])
  })

  test('are found by their value', async () => {
    const of = `identity.users.get('${user.userId}').credentials`
    assert.equal(await fog(`${of}.get('${user.apiKey}').username`), user.username)
    assert.equal(await fog(`${of}.get('${WRONG_KEY}')`), null)
  })
})

test("fog's tenants are the account", async () => {
  assert.deepEqual(await fog('identity.tenants.map { |t| [t.id, t.name, t.enabled] }'), [
    [user.accountId, user.accountId, true],
  ])
})

describe('fog with v1.0', () => {
  for (const path of ['', '/v1.0']) {
    test(`lists the containers, logging in at "${path}"`, async () => {
      assert.deepEqual(await fog('storage.directories.map(&:key)', user.apiKey, `${url}${path}`), [CONTAINER])
    })

    test(`tells a wrong key at "${path}" as Excon::Error::Unauthorized`, async () => {
      assert.equal(await fog('storage.directories.map(&:key)', WRONG_KEY, `${url}${path}`), 'unauthorized')
    })
  }
})
