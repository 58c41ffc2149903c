import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startClientBench, WRONG_KEY } from '../support/client-bench.ts'
import { PYTHON } from '../support/programs.ts'

const { run, url, user } = await startClientBench()

/** Logs in and validates as programs of the time did, with a parser that is not ours; prints what it read, as JSON. */
const CLIENT = `
import json, sys
from urllib import error, request
from xml.etree import ElementTree as tree
root, name, key = sys.argv[1:]
core = '{http://docs.openstack.org/identity/api/v2.0}'
kskey = '{http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0}'
auth = '{http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0}'
login = tree.Element(core + 'auth')
tree.SubElement(login, kskey + 'apiKeyCredentials', username=name, apiKey=key)
headers = {'Content-Type': 'application/xml', 'Accept': 'application/xml'}
try:
    answer = request.urlopen(request.Request(root + '/v2.0/tokens', tree.tostring(login, 'utf-8'), headers))
except error.HTTPError as refused:
    fault = tree.parse(refused).getroot()
    print(json.dumps([refused.code, fault.tag.replace(core, ''), fault.get('code'), bool(fault.findtext(core + 'message'))]))
    sys.exit()
access = tree.parse(answer).getroot()
token = access.find(core + 'token')
by = [one.text for one in token.iter(auth + 'credential')]
services = [one.get('name') for one in access.iter(core + 'service')]
headers['X-Auth-Token'] = token.get('id')
again = request.urlopen(request.Request(root + '/v2.0/tokens/' + token.get('id') + '.xml', headers=headers))
seen = tree.parse(again).getroot().find(core + 'user')
print(json.dumps([seen.get('name'), by, services, token.find(core + 'tenant').get('id')]))
`

async function client(key: string) {
  const { stdout, stderr } = await run(PYTHON, ['-c', CLIENT, url, user.username, key])
  assert.notEqual(stdout, '', stderr)
  return JSON.parse(stdout)
}

describe('a client that speaks XML, written with Python and its own parser', () => {
  test('logs in, reads the catalog, validates', async () => {
    const services = ['cloudFiles', 'cloudFilesCDN', 'cloudIdentity']
    assert.deepEqual(await client(user.apiKey), [user.username, ['APIKEY'], services, user.accountId])
  })

  test('reads a refusal', async () => {
    assert.deepEqual(await client(WRONG_KEY), [401, 'unauthorized', '401', true])
  })
})
