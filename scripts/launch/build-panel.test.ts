import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { panelIsCurrent } from './build-panel.mjs'

const BEFORE = new Date('2026-01-01')
const BUILT = new Date('2026-01-02')
const AFTER = new Date('2026-01-03')

function builtPanel(t: TestContext): string {
  const root = `${mkdtempSync(join(tmpdir(), 'keyward-panel-'))}/`
  t.after(() => rmSync(root, { recursive: true }))
  for (const path of [
    'panel/src/ui/Button.tsx',
    'panel/index.html',
    'sdk/src/index.ts',
    'package-lock.json',
  ]) {
    touch(root + path, BEFORE)
  }
  for (const folder of ['panel/src/ui', 'panel/src', 'sdk/src']) utimesSync(root + folder, BEFORE, BEFORE)
  touch(`${root}panel/dist/index.html`, BUILT)
  touch(`${root}panel/.cache/built`, BUILT)
  return root
}

function touch(file: string, at: Date) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, at, at)
}

test('a panel is current while no source is newer than its build', (t) => {
  assert.equal(panelIsCurrent(builtPanel(t)), true)
})

for (const path of ['panel/src/ui/Button.tsx', 'panel/index.html', 'sdk/src/index.ts', 'package-lock.json']) {
  test(`a change in ${path} makes the panel stale`, (t) => {
    const root = builtPanel(t)
    touch(root + path, AFTER)
    assert.equal(panelIsCurrent(root), false)
  })
}

test('a removed source makes the panel stale', (t) => {
  const root = builtPanel(t)
  rmSync(`${root}panel/src/ui/Button.tsx`)
  assert.equal(panelIsCurrent(root), false)
})

test('a panel whose build is gone is stale', (t) => {
  const root = builtPanel(t)
  rmSync(`${root}panel/dist`, { recursive: true })
  assert.equal(panelIsCurrent(root), false)
})
