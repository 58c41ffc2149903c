import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { credentialFiles } from '../../panel/src/features/api-key/credentialFiles.ts'
import { startClientBench } from '../support/client-bench.ts'

const { run, storage, url, user } = await startClientBench()

const folder = mkdtempSync(join(tmpdir(), 'keyward-credentials-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** The file that the panel hands over, saved. */
function saved(name: string): string {
  const file = credentialFiles.find((one) => one.name === name)
  assert.ok(file)
  const path = join(folder, name)
  writeFileSync(path, file.text({ ...user, origin: url }))
  return path
}

const afterSourcing = (command: string) => run('sh', ['-c', `. ${saved('openrc.sh')}; ${command}`])

test('after sourcing openrc.sh the stock openstack program gets a token and lists the catalog', async () => {
  const token = await afterSourcing('openstack token issue -f json')
  assert.equal(token.exitCode, 0, token.stderr)
  const { project_id, user_id } = JSON.parse(token.stdout)
  assert.deepEqual([project_id, user_id], [user.accountId, user.userId])
  const catalog = await afterSourcing('openstack catalog list -f json')
  assert.equal(catalog.exitCode, 0, catalog.stderr)
  assert.match(catalog.stdout, /object-store/)
})

test('after sourcing openrc.sh swift logs in, plainly or by version 1, and reaches the storage', async () => {
  const before = storage.served()
  const auth = await afterSourcing('swift -V 1 auth && swift auth && swift stat')
  assert.equal(auth.exitCode, 0, auth.stderr)
  assert.match(auth.stdout, new RegExp(`OS_STORAGE_URL=\\S+/v1/${user.accountId}\n`))
  assert.ok(storage.served() > before)
})

test('with clouds.yaml the stock openstack program gets a token', async () => {
  const env = { OS_CLIENT_CONFIG_FILE: saved('clouds.yaml') }
  const token = await run('openstack', ['--os-cloud', 'keyward', 'token', 'issue', '-f', 'json'], env)
  assert.equal(token.exitCode, 0, token.stderr)
  assert.equal(JSON.parse(token.stdout).project_id, user.accountId)
})
