import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { en } from './en.ts'

/** What is loaded together: a file, all that it imports, and the pages that it opens later. */
interface Load {
  readonly files: ReadonlySet<string>
  readonly pages: readonly string[]
}

const MAIN = new URL('../../app/main.tsx', import.meta.url).href
const first = loadOf(MAIN)

test('the texts of a page are loaded with the first page or with the page itself', () => {
  const texts = textsIn(first.files)
  assert.deepEqual(missing(first.files, texts), [])
  assert.ok(first.pages.length > 5)
  for (const page of first.pages) {
    const { files } = loadOf(page)
    assert.deepEqual(missing(files, new Set([...texts, ...textsIn(files)])), [], page)
  }
})

test('the first page carries only the texts of the core', () => {
  const core = loadOf(new URL('./core.ts', import.meta.url).href)
  assert.deepEqual([...textFiles(first.files)].sort(), [...textFiles(core.files)].sort())
})

function loadOf(page: string): Load {
  const files = new Set<string>()
  const pages: string[] = []
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    const code = readFileSync(new URL(file), 'utf8')
    for (const [, name] of code.matchAll(/^(?:import|export)(?! type)[^'()]*'(\.[^']+\.tsx?)'/gm))
      visit(new URL(name ?? '', file).href)
    for (const [, name] of code.matchAll(/import\('(\.[^']+)'\)/g)) pages.push(new URL(name ?? '', file).href)
  }
  visit(page)
  return { files, pages }
}

function textFiles(files: ReadonlySet<string>): readonly string[] {
  return [...files].filter((file) => file.includes('/messages/en/'))
}

function textsIn(files: ReadonlySet<string>): Set<string> {
  return new Set(
    textFiles(files)
      .flatMap(quotedIn)
      .filter((key) => key in en),
  )
}

/** Keys that a file names, whole or by how they begin, and that are not among those texts. */
function missing(files: ReadonlySet<string>, texts: ReadonlySet<string>): readonly string[] {
  const used = [...files].filter((file) => !file.includes('/lib/messages/')).flatMap(namedIn)
  return [...new Set(used)].filter((key) => !texts.has(key))
}

function namedIn(file: string): readonly string[] {
  const code = readFileSync(new URL(file), 'utf8')
  const starts = [...code.matchAll(/\bt\(`([a-zA-Z.]+)\$/g)].map(([, start]) => start ?? '')
  const begun = starts.flatMap((start) => Object.keys(en).filter((key) => key.startsWith(start)))
  return [...quotedIn(file).filter((text) => text in en), ...begun]
}

function quotedIn(file: string): readonly string[] {
  return [...readFileSync(new URL(file), 'utf8').matchAll(/'([\w.-]+)'/g)].map(([, text]) => text ?? '')
}
