import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { madeProgram, programFile } from '../../server/bin/program.mjs'
import { buildProgram } from './build-program.mjs'

const SAYING = 'server/src/lib/saying.ts'

/** A program in two files that says something, then fails. */
function checkout(t: TestContext): string {
  const root = `${mkdtempSync(join(tmpdir(), 'keyward-program-'))}/`
  t.after(() => rmSync(root, { recursive: true }))
  write(root, 'server/package.json', '{"type":"module"}')
  write(
    root,
    'server/src/main.ts',
    `process.setSourceMapsEnabled(true)
     const { say } = await import('./lib/saying.ts')
     say()`,
  )
  write(root, SAYING, saying('first'))
  return root
}

function write(root: string, path: string, text: string) {
  mkdirSync(dirname(root + path), { recursive: true })
  writeFileSync(root + path, text)
}

const saying = (word: string) => `export function say(): void {
  console.log('${word}', import.meta.dirname)
  throw new Error('on line 3')
}`

function run(root: string) {
  const file = programFile(root)
  assert.notEqual(file, `${root}server/src/main.ts`, 'a program has been made')
  return spawnSync(process.execPath, [file], { encoding: 'utf8' })
}

function programsOf(root: string): readonly string[] {
  const programs = dirname(madeProgram(root))
  return existsSync(programs) ? readdirSync(programs).sort() : []
}

test('the program that was made runs as its sources do, finds their places and names them in stack traces', (t) => {
  const root = checkout(t)
  buildProgram(root, process.execPath)
  const { stdout, stderr } = run(root)
  assert.equal(stdout, `first ${root}server/src/lib\n`)
  assert.match(stderr, /at say .*server\/src\/lib\/saying\.ts:3:/)
})

test('a changed source leads to another program; what runs may go on reading the one before', (t) => {
  const root = checkout(t)
  buildProgram(root, process.execPath)
  const before = programsOf(root)
  write(root, SAYING, saying('second'))
  buildProgram(root, process.execPath)
  assert.match(run(root).stdout, /^second /)
  assert.deepEqual(programsOf(root), [...before, basename(madeProgram(root))].sort())
})

test('sources that change while a program is made of them are run as they are, and nothing is left', (t) => {
  const root = checkout(t)
  const node = `${root}node`
  writeFileSync(node, `#!/bin/sh\nmkdir -p "$3" && touch "$3/main.js" && echo >> "$2${SAYING}"\n`, {
    mode: 0o755,
  })
  buildProgram(root, node)
  assert.equal(programFile(root), `${root}server/src/main.ts`)
  assert.deepEqual(programsOf(root), [])
})
