import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { madeProgram, programFile } from './program.mjs'

const MADE_AT = new Date('2026-01-02')
const SOURCE = 'server/src/main.ts'
const SOURCES = [SOURCE, 'server/src/lib/a.ts', 'server/package.json', 'node_modules/.package-lock.json']

function checkout(t: TestContext): string {
  const root = `${mkdtempSync(join(tmpdir(), 'keyward-program-'))}/`
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const path of SOURCES) write(root + path, 'as it was')
  return root
}

function write(file: string, text: string, at = MADE_AT) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  utimesSync(file, at, at)
}

/** @returns the file that is run then */
function make(root: string): string {
  const file = `${madeProgram(root)}/main.js`
  write(file, '')
  assert.equal(programFile(root), file)
  return file
}

test('without a program that was made, the sources are run', (t) => {
  const root = checkout(t)
  assert.equal(programFile(root), root + SOURCE)
})

const CHANGES: readonly [string, (root: string) => void][] = [
  ['a source that has grown', (root) => write(`${root}server/src/lib/a.ts`, 'as it was, and more')],
  ['a newer source of the same size', (root) => write(root + SOURCE, 'as it WAS', new Date('2026-01-03'))],
  ['an older version put in its place', (root) => write(root + SOURCE, 'as it WAS', new Date('2025-01-01'))],
  ['another source', (root) => write(`${root}server/src/lib/b.ts`, 'new')],
  ['a source that is gone', (root) => rmSync(`${root}server/src/lib/a.ts`)],
  ['other packages', (root) => write(`${root}node_modules/.package-lock.json`, '{"other":1}')],
  ['another version', (root) => write(`${root}server/package.json`, '{"version":"2"}')],
]
for (const [what, change] of CHANGES) {
  test(`${what} is run, not what was made before`, (t) => {
    const root = checkout(t)
    const made = make(root)
    change(root)
    assert.equal(programFile(root), root + SOURCE)
    assert.notEqual(make(root), made)
  })
}

test('what was made elsewhere is not run: it looks for its files there', (t) => {
  const root = checkout(t)
  make(root)
  const moved = `${root.slice(0, -1)}-moved/`
  t.after(() => rmSync(moved, { recursive: true, force: true }))
  renameSync(root, moved)
  assert.equal(programFile(moved), moved + SOURCE)
})

test('tests are no part of it', (t) => {
  const root = checkout(t)
  const made = make(root)
  write(`${root}server/src/lib/a.test.ts`, 'new')
  assert.equal(programFile(root), made)
})
