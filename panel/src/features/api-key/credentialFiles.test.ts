import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { credentialFiles } from './credentialFiles.ts'

const KEY = '0123456789abcdef0123456789abcdef'

function fileNamed(name: string, username = 'anna'): string {
  const file = credentialFiles.find((one) => one.name === name)
  assert.ok(file)
  return file.text({ origin: 'https://keys.example.com', username, apiKey: KEY })
}

/** What a shell holds after it has read the file. */
function sourced(text: string, variable: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-files-'))
  writeFileSync(join(folder, 'file'), text)
  const script = `. ./file; printf %s "$${variable}"`
  const value = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', env: {} })
  rmSync(folder, { recursive: true })
  return value
}

test('the three files are offered in this order', () => {
  assert.deepEqual(
    credentialFiles.map(({ name }) => name),
    ['.env', 'openrc', 'clouds.yaml'],
  )
})

test('.env holds address, name and key', () => {
  const text = fileNamed('.env')
  assert.equal(sourced(text, 'KEYWARD_URL'), 'https://keys.example.com')
  assert.equal(sourced(text, 'KEYWARD_USERNAME'), 'anna')
  assert.equal(sourced(text, 'KEYWARD_KEY'), KEY)
})

test('a shell reads names with quotes, dollars and backslashes as they are', () => {
  for (const username of ["o'hara", 'a$HOME', 'a\\b', 'a b`id`', "''"]) {
    assert.equal(sourced(fileNamed('openrc', username), 'OS_USERNAME'), username)
    assert.equal(sourced(fileNamed('.env', username), 'KEYWARD_USERNAME'), username)
  }
})

test('openrc serves OpenStack clients and swift alike', () => {
  const text = fileNamed('openrc')
  assert.equal(sourced(text, 'OS_AUTH_URL'), 'https://keys.example.com/v2.0/')
  assert.equal(sourced(text, 'OS_API_KEY'), KEY)
  assert.equal(sourced(text, 'ST_AUTH'), 'https://keys.example.com/v1.0')
  assert.equal(sourced(text, 'ST_KEY'), KEY)
})

test('clouds.yaml quotes its values', () => {
  assert.match(fileNamed('clouds.yaml', 'yes: no'), /^ {6}username: "yes: no"$/m)
  assert.match(fileNamed('clouds.yaml'), new RegExp(`^ {6}api_key: "${KEY}"$`, 'm'))
})

test('every file ends with a line end and no line with a space', () => {
  for (const { name } of credentialFiles) {
    assert.ok(fileNamed(name).endsWith('\n'))
    assert.doesNotMatch(fileNamed(name), / $/m)
  }
})
