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

interface Lock {
  readonly packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>
}

function packageLock(): Lock {
  return JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8'))
}

for (const folder of ['', 'server/', 'panel/', 'sdk/']) {
  test(`every dependency in ${folder}package.json has its reason in ${PAGE}`, () => {
    const page = readFileSync(ROOT + PAGE, 'utf8')
    const unexplained = dependenciesOf(folder).filter(([name]) => !page.includes(`\`${name}\``))
    assert.deepEqual(unexplained, [])
  })

  test(`every version in ${folder}package.json is exact`, () => {
    assert.deepEqual(
      dependenciesOf(folder).filter(([, version]) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/.test(version)),
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

/** As npm ci sees it; a lockfile made where the registry lacks a platform would fail on every machine. */
test('the lockfile holds the packages of every platform', () => {
  const { packages } = packageLock()
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  const held = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  assert.deepEqual(
    wanted.filter((name) => !held.has(name)),
    [],
  )
})

test('the lockfile names no registry', () => {
  assert.deepEqual(
    Object.values(packageLock().packages).filter((entry) => entry.resolved?.includes('://')),
    [],
  )
})

test('the server stands on few packages and the SDK on none', () => {
  const runtime = Object.keys(packageAt('server/')['dependencies'] ?? {})
  assert.ok(runtime.length <= MOST_RUNTIME_DEPENDENCIES_OF_THE_SERVER, runtime.join(' '))
  assert.equal(packageAt('sdk/')['dependencies'], undefined)
})
