import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ROOT } from '../server/bin/pinned-node.mjs'

const PAGE = 'docs/decisions/dependencies.md'
const MOST_RUNTIME_DEPENDENCIES_OF_THE_SERVER = 20

function packageAt(folder: string): Record<string, Record<string, string> | undefined> {
  return JSON.parse(readFileSync(`${ROOT}${folder}package.json`, 'utf8'))
}

function dependenciesOf(folder: string): [string, string][] {
  const { dependencies, devDependencies, optionalDependencies } = packageAt(folder)
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
}

for (const folder of ['', 'server/', 'panel/', 'sdk/']) {
  test(`every dependency in ${folder}package.json has its reason in ${PAGE}`, () => {
    const page = readFileSync(ROOT + PAGE, 'utf8')
    const unexplained = dependenciesOf(folder).filter(([name]) => !page.includes(`\`${name}\``))
    assert.deepEqual(unexplained, [])
  })

  test(`every version in ${folder}package.json is exact`, () => {
    assert.deepEqual(
      dependenciesOf(folder).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    )
  })
}

test('the page names no package that is gone', () => {
  const known = new Set(['', 'server/', 'panel/', 'sdk/'].flatMap(dependenciesOf).map(([name]) => name))
  const rows = readFileSync(ROOT + PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  assert.deepEqual(
    named.filter((name) => name !== undefined && !known.has(name)),
    [],
  )
})

test('the server stands on few packages and the SDK on none', () => {
  const runtime = Object.keys(packageAt('server/')['dependencies'] ?? {})
  assert.ok(runtime.length <= MOST_RUNTIME_DEPENDENCIES_OF_THE_SERVER, runtime.join(' '))
  assert.equal(packageAt('sdk/')['dependencies'], undefined)
})
