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
  return file.text({ origin: 'https://keys.example.com', username, accountId: '100001', apiKey: KEY })
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

test('the three files are offered in this order, with names that a browser leaves as they are', () => {
  assert.deepEqual(
    credentialFiles.map(({ name }) => name),
    ['keyward.env', 'openrc.sh', 'clouds.yaml'],
  )
})

test('keyward.env holds address, name and key, without quotes where none are needed', () => {
  const text = fileNamed('keyward.env')
  assert.equal(text, `KEYWARD_URL=https://keys.example.com\nKEYWARD_USERNAME=anna\nKEYWARD_KEY=${KEY}\n`)
  assert.equal(sourced(text, 'KEYWARD_URL'), 'https://keys.example.com')
  assert.equal(sourced(text, 'KEYWARD_KEY'), KEY)
})

test('a shell reads names with quotes, dollars and backslashes as they are', () => {
  for (const username of ["o'hara", 'a$HOME', 'a\\b', 'a b`id`', "''", 'a#b', '~']) {
    assert.equal(sourced(fileNamed('openrc.sh', username), 'OS_USERNAME'), username)
    assert.equal(sourced(fileNamed('keyward.env', username), 'KEYWARD_USERNAME'), username)
  }
})

test('openrc.sh logs in by v3 with the key in the place of the password', () => {
  const text = fileNamed('openrc.sh')
  assert.equal(sourced(text, 'OS_AUTH_TYPE'), 'v3password')
  assert.equal(sourced(text, 'OS_AUTH_URL'), 'https://keys.example.com/v3')
  assert.equal(sourced(text, 'OS_PASSWORD'), KEY)
  assert.equal(sourced(text, 'OS_PROJECT_NAME'), '100001')
})

test('clouds.yaml quotes its values: an account number is text', () => {
  assert.match(fileNamed('clouds.yaml', 'yes: no'), /^ {6}username: "yes: no"$/m)
  assert.match(fileNamed('clouds.yaml'), new RegExp(`^ {6}password: "${KEY}"$`, 'm'))
  assert.match(fileNamed('clouds.yaml'), /^ {6}project_name: "100001"$/m)
})

test('every file ends with a line end and no line with a space', () => {
  for (const { name } of credentialFiles) {
    assert.ok(fileNamed(name).endsWith('\n'))
    assert.doesNotMatch(fileNamed(name), / $/m)
  }
})
