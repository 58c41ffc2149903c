import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { PYTHON } from '../support/programs.ts'
import { createUser } from '../support/server.ts'
import { CONTAINER } from '../support/storage-service.ts'

const { run, server, storage, url, user } = await startClientBench()

const LIST_CONTAINERS = `
import sys
from libcloud.storage.providers import get_driver
from libcloud.storage.types import Provider
from libcloud.common.types import InvalidCredsError
url, version, region, name, key = sys.argv[1:]
driver = get_driver(Provider.CLOUDFILES)(
    name, key, region=region, ex_force_auth_url=url, ex_force_auth_version=version)
try:
    print([container.name for container in driver.list_containers()])
except InvalidCredsError as error:
    print('InvalidCredsError', error)
    sys.exit(3)
`

function listContainers(version: string, key: string, { auth = url, region = 'dfw' } = {}) {
  return run(PYTHON, ['-c', LIST_CONTAINERS, auth, version, region, user.username, key])
}

describe('libcloud with v2.0', () => {
  for (const auth of [url, `${url}/v2.0`, `${url}/v2.0/tokens`, `${url}/identity/v2.0`]) {
    test(`logs in at ${new URL(auth).pathname} and lists the containers`, async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await listContainers('2.0_apikey', user.apiKey, { auth })
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(CONTAINER))
      assert.ok(storage.served() > before)
    })
  }

  test('logs in by password', async () => {
    const { exitCode, stdout, stderr } = await listContainers('2.0_password', user.password)
    assert.equal(exitCode, 0, stderr)
    assert.match(stdout, new RegExp(CONTAINER))
  })

  test('tells a wrong key as InvalidCredsError', async () => {
    const { exitCode, stdout } = await listContainers('2.0_apikey', WRONG_KEY)
    assert.equal(exitCode, 3, stdout)
  })

  test('tells a region without the service as its own error', async () => {
    const { exitCode, stderr } = await listContainers('2.0_apikey', user.apiKey, { region: 'syd' })
    assert.equal(exitCode, 1)
    assert.match(stderr, /Could not find specified endpoint|Could not find/)
  })
})

const LOG_IN = `
import sys
from libcloud.common.openstack_identity import get_class_for_auth_version
from libcloud.common.types import InvalidCredsError
url, version, name, key = sys.argv[1:]
connection = get_class_for_auth_version(version)(auth_url=url, user_id=name, key=key)
try:
    connection.authenticate()
except InvalidCredsError as error:
    print('InvalidCredsError', error)
    sys.exit(3)
print(connection.auth_token, connection.auth_token_expires)
print(connection.urls)
`

describe('libcloud with v1', () => {
  for (const version of ['1.0', '1.1']) {
    test(`logs in by v${version} and reads the catalog`, async () => {
      const { exitCode, stdout, stderr } = await run(PYTHON, [
        '-c',
        LOG_IN,
        url,
        version,
        user.username,
        user.apiKey,
      ])
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, /cloudFiles/)
      assert.match(stdout, new RegExp(`/v1/${user.accountId}'`))
    })

    test(`tells a wrong key by v${version} as InvalidCredsError`, async () => {
      const { exitCode } = await run(PYTHON, ['-c', LOG_IN, url, version, user.username, WRONG_KEY])
      assert.equal(exitCode, 3)
    })
  }
})

const LOG_IN_V3 = `
import sys
from libcloud.common.openstack_identity import get_class_for_auth_version
from libcloud.common.types import InvalidCredsError
from libcloud.storage.drivers.cloudfiles import OpenStackSwiftStorageDriver
url, project, name, secret = sys.argv[1:]
connection = get_class_for_auth_version('3.x_password')(
    auth_url=url, user_id=name, key=secret, tenant_name=project)
try:
    connection.authenticate()
except InvalidCredsError as error:
    print('InvalidCredsError', error)
    sys.exit(3)
driver = OpenStackSwiftStorageDriver(name, secret, region='DFW', ex_tenant_name=project,
    ex_force_auth_url=url, ex_force_auth_version='3.x_password', ex_force_service_name='cloudFiles')
print(connection.auth_token_expires, [container.name for container in driver.list_containers()])
`

describe('libcloud with v3', () => {
  const logIn = (secret: string, { auth = url, username = user.username } = {}) =>
    run(PYTHON, ['-c', LOG_IN_V3, auth, user.accountId, username, secret])

  for (const auth of [url, `${url}/v3`, `${url}/v3/auth/tokens`]) {
    test(`logs in at ${new URL(auth).pathname} by key as the password and lists the containers`, async () => {
      const before = storage.served()
      const { exitCode, stdout, stderr } = await logIn(user.apiKey, { auth })
      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, new RegExp(CONTAINER))
      assert.ok(storage.served() > before)
    })
  }

  test('logs in by password', async () => {
    const { exitCode, stderr } = await logIn(user.password)
    assert.equal(exitCode, 0, stderr)
  })

  test('tells a wrong secret, and a key that was reset, as InvalidCredsError', async () => {
    const { username, apiKey } = await createUser(server, 'resetter')
    assert.equal((await logIn(apiKey, { username })).exitCode, 0)
    const key = await resetKey(server, username)
    for (const secret of [apiKey, WRONG_KEY]) assert.equal((await logIn(secret, { username })).exitCode, 3)
    assert.equal((await logIn(key, { username })).exitCode, 0)
  })
})

test('libcloud lists the versions', async () => {
  const script = `
import sys
from libcloud.common.openstack_identity import OpenStackIdentityConnection
connection = OpenStackIdentityConnection(auth_url=sys.argv[1], user_id='', key='')
print([version.version for version in connection.list_supported_versions()])
`
  const { exitCode, stdout, stderr } = await run(PYTHON, ['-c', script, url])
  assert.equal(exitCode, 0, stderr)
  for (const version of [/v2\.0/, /v3\.14/]) assert.match(stdout, version)
})
