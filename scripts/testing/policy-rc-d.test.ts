import assert from 'node:assert/strict'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { withoutServices } from './policy-rc-d.ts'

const THEIRS = '#!/bin/sh\nexit 0\n'

function policyIn(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-policy-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'policy-rc.d')
}

test('while the work runs an executable policy refuses every service; afterwards nothing is left', (t) => {
  const policy = policyIn(t)
  const mode = withoutServices(policy, () => {
    assert.match(readFileSync(policy, 'utf8'), /exit 101/)
    return statSync(policy).mode & 0o777
  })
  assert.equal(mode, 0o755)
  assert.deepEqual(readdirSync(join(policy, '..')), [])
})

test('the policy that was there is put back, also after a failure', (t) => {
  const policy = policyIn(t)
  writeFileSync(policy, THEIRS)
  const fail = () => withoutServices(policy, () => assert.fail('apt-get failed'))
  assert.throws(fail, /apt-get failed/)
  assert.equal(readFileSync(policy, 'utf8'), THEIRS)
  assert.deepEqual(readdirSync(join(policy, '..')), ['policy-rc.d'])
})

test('what a killed run left behind is tidied up by the next one', (t) => {
  const policy = policyIn(t)
  const ours = withoutServices(policy, () => readFileSync(policy, 'utf8'))
  for (const leftBehind of [ours, null]) {
    writeFileSync(`${policy}.before-keyward`, THEIRS)
    if (leftBehind === null) rmSync(policy)
    else writeFileSync(policy, leftBehind)
    withoutServices(policy, () => assert.equal(readFileSync(policy, 'utf8'), ours))
    assert.equal(readFileSync(policy, 'utf8'), THEIRS)
    assert.deepEqual(readdirSync(join(policy, '..')), ['policy-rc.d'])
  }
})

test('a link that leads nowhere is put back too', (t) => {
  const policy = policyIn(t)
  symlinkSync('/nowhere/at/all', policy)
  withoutServices(policy, () => assert.ok(existsSync(policy)))
  assert.deepEqual(readdirSync(join(policy, '..')), ['policy-rc.d'])
  assert.equal(existsSync(policy), false)
})
