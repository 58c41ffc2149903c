import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { resetKey, startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { PYTHON } from '../support/programs.ts'
import { createUser } from '../support/server.ts'

const { run, server, url, user } = await startClientBench()

/** Logs in, runs what the arguments name, prints what it gives; a refusal by its class. */
const CALL = `
import json, sys
from keystoneauth1 import exceptions, session
from keystoneauth1.identity import v3
from keystoneclient.v3 import client
url, name, secret, project, token, code = sys.argv[1:]
place = dict(project_name=project, project_domain_id='default')
if token:
    auth = v3.Token(url, token, **place)
else:
    auth = v3.Password(url, username=name, password=secret, user_domain_id='default', **place)
keystone = client.Client(session=session.Session(auth=auth), auth=auth)
try:
    print(json.dumps(eval(code)))
except exceptions.HttpError as error:
    print(json.dumps(type(error).__name__))
`

interface Sent {
  readonly username?: string
  readonly secret?: string
  readonly token?: string
}

async function keystone(
  code: string,
  { username = user.username, secret = user.apiKey, token = '' }: Sent = {},
) {
  const args = ['-c', CALL, `${url}/v3`, username, secret, user.accountId, token, code]
  const { exitCode, stdout, stderr } = await run(PYTHON, args)
  assert.equal(exitCode, 0, stderr)
  return JSON.parse(stdout)
}

const OWN_TOKEN = 'keystone.session.get_token()'

describe('python-keystoneclient with v3', () => {
  for (const secret of [user.apiKey, user.password]) {
    test(`logs in by ${secret === user.apiKey ? 'key' : 'password'} and reads its user`, async () => {
      assert.equal(
        await keystone('keystone.users.get(auth.get_user_id(keystone.session)).name', { secret }),
        'alice',
      )
    })
  }

  test('validates its own token, and reads who it is', async () => {
    const read = 'keystone.tokens.get_token_data(auth.get_token(keystone.session))["token"]'
    const token = await keystone(read)
    assert.equal(token.user.id, user.userId)
    assert.deepEqual(token.methods, ['password'])
    const access = await keystone(
      `(lambda a: [a.username, a.project_id, a.role_names])(auth.get_access(keystone.session))`,
    )
    assert.deepEqual(access.slice(0, 2), [user.username, user.accountId])
    assert.ok(access[2].includes('member'))
  })

  test('leaves the catalog out when told to', async () => {
    const read =
      'sorted(keystone.tokens.get_token_data(auth.get_token(keystone.session), include_catalog=False)["token"])'
    assert.ok(!(await keystone(read)).includes('catalog'))
  })

  test('reads projects and roles', async () => {
    assert.deepEqual(await keystone('[p.id for p in keystone.auth.projects()]'), [user.accountId])
    assert.deepEqual(await keystone('[r.name for r in keystone.roles.list(name="admin")]'), ['admin'])
  })

  test('gets another token for a token', async () => {
    const token = await keystone(OWN_TOKEN)
    assert.notEqual(await keystone(OWN_TOKEN, { token }), token)
  })

  test('revokes a token, which is unknown then', async () => {
    const token = await keystone(OWN_TOKEN)
    assert.equal(await keystone(`keystone.tokens.revoke_token("${token}") and None`), null)
    assert.equal(await keystone(`keystone.tokens.validate("${token}") and None`), 'NotFound')
    assert.equal(await keystone(OWN_TOKEN, { token }), 'Unauthorized')
  })

  test('tells a wrong secret as its own error', async () => {
    assert.equal(await keystone(OWN_TOKEN, { secret: WRONG_KEY }), 'Unauthorized')
  })

  test('is refused with the old key and its tokens as soon as a reset is answered', async () => {
    const { username, apiKey } = await createUser(server, 'resetter')
    const token = await keystone(OWN_TOKEN, { username, secret: apiKey })
    const key = await resetKey(server, username)
    assert.equal(await keystone(OWN_TOKEN, { username, secret: apiKey }), 'Unauthorized')
    assert.equal(await keystone(OWN_TOKEN, { token }), 'Unauthorized')
    assert.equal(await keystone(`keystone.tokens.validate("${token}") and None`), 'NotFound')
    assert.ok(await keystone(OWN_TOKEN, { username, secret: key }))
  })
})
